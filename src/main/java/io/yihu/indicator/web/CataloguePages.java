package io.yihu.indicator.web;

import io.yihu.indicator.CatalogueQueries;
import io.yihu.indicator.CatalogueService;
import io.yihu.indicator.Definitions;
import io.yihu.indicator.IndicatorUsage;
import io.yihu.indicator.Lineage;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The indicator library; thresholds and weights for the model role only, each look traced. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN})
class CataloguePages {
    private static final int PERIODS = 12;
    private final CatalogueQueries catalogue;
    private final CatalogueService secrets;
    private final Definitions definitions;
    private final Lineage lineage;
    private final IndicatorChart charts;
    private final ObjectProvider<IndicatorUsage> usages;

    @GetMapping("/indicator/catalogue")
    String list(Model model) {
        model.addAttribute("entries", catalogue.all());
        if (CurrentActor.get().has(Roles.MODEL_ADMIN)) {
            model.addAttribute("weights", secrets.weights());
        }
        model.addAttribute("usage", usage());
        return "indicator/catalogue";
    }

    @RolesAllowed({Roles.MODEL_ADMIN, Roles.SUPERVISOR})
    @GetMapping("/indicator/features")
    String features(@RequestParam(required = false) String q, Model model) {
        String sought = q == null ? "" : q.strip();
        model.addAttribute("q", sought);
        model.addAttribute("total", definitions.features().size());
        model.addAttribute("indicators", definitions.indicators().size());
        model.addAttribute("series", definitions.series());
        model.addAttribute(
                "features",
                definitions.features().stream()
                        .filter(f -> f.code().contains(sought)
                                || f.titleZh().contains(sought)
                                || f.titleEn().contains(sought))
                        .toList());
        return "indicator/features";
    }

    @GetMapping("/indicator/catalogue/{code}")
    String one(@PathVariable String code, Model model) {
        CatalogueQueries.Entry entry = catalogue.byCode(code);
        model.addAttribute("entry", entry);
        model.addAttribute("lineage", lineage.of(entry.indicator()));
        model.addAttribute("uses", usage().getOrDefault(code, List.of()));
        var history = catalogue.history(code, PERIODS);
        model.addAttribute("history", history);
        if (history.size() > 1) {
            model.addAttribute("coverageChart", charts.coverage(history));
        }
        if (entry.last() != null) {
            var bars = catalogue.histogram(code, entry.last().runId());
            model.addAttribute("bars", charts.rows(entry.indicator(), bars));
            if (!bars.isEmpty()) {
                model.addAttribute("histogram", charts.histogram(entry.indicator(), bars));
            }
        }
        if (CurrentActor.get().has(Roles.MODEL_ADMIN)) {
            model.addAttribute("thresholds", secrets.thresholds(code));
        }
        return "indicator/indicator";
    }

    private Map<String, List<IndicatorUsage.Use>> usage() {
        return usages.stream().findFirst().map(IndicatorUsage::now).orElse(Map.of());
    }
}
