package io.yihu.taxpayer.web;

import io.yihu.platform.Roles;
import io.yihu.taxpayer.AgreementQueries;
import io.yihu.taxpayer.AgreementService;
import io.yihu.taxpayer.NewAgreement;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.Locale;
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
        model.addAttribute("agreements", agreements.all());
        model.addAttribute("deliveries", agreements.latest(DELIVERIES));
        model.addAttribute("feeds", agreements.thirdPartyFeeds());
        model.addAttribute("frequencies", AgreementService.FREQUENCIES);
        model.addAttribute("today", agreements.today());
        return "taxpayer/agreements";
    }

    @PostMapping("/agreements")
    String register(
            @RequestParam String code,
            @RequestParam String feed,
            @RequestParam String provider,
            @RequestParam String legalBasis,
            @RequestParam String items,
            @RequestParam(defaultValue = "") String given,
            @RequestParam String frequency,
            @RequestParam int lagDays,
            @RequestParam(defaultValue = "") String divisionCode,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate validFrom,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate validTo,
            @RequestParam String contact,
            @RequestParam String officeCode,
            RedirectAttributes flash,
            Locale locale) {
        service.register(new NewAgreement(
                code.strip(),
                feed,
                provider.strip(),
                legalBasis.strip(),
                items.strip(),
                given.isBlank() ? null : given.strip(),
                frequency,
                lagDays,
                divisionCode.isBlank() ? null : divisionCode.strip(),
                validFrom,
                validTo,
                contact.strip(),
                officeCode.strip()));
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
