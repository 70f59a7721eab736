package io.yihu.performance.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.yihu.performance.HeatMap;
import io.yihu.performance.HeatMapQueries;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The heat map as a file: one line per row and indicator, exact figures, hidden ones empty. */
@Controller
@RolesAllowed({Roles.SUPERVISOR, Roles.OFFICER, Roles.GRID_ADMIN, Roles.MODEL_ADMIN})
@RequiredArgsConstructor
class HeatMapFiles {
    private static final String[] COLUMNS = {
        "period", "office", "row", "indicator", "title", "units", "num", "den", "value", "score", "weight", "hidden"
    };
    private final HeatMapQueries heatMaps;
    private final MessageSource messages;

    @GetMapping("/performance/heatmap.csv")
    void csv(@RequestParam YearMonth period, @RequestParam Long office, Locale locale, HttpServletResponse response)
            throws IOException {
        HeatMap map = heatMaps.of(office, period.atDay(1));
        response.setContentType("text/csv; charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"scores-" + period + "-" + office + ".csv\"");
        var out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        out.write('\ufeff');
        CsvWriter csv = CsvWriter.builder().build(out);
        lines(map, locale)
                .forEach(line -> csv.writeRecord(line.stream()
                        .map(value -> value == null ? "" : safe(value))
                        .toList()));
        csv.flush();
    }

    @GetMapping("/performance/heatmap.xlsx")
    void xlsx(@RequestParam YearMonth period, @RequestParam Long office, Locale locale, HttpServletResponse response)
            throws IOException {
        HeatMap map = heatMaps.of(office, period.atDay(1));
        response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        response.setHeader("Content-Disposition", "attachment; filename=\"scores-" + period + "-" + office + ".xlsx\"");
        Workbook book = new Workbook(response.getOutputStream(), "Yihu", "1.0");
        Worksheet sheet = book.newWorksheet(period.toString());
        int line = 0;
        for (List<Object> values : lines(map, locale)) {
            for (int column = 0; column < values.size(); column++) {
                Object value = values.get(column);
                if (value instanceof Number number) {
                    sheet.value(line, column, number);
                } else if (value != null) {
                    sheet.value(line, column, value.toString());
                }
            }
            line++;
        }
        book.finish();
    }

    private List<List<Object>> lines(HeatMap map, Locale locale) {
        List<List<Object>> lines = new ArrayList<>();
        lines.add(Stream.of(COLUMNS)
                .<Object>map(column -> messages.getMessage("performance.column." + column, null, locale))
                .toList());
        Stream.concat(map.rows().stream(), Stream.of(map.total()))
                .forEach(row -> row.cells().forEach(cell -> lines.add(line(map, row, cell, locale))));
        return lines;
    }

    private List<Object> line(HeatMap map, HeatMap.Row row, HeatMap.Cell cell, Locale locale) {
        List<Object> line = new ArrayList<>();
        line.add(YearMonth.from(map.period()).toString());
        line.add(map.office().name());
        line.add(
                switch (row.kind()) {
                    case UNASSIGNED -> messages.getMessage("performance.unassigned", null, locale);
                    case TOTAL -> messages.getMessage("performance.total", null, locale);
                    default -> row.name();
                });
        line.add(cell.indicator().code());
        line.add(cell.indicator().title(locale));
        line.add(cell.units());
        line.add(cell.num());
        line.add(cell.den());
        line.add(cell.value());
        line.add(cell.score());
        line.add(cell.indicator().weight());
        line.add(cell.hidden() ? messages.getMessage("performance.few", null, locale) : null);
        return line;
    }

    /** A name that looks like a formula is only a text. */
    private static String safe(Object value) {
        String text = value.toString();
        return value instanceof String && !text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
