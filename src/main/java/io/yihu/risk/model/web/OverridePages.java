package io.yihu.risk.model.web;

import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.risk.model.OverrideService;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
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

/** Levels decided by two persons. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.MODEL_ADMIN, Roles.SUPERVISOR})
class OverridePages {
    private final OverrideService overrides;
    private final MessageSource messages;

    @GetMapping("/risk/overrides")
    String list(Model model) {
        model.addAttribute("rows", overrides.list());
        return "risk/overrides";
    }

    @PostMapping("/risk/overrides")
    String request(
            @RequestParam String taxId,
            @RequestParam String level,
            @RequestParam String reason,
            @RequestParam String until,
            Model model,
            Locale locale) {
        try {
            overrides.request(taxId, level, reason, LocalDate.parse(until.strip()));
            return "redirect:/risk/overrides";
        } catch (DateTimeParseException e) {
            problem("risk.override.noEnd", new Object[] {366}, model, locale);
        } catch (Refusal refusal) {
            problem(refusal.getMessage(), refusal.arguments(), model, locale);
        }
        model.addAttribute("taxId", taxId);
        model.addAttribute("level", level);
        model.addAttribute("reason", reason);
        model.addAttribute("until", until);
        return list(model);
    }

    @PostMapping("/risk/overrides/{id}")
    String decide(
            @PathVariable long id,
            @RequestParam boolean agreed,
            @RequestParam(defaultValue = "") String note,
            Model model,
            Locale locale) {
        try {
            overrides.decide(id, agreed, note);
            return "redirect:/risk/overrides";
        } catch (Refusal refusal) {
            if (refusal.status().value() == 404) {
                throw refusal;
            }
            problem(refusal.getMessage(), refusal.arguments(), model, locale);
            return list(model);
        }
    }

    private void problem(String key, Object[] arguments, Model model, Locale locale) {
        model.addAttribute("problems", List.of(messages.getMessage(key, arguments, locale)));
    }
}
