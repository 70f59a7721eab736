package io.yihu.indicator.web;

import io.yihu.indicator.CatalogueQueries.Distribution;
import io.yihu.indicator.IndicatorDefinition;
import io.yihu.indicator.IndicatorText;
import io.yihu.indicator.Sketch;
import io.yihu.platform.Display;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Charts of one indicator as the JSON that the chart script draws. */
@Component
@RequiredArgsConstructor
class IndicatorChart {
    private final IndicatorText text;
    private final Display display;
    private final MessageSource messages;
    private final JsonMapper json;

    /** A bar in words for the table twin. */
    record Row(String range, long count, double share) {}

    List<Row> rows(IndicatorDefinition indicator, List<Sketch.Bar> bars) {
        double all = bars.stream().mapToLong(Sketch.Bar::count).sum();
        return bars.stream()
                .map(bar -> new Row(range(indicator, bar), bar.count(), bar.count() / all))
                .toList();
    }

    String histogram(IndicatorDefinition indicator, List<Sketch.Bar> bars) {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "bar");
        chart.put("title", text.title(indicator.code()));
        chart.put("x", bars.stream().map(bar -> range(indicator, bar)).toList());
        chart.put("xName", text.title(indicator.code()));
        chart.put("yName", message("indicator.chart.subjects"));
        chart.put("unit", message("indicator.chart.subjects"));
        chart.put(
                "series",
                List.of(Map.of(
                        "name",
                        message("indicator.chart.subjects"),
                        "values",
                        bars.stream().map(Sketch.Bar::count).toList())));
        return json.writeValueAsString(chart);
    }

    /** Coverage by period as a line. */
    String coverage(List<Distribution> history) {
        List<Distribution> inTime = new ArrayList<>(history);
        Collections.reverse(inTime);
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "line");
        chart.put("x", inTime.stream().map(d -> display.month(d.period())).toList());
        chart.put("xName", message("indicator.run.period"));
        chart.put("yName", "%");
        chart.put("unit", "%");
        chart.put(
                "series",
                List.of(Map.of(
                        "name",
                        message("indicator.coverage"),
                        "values",
                        inTime.stream()
                                .map(d -> d.coverage() == null ? null : Math.round(d.coverage() * 1000) / 10.0)
                                .toList())));
        return json.writeValueAsString(chart);
    }

    private String range(IndicatorDefinition indicator, Sketch.Bar bar) {
        String low = text.value(indicator.unit(), bar.low());
        return bar.low() == bar.high() ? low : low + " – " + text.value(indicator.unit(), bar.high());
    }

    private String message(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
