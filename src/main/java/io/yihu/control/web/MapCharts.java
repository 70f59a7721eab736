package io.yihu.control.web;

import io.yihu.control.scan.CellQueries;
import io.yihu.control.scan.ControlMap;
import io.yihu.control.scan.ScanIndicator;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Bar charts and files of the heat map. */
@Component
@RequiredArgsConstructor
class MapCharts {
    private static final int MOST = 15;
    private final MessageSource messages;
    private final JsonMapper json;

    /** Hits of each indicator of this office; null where there are none. */
    String ofMap(ControlMap map, Locale locale) {
        List<ControlMap.Cell> cells = map.total().cells().stream()
                .filter(cell -> cell.n() != null && !cell.few() && cell.num().signum() > 0)
                .sorted((a, b) -> b.num().compareTo(a.num()))
                .limit(MOST)
                .toList();
        return cells.isEmpty()
                ? null
                : bar(
                        cells.stream()
                                .map(cell -> cell.indicator().title(locale))
                                .toList(),
                        cells.stream().map(ControlMap.Cell::num).toList(),
                        cells.stream()
                                .map(cell -> "/control/cell?period="
                                        + map.period().toString().substring(0, 7) + "&indicator="
                                        + cell.indicator().code() + "&office="
                                        + map.office().id())
                                .toList(),
                        map.office().title(),
                        locale);
    }

    String ofParts(List<CellQueries.Part> parts, ScanIndicator indicator, Locale locale) {
        List<CellQueries.Part> shown = parts.stream()
                .filter(part -> part.name() != null && part.n() >= 5)
                .limit(MOST)
                .toList();
        return shown.size() < 2
                ? null
                : bar(
                        shown.stream().map(CellQueries.Part::name).toList(),
                        shown.stream().map(CellQueries.Part::num).toList(),
                        List.of(),
                        indicator.title(locale),
                        locale);
    }

    private String bar(List<String> x, List<BigDecimal> values, List<String> links, String title, Locale locale) {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "bar");
        chart.put("title", title);
        chart.put("x", x);
        chart.put("xName", "");
        chart.put("yName", messages.getMessage("control.hits", null, locale));
        chart.put(
                "series", List.of(Map.of("name", messages.getMessage("control.hits", null, locale), "values", values)));
        chart.put("links", links);
        return json.writeValueAsString(chart);
    }

    /** Table twin as a file: hits and examined for each row and indicator; few are left out. */
    byte[] csv(ControlMap map, Locale locale) {
        StringBuilder text = new StringBuilder("\uFEFF").append(messages.getMessage("control.row", null, locale));
        map.indicators()
                .forEach(indicator -> text.append(",\"")
                        .append(indicator.code())
                        .append(' ')
                        .append(indicator.title(locale))
                        .append("\",n"));
        map.rows()
                .forEach(row -> line(
                        text,
                        row.name() == null ? messages.getMessage("control.nobody", null, locale) : row.name(),
                        row));
        line(text, map.total().name(), map.total());
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder text, String name, ControlMap.Row row) {
        text.append("\n\"").append(name.replace("\"", "\"\"")).append('"');
        row.cells()
                .forEach(cell -> text.append(',')
                        .append(cell.n() == null || cell.few() ? "" : cell.num().toPlainString())
                        .append(',')
                        .append(
                                cell.n() == null
                                        ? ""
                                        : cell.few() ? "<5" : cell.n().toString()));
    }
}
