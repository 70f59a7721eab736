package io.yihu.control.web;

import io.yihu.control.finding.ControlFindingQueries;
import io.yihu.control.gate.RegisterQueries;
import io.yihu.control.scan.CellQueries;
import io.yihu.control.scan.ControlMap;
import io.yihu.control.scan.ControlMapQueries;
import io.yihu.control.scan.OneQueries;
import io.yihu.control.scan.ScanBook;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** From headquarters to the line of the log: heat map, what is behind a cell, and the page of one office, officer or taxpayer. */
@Controller
@RolesAllowed(Roles.SUPERVISOR)
@RequiredArgsConstructor
class MapPages {
    private static final int LINES = 100;
    private static final int CLUSTERS = 10;
    private final ControlMapQueries maps;
    private final CellQueries cells;
    private final OneQueries ones;
    private final ScanBook book;
    private final ControlFindingQueries findings;
    private final RegisterQueries register;
    private final MapCharts charts;

    @GetMapping("/control")
    String entry() {
        return "redirect:/control/map";
    }

    @GetMapping("/control/map")
    String map(
            @RequestParam(required = false) YearMonth period,
            @RequestParam(required = false) Long office,
            @RequestParam(defaultValue = "") String risk,
            @RequestParam(defaultValue = "false") boolean all,
            Model model,
            Locale locale) {
        LocalDate month = month(period);
        ControlMap map = maps.of(office, month, risk, all);
        filters(model, month, risk, locale);
        model.addAttribute("all", all);
        model.addAttribute("map", map);
        model.addAttribute("clusters", ones.clusters(month, risk, book, CLUSTERS));
        model.addAttribute("chart", charts.ofMap(map, locale));
        return "control/map";
    }

    @GetMapping("/control/map.csv")
    ResponseEntity<byte[]> csv(
            @RequestParam YearMonth period,
            @RequestParam Long office,
            @RequestParam(defaultValue = "") String risk,
            Locale locale) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header("Content-Disposition", "attachment; filename=\"control-" + period + "-" + office + ".csv\"")
                .body(charts.csv(maps.of(office, period.atDay(1), risk, true), locale));
    }

    @GetMapping("/control/cell")
    String cell(
            @RequestParam YearMonth period,
            @RequestParam String indicator,
            @RequestParam long office,
            @RequestParam(required = false) Long officer,
            @RequestParam(required = false) Long subject,
            Model model,
            Locale locale) {
        CellQueries.Cell cell =
                new CellQueries.Cell(period.atDay(1), book.byCode(indicator).code(), office, officer, subject);
        model.addAttribute("cell", cell);
        model.addAttribute("definition", book.byCode(indicator));
        model.addAttribute("map", maps.of(office, cell.period(), null, false));
        model.addAttribute("sums", cells.sums(cell));
        if (officer == null && subject == null) {
            List<CellQueries.Part> below = cells.below(cell);
            List<CellQueries.Part> people = cells.officers(cell);
            model.addAttribute("below", below);
            model.addAttribute("officers", people);
            model.addAttribute(
                    "chart", charts.ofParts(below.isEmpty() ? people : below, book.byCode(indicator), locale));
        } else if (subject == null) {
            model.addAttribute("subjects", cells.subjects(cell));
        }
        if (officer != null || subject != null) {
            model.addAttribute("lines", cells.lines(cell, LINES));
            model.addAttribute(
                    "officerName",
                    officer == null || officer == 0
                            ? null
                            : ones.one("STAFF", officer).name());
        }
        filters(model, cell.period(), "", locale);
        return "control/cell";
    }

    @GetMapping("/control/{scope:office|staff|subject}/{id}")
    @RolesAllowed({Roles.SUPERVISOR, Roles.OFFICER})
    String one(
            @PathVariable String scope,
            @PathVariable long id,
            @RequestParam(required = false) YearMonth period,
            @RequestParam(defaultValue = "") String risk,
            Model model,
            Locale locale) {
        LocalDate month = month(period);
        OneQueries.One one = ones.one(scope.toUpperCase(Locale.ROOT), id);
        boolean staff = one.scope().equals("STAFF");
        filters(model, month, risk, locale);
        model.addAttribute("one", one);
        model.addAttribute(
                "figures",
                ones.figures(one, month).stream()
                        .filter(figure -> risk.isEmpty()
                                || book.byCode(figure.indicator()).risk().equals(risk))
                        .toList());
        model.addAttribute(
                "findings",
                findings.list("", "", staff ? id : null, one.scope().equals("OFFICE") ? id : null, 20).stream()
                        .filter(row -> !one.scope().equals("SUBJECT")
                                || Long.valueOf(id).equals(row.subjectId()))
                        .toList());
        model.addAttribute(
                "firings",
                one.scope().equals("OFFICE")
                        ? List.of()
                        : register.firings("", "", staff ? id : null, staff ? null : id, Long.MAX_VALUE, 20));
        return "control/one";
    }

    private LocalDate month(YearMonth period) {
        return period == null ? maps.latest().orElse(LocalDate.EPOCH) : period.atDay(1);
    }

    private void filters(Model model, LocalDate month, String risk, Locale locale) {
        model.addAttribute("periods", maps.periods());
        model.addAttribute("month", month);
        model.addAttribute("scanned", maps.latest().isPresent());
        model.addAttribute("risk", risk);
        model.addAttribute("language", locale);
        model.addAttribute("book", book);
    }
}
