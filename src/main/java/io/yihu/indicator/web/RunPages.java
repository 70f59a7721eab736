package io.yihu.indicator.web;

import io.yihu.indicator.RunQueries;
import io.yihu.indicator.RunService;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Runs: the list with a form to start one, and one run with its steps. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.MODEL_ADMIN, Roles.SYSTEM_ADMIN, Roles.SUPERVISOR})
class RunPages {
    private static final int PAGE = 30;
    private static final int UNITS = 15;
    private final RunQueries runs;
    private final RunService service;
    private final MessageSource messages;
    private final YihuClock clock;

    @GetMapping("/indicator/runs")
    String list(@RequestParam(required = false) Long after, Model model) {
        model.addAttribute("runs", runs.list(after, PAGE));
        if (!model.containsAttribute("asOf")) {
            model.addAttribute("asOf", LocalDate.now(clock).withDayOfMonth(1).toString());
        }
        return "indicator/runs";
    }

    @GetMapping("/indicator/runs/{id}")
    String one(@PathVariable long id, Model model) {
        model.addAttribute("run", runs.byId(id));
        model.addAttribute("steps", runs.steps(id));
        model.addAttribute("units", runs.longest(id, UNITS));
        model.addAttribute("workers", runs.workers(id));
        return "indicator/run";
    }

    @PostMapping("/indicator/runs")
    @RolesAllowed({Roles.MODEL_ADMIN, Roles.SYSTEM_ADMIN})
    String start(@RequestParam String asOf, Model model) {
        try {
            return "redirect:/indicator/runs/" + service.start(LocalDate.parse(asOf.strip()));
        } catch (DateTimeParseException e) {
            return again(asOf, "indicator.run.badDate", new Object[] {asOf}, model);
        } catch (Refusal refusal) {
            return again(asOf, refusal.getMessage(), refusal.arguments(), model);
        }
    }

    @PostMapping("/indicator/runs/{id}/resume")
    @RolesAllowed({Roles.MODEL_ADMIN, Roles.SYSTEM_ADMIN})
    String resume(@PathVariable long id) {
        service.resume(id);
        return "redirect:/indicator/runs/" + id;
    }

    private String again(String asOf, String key, Object[] arguments, Model model) {
        model.addAttribute("problems", List.of(messages.getMessage(key, arguments, LocaleContextHolder.getLocale())));
        model.addAttribute("asOf", asOf);
        return list(null, model);
    }
}
