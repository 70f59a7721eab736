package io.yihu.risk.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.risk.RankingQueries;
import jakarta.annotation.security.RolesAllowed;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Findings ranked by expected yield, cut off where the person-days end. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN})
class RankingPages {
    private static final int SHOWN = 100;
    private static final int WEEK = 5;
    private static final double MOST = 1_000_000;
    private final RankingQueries ranking;
    private final RankingChart chart;

    @GetMapping("/risk/ranking")
    String ranking(
            @RequestParam(required = false) String level, @RequestParam(required = false) String days, Model model) {
        String chosen = level != null && Set.of("LOW", "MEDIUM", "HIGH").contains(level) ? level : null;
        double offered = ranking.capacity(WEEK);
        double personDays = days == null || days.isBlank() ? offered : number(days);
        model.addAttribute("level", chosen);
        model.addAttribute("offered", offered);
        model.addAttribute("days", personDays);
        model.addAttribute("capacityMinutes", personDays * 480);
        RankingQueries.Reach reach = ranking.reach(chosen, personDays);
        model.addAttribute("rows", ranking.first(chosen, SHOWN, reach.within()));
        model.addAttribute("reach", reach);
        model.addAttribute("mayExport", CurrentActor.get().has(Roles.SUPERVISOR));
        var curve = ranking.curve(chosen);
        model.addAttribute("curve", curve);
        if (curve.size() > 1) {
            model.addAttribute("chart", chart.of(curve, personDays));
        }
        return "risk/ranking";
    }

    private static double number(String days) {
        try {
            double number = Double.parseDouble(days.strip());
            if (number >= 0 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw Refusal.invalid("risk.ranking.badDays", days);
        }
        throw Refusal.invalid("risk.ranking.badDays", days);
    }
}
