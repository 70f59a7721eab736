package io.yihu.risk.web;

import io.yihu.indicator.Definitions;
import io.yihu.organization.OfficeQueries;
import io.yihu.organization.OfficeRow;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.risk.FindingFilter;
import io.yihu.risk.FindingService;
import io.yihu.risk.FindingView;
import io.yihu.risk.HitRow;
import io.yihu.risk.LevelTotals;
import io.yihu.risk.model.ModelService;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Findings ranked, one finding explained, the list as a workbook. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN})
class FindingPages {
    private static final int PAGE = 50;
    private final FindingService findings;
    private final LevelTotals totals;
    private final ModelService models;
    private final Definitions definitions;
    private final OfficeQueries offices;

    @GetMapping("/risk/findings")
    String list(Query query, @RequestParam(required = false) String after, Model model) {
        FindingFilter filter = query.filter();
        var slice = findings.list(filter, after, PAGE);
        model.addAttribute("findings", slice);
        model.addAttribute("query", query);
        model.addAttribute("indicators", definitions.indicators());
        model.addAttribute("offices", pickable());
        model.addAttribute("totals", totals.of(filter));
        model.addAttribute("next", slice.next() == null ? null : query.url("/risk/findings", slice.next()));
        model.addAttribute("exportUrl", query.url("/risk/findings.xlsx", null));
        return "risk/findings";
    }

    @GetMapping("/risk/findings.xlsx")
    void export(Query query, HttpServletResponse response) throws IOException {
        response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        response.setHeader("Content-Disposition", "attachment; filename=\"findings.xlsx\"");
        findings.export(query.filter(), response.getOutputStream());
    }

    @GetMapping("/risk/findings/{id}")
    String one(@PathVariable long id, @RequestParam(required = false) String code, Model model) {
        FindingView view = findings.view(id);
        model.addAttribute("finding", view);
        List<String> codes = view.hits().stream()
                .filter(hit -> !hit.rule())
                .map(HitRow::code)
                .toList();
        String shown = codes.contains(code) ? code : codes.isEmpty() ? null : codes.get(0);
        if (shown != null) {
            model.addAttribute("shown", definitions.indicator(shown).orElse(null));
            model.addAttribute("evidence", findings.evidence(id, shown));
        }
        if (CurrentActor.get().has(Roles.MODEL_ADMIN)) {
            model.addAttribute("thresholds", models.thresholds(id));
        }
        return "risk/finding";
    }

    /** An office in the picker, set in by its depth. */
    record Pick(String code, String label) {}

    private List<Pick> pickable() {
        List<OfficeRow> tree = offices.tree();
        int top = tree.stream().mapToInt(FindingPages::depth).min().orElse(0);
        return tree.stream()
                .map(office -> new Pick(office.code(), "　".repeat(depth(office) - top) + office.title()))
                .toList();
    }

    private static int depth(OfficeRow office) {
        return (int) office.path().chars().filter(c -> c == '/').count();
    }

    /** The query bar as the URL holds it. */
    record Query(Long run, String period, String level, String office, String indicator) {
        FindingFilter filter() {
            return new FindingFilter(run, month(), blank(level), blank(office), blank(indicator));
        }

        private LocalDate month() {
            try {
                return blank(period) == null
                        ? null
                        : YearMonth.parse(period.strip()).atDay(1);
            } catch (DateTimeParseException e) {
                throw Refusal.invalid("risk.findings.badPeriod", period);
            }
        }

        String url(String path, String after) {
            UriComponentsBuilder url = UriComponentsBuilder.fromPath(path);
            add(url, "run", run == null ? null : run.toString());
            add(url, "period", period);
            add(url, "level", level);
            add(url, "office", office);
            add(url, "indicator", indicator);
            add(url, "after", after);
            return url.encode().build().toUriString();
        }

        private static void add(UriComponentsBuilder url, String name, String value) {
            if (blank(value) != null) {
                url.queryParam(name, value);
            }
        }

        private static String blank(String value) {
            return value == null || value.isBlank() ? null : value.strip();
        }
    }
}
