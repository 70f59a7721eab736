package io.yihu.task.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.task.region.RegionCheckService;
import io.yihu.task.region.RegionQueries;
import io.yihu.task.thread.ThreadQueries;
import io.yihu.task.thread.Topic;
import jakarta.annotation.security.RolesAllowed;
import java.util.Locale;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Packages between regions: both sides see the same page, each may do its own part. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN})
class RegionPages {
    private static final int MOST = 200;
    private final RegionQueries queries;
    private final RegionCheckService service;
    private final ThreadQueries threads;
    private final FormAnswer answer;

    @GetMapping("/task/regions")
    String list(@RequestParam(defaultValue = "open") String tab, Model model) {
        model.addAttribute("tab", tab);
        model.addAttribute("counts", queries.counts());
        model.addAttribute("rows", queries.list(tab, MOST));
        return "task/regions";
    }

    @GetMapping("/task/regions/{id}")
    String one(@PathVariable long id, Model model) {
        RegionQueries.Row row = queries.row(id).orElseThrow(Refusal::notFound);
        Long me = CurrentActor.get().officerId();
        boolean recipient = me != null && me.equals(row.recipientOfficerId());
        model.addAttribute("row", row);
        model.addAttribute("vouchers", queries.vouchers(id));
        model.addAttribute("answers", RegionCheckService.ANSWERS);
        model.addAttribute(
                "mayReceive",
                row.state().equals("PUSHED")
                        && me != null
                        && (recipient || row.recipientOfficerId() == null && service.onRecipientSide(row)));
        model.addAttribute("mayAnswer", row.state().equals("RECIPIENT_RECEIVED") && recipient);
        model.addAttribute("mayIssuerAck", row.state().equals("FEEDBACK") && service.onIssuerSide(row));
        model.addAttribute("mayRecipientAck", row.state().equals("ISSUER_ACK") && service.onRecipientSide(row));
        Topic topic = new Topic("REGION", id);
        model.addAttribute("topic", topic);
        model.addAttribute("messages", threads.messages(topic));
        model.addAttribute("people", threads.people(topic));
        return "task/region";
    }

    @PostMapping("/task/regions/{id}/{command}")
    String command(
            @PathVariable long id,
            @PathVariable String command,
            @RequestParam(required = false) Set<Integer> line,
            @RequestParam(required = false) String answer,
            @RequestParam(required = false) String note,
            RedirectAttributes flash,
            Locale locale) {
        return this.answer.to("/task/regions/" + id, "task.region.done." + done(command), flash, locale, () -> {
            switch (command) {
                case "receive" -> service.receive(id);
                case "answer" -> service.answer(id, line == null ? Set.of() : line, answer, note);
                case "feedback" -> service.feedback(id, note);
                case "issuer-ack" -> service.issuerAck(id);
                case "recipient-ack" -> service.recipientAck(id);
                default -> throw Refusal.notFound();
            }
        });
    }

    private static String done(String command) {
        return Set.of("receive", "answer", "feedback", "issuer-ack", "recipient-ack")
                        .contains(command)
                ? command
                : "answer";
    }
}
