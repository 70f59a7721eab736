package io.yihu.performance.web;

import io.yihu.performance.AppraisalService;
import io.yihu.performance.DefinitionQueries;
import io.yihu.performance.HeatMap;
import io.yihu.performance.HeatMapQueries;
import io.yihu.performance.IndicatorBook;
import io.yihu.performance.PerformanceIndicator;
import io.yihu.performance.ScoreQueries;
import io.yihu.performance.UnitQueries;
import io.yihu.performance.UnitRow;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import io.yihu.platform.YihuClock;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** From the whole authority down to the task: every cell leads to what is behind it. */
@Controller
@RolesAllowed({Roles.SUPERVISOR, Roles.OFFICER, Roles.GRID_ADMIN, Roles.MODEL_ADMIN})
@RequiredArgsConstructor
class PerformancePages {
    private static final int PAGE = 50;
    private final HeatMapQueries heatMaps;
    private final UnitQueries units;
    private final ScoreQueries scores;
    private final IndicatorBook book;
    private final DefinitionQueries definitions;
    private final AppraisalService appraisals;
    private final MessageSource messages;
    private final YihuClock clock;

    @GetMapping("/performance")
    String entry() {
        return "redirect:/performance/heatmap";
    }

    @GetMapping("/performance/heatmap")
    String heatMap(
            @RequestParam(required = false) YearMonth period,
            @RequestParam(required = false) Long office,
            Model model,
            Locale locale) {
        List<LocalDate> periods = scores.periods();
        LocalDate month = period == null ? scores.latestPeriod().orElse(null) : period.atDay(1);
        HeatMap map = heatMaps.of(office, month == null ? LocalDate.EPOCH : month);
        model.addAttribute("map", map);
        model.addAttribute("periods", periods);
        model.addAttribute("month", month);
        model.addAttribute("chain", CurrentActor.get().has(Roles.SUPERVISOR));
        model.addAttribute("me", me());
        model.addAttribute("language", locale);
        return "performance/heatmap";
    }

    @GetMapping("/performance/units")
    String units(
            @RequestParam YearMonth period,
            @RequestParam String indicator,
            @RequestParam(required = false) Long office,
            @RequestParam(required = false) Long officer,
            @RequestParam(defaultValue = "false") boolean unassigned,
            @RequestParam(required = false) String after,
            Model model,
            Locale locale) {
        PerformanceIndicator definition = book.byCode(indicator);
        UnitQueries.Cell cell = new UnitQueries.Cell(indicator, period.atDay(1), office, officer, unassigned);
        Slice<UnitRow> slice = units.units(cell, after, PAGE);
        model.addAttribute("cell", cell);
        model.addAttribute("definition", definition);
        model.addAttribute("sums", units.sums(cell));
        model.addAttribute("rows", slice.rows());
        model.addAttribute("next", next(cell, period, slice.next()));
        model.addAttribute("language", locale);
        return "performance/units";
    }

    @GetMapping("/performance/indicators")
    String indicators(Model model, Locale locale) {
        List<PerformanceIndicator> current = definitions.of(
                YearMonth.from(clock.instant().atZone(YihuClock.CHINA)).atDay(1));
        model.addAttribute("indicators", current);
        model.addAttribute(
                "automatic",
                current.stream().filter(PerformanceIndicator::automatic).count());
        model.addAttribute("language", locale);
        model.addAttribute("current", YearMonth.from(clock.instant().atZone(YihuClock.CHINA)));
        model.addAttribute("mayAppraise", CurrentActor.get().has(Roles.MODEL_ADMIN));
        return "performance/indicators";
    }

    @PostMapping("/performance/appraisals")
    @RolesAllowed(Roles.MODEL_ADMIN)
    String appraise(@RequestParam YearMonth period, Locale locale, RedirectAttributes redirect) {
        if (period.isAfter(YearMonth.from(clock.instant().atZone(YihuClock.CHINA)))) {
            throw Refusal.invalid("performance.period.future");
        }
        appraisals.start(period.atDay(1), messages.getMessage("performance.job", new Object[] {period}, locale));
        redirect.addFlashAttribute("notice", "performance.started");
        return "redirect:/performance/indicators";
    }

    private static Long me() {
        Actor actor = CurrentActor.get();
        return actor.officerId();
    }

    private static String next(UnitQueries.Cell cell, YearMonth period, String after) {
        if (after == null) {
            return null;
        }
        UriComponentsBuilder url = UriComponentsBuilder.fromPath("/performance/units")
                .queryParam("period", period)
                .queryParam("indicator", cell.indicator());
        if (cell.office() != null) {
            url.queryParam("office", cell.office());
        }
        if (cell.officer() != null) {
            url.queryParam("officer", cell.officer());
        }
        if (cell.unassigned()) {
            url.queryParam("unassigned", true);
        }
        return url.queryParam("after", after).encode().build().toUriString();
    }
}
