package io.yihu.performance.web;

import io.yihu.performance.PushQueries;
import io.yihu.performance.PushService;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.time.YearMonth;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Scores on their way to digital HR and the national performance system. */
@Controller
@RolesAllowed(Roles.MODEL_ADMIN)
@RequiredArgsConstructor
class PushPages {
    private final PushQueries pushes;
    private final PushService service;
    private final MessageSource messages;

    @GetMapping("/performance/pushes")
    String pushes(Model model) {
        model.addAttribute("rows", pushes.rows());
        return "performance/pushes";
    }

    @PostMapping("/performance/pushes")
    String push(@RequestParam YearMonth period, RedirectAttributes redirect, Locale locale) {
        PushService.Pushed pushed = service.push(period.atDay(1));
        redirect.addFlashAttribute(
                "notice",
                messages.getMessage(
                        "performance.push.done", new Object[] {period, pushed.staff(), pushed.offices()}, locale));
        return "redirect:/performance/pushes";
    }
}
