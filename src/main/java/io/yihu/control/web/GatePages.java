package io.yihu.control.web;

import io.yihu.control.gate.ActService;
import io.yihu.control.gate.ClearanceService;
import io.yihu.control.gate.ControlBook;
import io.yihu.control.gate.ControlPoint;
import io.yihu.control.gate.ControlSettings;
import io.yihu.control.gate.Coverage;
import io.yihu.control.gate.FiringService;
import io.yihu.control.gate.RegisterQueries;
import io.yihu.control.gate.SettingService;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
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

/** The register of control points with coverage and gaps, their settings by two persons, firings, clearances and acts of other systems. */
@Controller
@RolesAllowed({Roles.SUPERVISOR, Roles.OFFICER})
@RequiredArgsConstructor
class GatePages {
    private static final int PAGE = 100;
    private final ControlBook book;
    private final ControlSettings settings;
    private final Coverage coverage;
    private final RegisterQueries register;
    private final SettingService settingService;
    private final FiringService firings;
    private final ClearanceService clearances;
    private final ActService acts;
    private final Answers answers;

    @GetMapping("/control/points")
    @RolesAllowed({
        Roles.SUPERVISOR,
        Roles.OFFICER,
        Roles.GRID_ADMIN,
        Roles.MODEL_ADMIN,
        Roles.SECURITY_ADMIN,
        Roles.AUDIT_ADMIN
    })
    String points(Model model, Locale locale) {
        common(model, locale);
        Map<String, ControlSettings.Setting> current = new HashMap<>();
        book.all().forEach(point -> current.put(point.code(), settings.of(point)));
        model.addAttribute("points", book.all());
        model.addAttribute("settings", current);
        model.addAttribute("counts", register.counts());
        model.addAttribute("flows", coverage.flows());
        model.addAttribute("idle", coverage.idle());
        model.addAttribute("changes", register.changes(""));
        return "control/points";
    }

    @GetMapping("/control/points/{code}")
    @RolesAllowed({
        Roles.SUPERVISOR,
        Roles.OFFICER,
        Roles.GRID_ADMIN,
        Roles.MODEL_ADMIN,
        Roles.SECURITY_ADMIN,
        Roles.AUDIT_ADMIN
    })
    String point(@PathVariable String code, Model model, Locale locale) {
        common(model, locale);
        ControlPoint point = book.byCode(code);
        model.addAttribute("point", point);
        model.addAttribute("setting", settings.of(point));
        model.addAttribute("changes", register.changes(code));
        model.addAttribute("mayPropose", CurrentActor.get().has(Roles.SECURITY_ADMIN));
        model.addAttribute(
                "mayDecide",
                CurrentActor.get().has(Roles.SECURITY_ADMIN)
                        || CurrentActor.get().has(Roles.AUDIT_ADMIN));
        model.addAttribute("me", CurrentActor.get().login());
        return "control/point";
    }

    @PostMapping("/control/points/{code}/settings")
    @RolesAllowed(Roles.SECURITY_ADMIN)
    String propose(
            @PathVariable String code,
            @RequestParam String level,
            @RequestParam(defaultValue = "false") boolean enabled,
            @RequestParam String reason,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash,
            Locale locale) {
        return answers.run(
                () -> settingService.propose(code, level, enabled, parameters(typed), reason),
                "control.done.propose",
                flash,
                locale,
                "/control/points/" + code);
    }

    @PostMapping("/control/points/{code}/settings/{id}")
    @RolesAllowed({Roles.SECURITY_ADMIN, Roles.AUDIT_ADMIN})
    String decide(
            @PathVariable String code,
            @PathVariable long id,
            @RequestParam boolean agreed,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes flash,
            Locale locale) {
        return answers.run(
                () -> settingService.decide(id, agreed, note),
                "control.done.decide",
                flash,
                locale,
                "/control/points/" + code);
    }

    @GetMapping("/control/firings")
    String firings(
            @RequestParam(defaultValue = "") String point,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(required = false) Long before,
            Model model,
            Locale locale) {
        common(model, locale);
        List<RegisterQueries.FiringRow> rows =
                register.firings(point, outcome, null, null, before == null ? Long.MAX_VALUE : before, PAGE);
        model.addAttribute("rows", rows);
        model.addAttribute("points", book.all());
        model.addAttribute("point", point);
        model.addAttribute("outcome", outcome);
        model.addAttribute("leads", CurrentActor.get().has(Roles.SUPERVISOR));
        model.addAttribute("me", CurrentActor.get().login());
        model.addAttribute(
                "next",
                rows.size() < PAGE
                        ? null
                        : "/control/firings?point=" + point + "&outcome=" + outcome + "&before="
                                + rows.get(rows.size() - 1).id());
        return "control/firings";
    }

    @PostMapping("/control/firings/{id}")
    @RolesAllowed(Roles.SUPERVISOR)
    String judge(
            @PathVariable long id,
            @RequestParam boolean violation,
            @RequestParam String note,
            RedirectAttributes flash,
            Locale locale) {
        return answers.run(
                () -> firings.judge(id, violation, note), "control.done.judge", flash, locale, "/control/firings");
    }

    @GetMapping("/control/clearances")
    String clearances(Model model, Locale locale) {
        common(model, locale);
        model.addAttribute("rows", register.clearances(PAGE));
        model.addAttribute(
                "points",
                book.all().stream().filter(point -> point.second() != null).toList());
        model.addAttribute("leads", CurrentActor.get().has(Roles.SUPERVISOR));
        model.addAttribute("me", CurrentActor.get().login());
        return "control/clearances";
    }

    @PostMapping("/control/clearances")
    String request(
            @RequestParam String point,
            @RequestParam(defaultValue = "") String taxId,
            @RequestParam String note,
            RedirectAttributes flash,
            Locale locale) {
        return answers.run(
                () -> clearances.request(point, taxId.isBlank() ? null : register.subject(taxId), note),
                "control.done.request",
                flash,
                locale,
                "/control/clearances");
    }

    @PostMapping("/control/clearances/{id}")
    @RolesAllowed(Roles.SUPERVISOR)
    String decide(
            @PathVariable long id,
            @RequestParam boolean agreed,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes flash,
            Locale locale) {
        return answers.run(
                () -> clearances.decide(id, agreed, note), "control.done.decide", flash, locale, "/control/clearances");
    }

    @GetMapping("/control/acts")
    String acts(@RequestParam(required = false) Long id, Model model, Locale locale) {
        common(model, locale);
        model.addAttribute("rows", register.acts(id, PAGE));
        model.addAttribute("kinds", ActService.KINDS);
        model.addAttribute("discretion", register.discretion());
        return "control/acts";
    }

    @PostMapping("/control/acts")
    String perform(
            @RequestParam Map<String, String> typed,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response,
            Locale locale) {
        try {
            acts.perform(
                    typed.getOrDefault("kind", ""),
                    register.subject(typed.get("taxId")),
                    number(typed.get("amount")),
                    number(typed.get("base")),
                    typed.get("ground"),
                    typed.get("reference"),
                    typed.get("note"));
        } catch (Refusal refusal) {
            if (refusal.status().value() == 404 || refusal.asksReason()) {
                throw refusal;
            }
            response.setStatus(refusal.status().value());
            model.addAttribute("problems", List.of(answers.text(refusal, locale)));
            model.addAttribute("typed", typed);
            return acts(null, model, locale);
        }
        return answers.run(() -> {}, "control.done.act", flash, locale, "/control/acts");
    }

    static Map<String, BigDecimal> parameters(Map<String, String> typed) {
        Map<String, BigDecimal> parameters = new HashMap<>();
        typed.forEach((name, value) -> {
            if (name.startsWith("p.") && !value.isBlank()) {
                parameters.put(name.substring(2), number(value));
            }
        });
        return parameters;
    }

    static BigDecimal number(String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        String plain = typed.strip().replace(",", "").replace("，", "");
        if (!plain.matches("\\d{1,14}(\\.\\d{1,4})?")) {
            throw Refusal.invalid("control.refused.number");
        }
        return new BigDecimal(plain);
    }

    private static void common(Model model, Locale locale) {
        model.addAttribute("language", locale);
    }
}
