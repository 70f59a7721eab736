package io.yihu.task.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.task.help.HelpQueries;
import io.yihu.task.help.HelpService;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Tickets to technical support: what to answer, what one has asked. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.SYSTEM_ADMIN})
class HelpPages {
    private static final int MOST = 100;
    private final HelpQueries queries;
    private final HelpService service;
    private final FormAnswer answer;

    @GetMapping("/task/help")
    String list(Model model) {
        List<HelpQueries.Row> toAnswer = queries.toAnswer(MOST);
        List<HelpQueries.Row> mine = queries.mine(MOST);
        model.addAttribute("toAnswer", toAnswer);
        model.addAttribute("mine", mine);
        model.addAttribute("me", CurrentActor.get().officerId());
        model.addAttribute(
                "entries",
                queries.entries(Stream.concat(toAnswer.stream(), mine.stream()).toList()));
        return "task/help";
    }

    @PostMapping("/task/help/answer")
    String answer(
            @RequestParam long ticket,
            @RequestParam(required = false) String note,
            RedirectAttributes flash,
            Locale locale) {
        return answer.to("/task/help", "task.done.help.answer", flash, locale, () -> service.answer(ticket, note));
    }

    @PostMapping("/task/help/again")
    String again(
            @RequestParam long ticket,
            @RequestParam(required = false) String note,
            RedirectAttributes flash,
            Locale locale) {
        return answer.to("/task/help", "task.done.help.again", flash, locale, () -> service.again(ticket, note));
    }

    @PostMapping("/task/help/close")
    String close(
            @RequestParam long ticket,
            @RequestParam(required = false) String note,
            RedirectAttributes flash,
            Locale locale) {
        return answer.to("/task/help", "task.done.help.close", flash, locale, () -> service.close(ticket, note));
    }
}
