package io.yihu.control.web;

import io.yihu.control.gate.RegisterQueries;
import io.yihu.control.gate.SettingRules;
import io.yihu.control.gate.SettingService;
import io.yihu.control.scan.ControlMapQueries;
import io.yihu.control.scan.ScanSettings;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One scan indicator: thresholds in force, what others would find, and their change by two persons. */
@Controller
@RolesAllowed({Roles.SUPERVISOR, Roles.MODEL_ADMIN, Roles.SECURITY_ADMIN, Roles.AUDIT_ADMIN})
@RequiredArgsConstructor
class IndicatorPages {
    private final ScanSettings settings;
    private final SettingService service;
    private final SettingRules rules;
    private final RegisterQueries register;
    private final ControlMapQueries maps;
    private final Answers answers;

    @GetMapping("/control/indicators/{code}")
    String page(@PathVariable String code, Model model, Locale locale) {
        Actor actor = CurrentActor.get();
        model.addAttribute("language", locale);
        model.addAttribute("standing", settings.byCode(code));
        model.addAttribute("changes", register.changes(code));
        model.addAttribute("month", maps.latest().orElse(null));
        model.addAttribute("mayPropose", actor.has(Roles.SECURITY_ADMIN));
        model.addAttribute("mayDecide", actor.has(Roles.SECURITY_ADMIN) || actor.has(Roles.AUDIT_ADMIN));
        model.addAttribute("me", actor.login());
        return "control/indicator";
    }

    /** Looks at the effect of what was typed, or proposes it; what was typed stays. */
    @PostMapping("/control/indicators/{code}/settings")
    @RolesAllowed(Roles.SECURITY_ADMIN)
    String propose(
            @PathVariable String code,
            @RequestParam String level,
            @RequestParam(defaultValue = "false") boolean enabled,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "false") boolean look,
            @RequestParam Map<String, String> typed,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response,
            Locale locale) {
        try {
            if (!look) {
                service.propose(code, level, enabled, GatePages.parameters(typed), reason);
                return answers.run(() -> {}, "control.done.propose", flash, locale, "/control/indicators/" + code);
            }
            rules.check(code, level, GatePages.parameters(typed));
            ScanSettings.Standing now = settings.byCode(code);
            maps.latest()
                    .ifPresent(period -> model.addAttribute(
                            "effects",
                            settings.effect(
                                    now,
                                    new ScanSettings.Standing(
                                            now.indicator().with(level, GatePages.parameters(typed)), enabled),
                                    period)));
        } catch (Refusal refusal) {
            if (refusal.status().value() == 404 || refusal.asksReason()) {
                throw refusal;
            }
            response.setStatus(refusal.status().value());
            model.addAttribute("problems", List.of(answers.text(refusal, locale)));
        }
        Map<String, String> kept = new HashMap<>(typed);
        kept.put("enabled", Boolean.toString(enabled));
        model.addAttribute("typed", kept);
        return page(code, model, locale);
    }

    @PostMapping("/control/indicators/{code}/settings/{id}")
    @RolesAllowed({Roles.SECURITY_ADMIN, Roles.AUDIT_ADMIN})
    String decide(
            @PathVariable String code,
            @PathVariable long id,
            @RequestParam boolean agreed,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes flash,
            Locale locale) {
        return answers.run(
                () -> service.decide(id, agreed, note),
                "control.done.decide",
                flash,
                locale,
                "/control/indicators/" + code);
    }
}
