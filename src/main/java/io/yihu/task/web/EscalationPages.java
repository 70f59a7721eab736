package io.yihu.task.web;

import io.yihu.platform.Roles;
import io.yihu.task.EscalationService;
import jakarta.annotation.security.RolesAllowed;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Late work told to the leads of offices. */
@Controller
@RequiredArgsConstructor
@RolesAllowed(Roles.SUPERVISOR)
class EscalationPages {
    private static final int MOST = 300;
    private final EscalationService service;
    private final FormAnswer answer;

    @GetMapping("/task/escalations")
    String list(Model model) {
        model.addAttribute("rows", service.open(MOST));
        return "task/escalations";
    }

    @PostMapping("/task/escalations/{id}")
    String answer(
            @PathVariable long id,
            @RequestParam(required = false) String note,
            RedirectAttributes flash,
            Locale locale) {
        return answer.to("/task/escalations", "task.done.escalation", flash, locale, () -> service.answer(id, note));
    }
}
