package io.yihu.taxpayer.web;

import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.taxpayer.AgreementQueries;
import io.yihu.taxpayer.AgreementService;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Agreements and deliveries; supervisors register, end and verify. */
@Controller
@RolesAllowed(Roles.SUPERVISOR)
@RequiredArgsConstructor
class AgreementPages {
    private static final int DELIVERIES = 60;
    private final AgreementQueries agreements;
    private final AgreementService service;
    private final MessageSource messages;

    @GetMapping("/agreements")
    String list(Model model) {
        if (!model.containsAttribute("form")) {
            model.addAttribute("form", AgreementForm.empty(agreements.today()));
        }
        AgreementForm form = (AgreementForm) model.getAttribute("form");
        model.addAttribute(
                "typed",
                Map.of(
                        "code", form.code(),
                        "provider", form.provider(),
                        "legalBasis", form.legalBasis(),
                        "items", form.items(),
                        "contact", form.contact(),
                        "officeCode", form.officeCode()));
        model.addAttribute("agreements", agreements.all());
        model.addAttribute("deliveries", agreements.latest(DELIVERIES));
        model.addAttribute("feeds", agreements.thirdPartyFeeds());
        model.addAttribute("frequencies", AgreementService.FREQUENCIES);
        model.addAttribute("today", agreements.today());
        return "taxpayer/agreements";
    }

    @PostMapping("/agreements")
    String register(
            AgreementForm form, HttpServletResponse answer, RedirectAttributes flash, Model model, Locale locale) {
        try {
            service.register(form.agreement());
        } catch (Refusal refusal) {
            answer.setStatus(refusal.status().value());
            model.addAttribute("form", form);
            model.addAttribute(
                    "problems", List.of(messages.getMessage(refusal.getMessage(), refusal.arguments(), locale)));
            return list(model);
        }
        return done(flash, "taxpayer.agreement.done", locale);
    }

    @PostMapping("/agreements/{id}/end")
    String end(
            @PathVariable long id,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate lastDay,
            RedirectAttributes flash,
            Locale locale) {
        service.end(id, lastDay);
        return done(flash, "taxpayer.agreement.ended", locale);
    }

    @PostMapping("/agreements/deliveries/{batch}/verify")
    String verify(
            @PathVariable long batch,
            @RequestParam String before,
            @RequestParam boolean right,
            @RequestParam String note,
            RedirectAttributes flash,
            Locale locale) {
        service.verify(batch, before, right, note);
        return done(flash, "taxpayer.delivery.done", locale);
    }

    private String done(RedirectAttributes flash, String key, Locale locale) {
        flash.addFlashAttribute("notice", messages.getMessage(key, null, locale));
        return "redirect:/agreements";
    }
}
