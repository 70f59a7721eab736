package io.yihu.performance.web;

import io.yihu.performance.DefinitionQueries;
import io.yihu.performance.DefinitionService;
import io.yihu.performance.PerformanceIndicator;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import jakarta.annotation.security.RolesAllowed;
import java.time.YearMonth;
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
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** One indicator: its definition, its versions with the trial of each, and new parameters by two persons. */
@Controller
@RolesAllowed({Roles.SUPERVISOR, Roles.OFFICER, Roles.GRID_ADMIN, Roles.MODEL_ADMIN})
@RequiredArgsConstructor
class DefinitionPages {
    private static final TypeReference<Map<String, Object>> SPREAD = new TypeReference<>() {};
    private final DefinitionQueries definitions;
    private final DefinitionService service;
    private final JsonMapper json;
    private final YihuClock clock;

    /** A version and the distribution its trial found. */
    record Tried(DefinitionQueries.Version version, Map<String, Object> trial) {}

    @GetMapping("/performance/indicators/{code}")
    String definition(@PathVariable String code, Model model, Locale locale) {
        YearMonth current = YearMonth.from(clock.instant().atZone(YihuClock.CHINA));
        PerformanceIndicator indicator = definitions.of(current.atDay(1)).stream()
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        model.addAttribute("indicator", indicator);
        model.addAttribute(
                "versions",
                definitions.versions(code).stream()
                        .map(one -> new Tried(one, json.readValue(one.trial(), SPREAD)))
                        .toList());
        model.addAttribute("mayDecide", CurrentActor.get().has(Roles.MODEL_ADMIN));
        model.addAttribute("kinds", List.of("SF1", "SF2", "SF3", "SF4", "SF5"));
        model.addAttribute("current", current);
        model.addAttribute("language", locale);
        return "performance/definition";
    }

    @PostMapping("/performance/indicators/{code}")
    @RolesAllowed(Roles.MODEL_ADMIN)
    String propose(
            @PathVariable String code,
            @RequestParam String function,
            @RequestParam double first,
            @RequestParam double second,
            @RequestParam double weight,
            @RequestParam YearMonth validFrom,
            @RequestParam String reason,
            RedirectAttributes flash) {
        service.propose(
                new DefinitionService.Proposal(code, function, first, second, weight, validFrom.atDay(1), reason));
        flash.addFlashAttribute("notice", "performance.definition.proposed");
        return "redirect:/performance/indicators/" + code;
    }

    @PostMapping("/performance/versions/{id}")
    @RolesAllowed(Roles.MODEL_ADMIN)
    String decide(@PathVariable long id, @RequestParam boolean agreed, RedirectAttributes flash) {
        flash.addFlashAttribute("notice", "performance.definition.decided");
        return "redirect:/performance/indicators/" + service.decide(id, agreed);
    }
}
