package io.yihu.guidance.web;

import io.yihu.guidance.DemandQueries;
import io.yihu.guidance.PushQueries;
import io.yihu.guidance.PushRow;
import io.yihu.guidance.TaxpayerService;
import io.yihu.guidance.TaxpayerService.Visit;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The taxpayer's page, on a phone first: no account, one link; whoever is signed in as an officer is on the wrong side here. */
@Controller
@RequiredArgsConstructor
@PermitAll
class TaxpayerPages {
    private static final String PAGE = "/guidance/notice";
    private static final String LIST = "/guidance/portal";
    private final TaxpayerService service;
    private final PushQueries pushes;
    private final DemandQueries demands;
    private final Answers answers;

    /** Says for whom the link is; looking does not spend it. */
    @GetMapping("/guidance/t/{token}")
    String door(@PathVariable String token, Model model) {
        String name = service.addressee(token);
        model.addAttribute("token", token);
        model.addAttribute("masked", masked(name));
        return "guidance/door";
    }

    @PostMapping("/guidance/t/{token}")
    String open(@PathVariable String token, HttpServletRequest request) {
        Visits.refuseOfficers();
        Visit visit = service.open(token);
        CurrentActor.as(Visits.actor(visit), () -> {
            service.read(visit.pushId());
            return null;
        });
        Visits.begin(request, visit);
        return "redirect:" + PAGE;
    }

    @GetMapping("/guidance/notice")
    String notice(HttpSession session, Model model) {
        Visit visit = Visits.of(session);
        if (visit.pushId() == null) {
            return "redirect:" + LIST;
        }
        PushRow push = pushes.ofTaxpayer(visit.pushId(), visit.subjectId())
                .orElseThrow(() -> Refusal.forbidden("guidance.refused.noVisit"));
        List<DemandQueries.Row> asked = demands.ofTaxpayer(visit.subjectId());
        Map<Long, List<DemandQueries.Message>> said = new LinkedHashMap<>();
        asked.forEach(each -> said.put(each.id(), demands.messages(each.id())));
        model.addAttribute("push", push);
        model.addAttribute("visit", visit);
        model.addAttribute("signature", pushes.signature(push.id()).orElse(null));
        model.addAttribute("demands", asked);
        model.addAttribute("said", said);
        model.addAttribute("topics", DemandQueries.topicCodes());
        return "guidance/notice";
    }

    @PostMapping("/guidance/notice/acknowledge")
    String acknowledge(HttpSession session, RedirectAttributes flash, Locale locale) {
        return act(session, visit -> service.acknowledge(visit.pushId()), "guidance.done.acknowledge", flash, locale);
    }

    @PostMapping("/guidance/notice/explain")
    String explain(
            @RequestParam(defaultValue = "") String text,
            HttpSession session,
            RedirectAttributes flash,
            Locale locale) {
        return act(session, visit -> service.explain(visit.pushId(), text), "guidance.done.explain", flash, locale);
    }

    @PostMapping("/guidance/notice/choose")
    String choose(
            @RequestParam(defaultValue = "") String choice,
            HttpSession session,
            RedirectAttributes flash,
            Locale locale) {
        return act(session, visit -> service.choose(visit.pushId(), choice), "guidance.done.choose", flash, locale);
    }

    @PostMapping("/guidance/notice/ask")
    String ask(
            @RequestParam(defaultValue = "") String topic,
            @RequestParam(defaultValue = "") String text,
            HttpSession session,
            RedirectAttributes flash,
            Locale locale) {
        flash.addFlashAttribute("askedTopic", topic);
        return act(session, visit -> ask(visit, topic, text), "guidance.done.ask", flash, locale);
    }

    @PostMapping("/guidance/notice/demands/{demand}/reply")
    String reply(
            @PathVariable long demand,
            @RequestParam(defaultValue = "") String text,
            HttpSession session,
            RedirectAttributes flash,
            Locale locale) {
        return act(session, visit -> service.reply(demand, text), "guidance.done.reply", flash, locale);
    }

    @PostMapping("/guidance/notice/demands/{demand}/rate")
    String rate(
            @PathVariable long demand,
            @RequestParam(defaultValue = "0") int score,
            @RequestParam(defaultValue = "") String remark,
            HttpSession session,
            RedirectAttributes flash,
            Locale locale) {
        return act(session, visit -> service.rate(demand, score, remark), "guidance.done.rate", flash, locale);
    }

    private void ask(Visit visit, String topic, String text) {
        if (visit.pushId() == null) {
            service.begin(visit.subjectId(), topic, text);
        } else {
            service.ask(visit.pushId(), topic, text);
        }
    }

    private String act(
            HttpSession session, Consumer<Visit> work, String done, RedirectAttributes flash, Locale locale) {
        Visit visit = Visits.of(session);
        return answers.of(
                visit.pushId() == null ? LIST : PAGE,
                () -> CurrentActor.as(Visits.actor(visit), () -> {
                    work.accept(visit);
                    return null;
                }),
                done,
                flash,
                locale);
    }

    private static String masked(String name) {
        return name.length() <= 4
                ? name.charAt(0) + "***"
                : name.substring(0, 2) + "*".repeat(Math.min(6, name.length() - 4)) + name.substring(name.length() - 2);
    }
}
