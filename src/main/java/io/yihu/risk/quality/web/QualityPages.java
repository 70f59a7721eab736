package io.yihu.risk.quality.web;

import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.risk.quality.LoopService;
import io.yihu.risk.quality.QualityService;
import io.yihu.risk.quality.SourceQueries;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What indicators and rules were worth, and one finding's way through the loop. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.SUPERVISOR, Roles.MODEL_ADMIN})
class QualityPages {
    private final QualityService quality;
    private final LoopService loop;
    private final SourceQueries sources;
    private final MessageSource messages;

    @GetMapping("/risk/quality")
    String list(@RequestParam(defaultValue = "") String period, Model model) {
        LocalDate month = QualityService.month(period);
        model.addAttribute("periods", quality.periods());
        model.addAttribute("period", month);
        model.addAttribute("rows", quality.rows(month));
        model.addAttribute("sources", sources.rows(month));
        return "risk/quality";
    }

    @GetMapping("/risk/loop/{id}")
    @RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.MODEL_ADMIN})
    String way(@PathVariable long id, Model model) {
        model.addAttribute("view", loop.view(id));
        return "risk/loop";
    }

    @PostMapping("/risk/loop/{id}/evaluate")
    String evaluate(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String fit,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes flash,
            Locale locale) {
        return tried(id, flash, locale, () -> loop.evaluate(id, fit, note));
    }

    @PostMapping("/risk/loop/{id}/archive")
    String archive(@PathVariable long id, RedirectAttributes flash, Locale locale) {
        return tried(id, flash, locale, () -> loop.archive(id));
    }

    private String tried(long id, RedirectAttributes flash, Locale locale, Runnable work) {
        try {
            work.run();
        } catch (Refusal refusal) {
            if (refusal.status().value() == 404) {
                throw refusal;
            }
            flash.addFlashAttribute(
                    "problems", List.of(messages.getMessage(refusal.getMessage(), refusal.arguments(), locale)));
        }
        return "redirect:/risk/loop/" + id;
    }
}
