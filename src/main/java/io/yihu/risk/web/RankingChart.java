package io.yihu.risk.web;

import io.yihu.platform.Display;
import io.yihu.risk.RankingQueries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the people there are may bring, as a curve over person-days with a mark where they end. */
@Component
@RequiredArgsConstructor
class RankingChart {
    private static final double WAN = 10_000;
    private final Display display;
    private final MessageSource messages;
    private final JsonMapper json;

    String of(List<RankingQueries.Point> curve, double personDays) {
        List<String> days = curve.stream()
                .map(point -> display.decimal(point.personDays(), 1))
                .toList();
        int cut = 0;
        while (cut < curve.size() - 1 && curve.get(cut).personDays() < personDays) {
            cut++;
        }
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "timeline");
        chart.put("title", message("risk.ranking.curve"));
        chart.put("x", days);
        chart.put("xName", message("risk.ranking.upTo"));
        chart.put("yName", message("risk.ranking.expected"));
        chart.put(
                "series",
                List.of(Map.of(
                        "name",
                        message("risk.ranking.sum"),
                        "values",
                        curve.stream()
                                .map(point -> Math.round(point.expected() / WAN * 100) / 100.0)
                                .toList())));
        chart.put(
                "markers",
                List.of(Map.of(
                        "x",
                        days.get(cut),
                        "label",
                        messages.getMessage(
                                "risk.ranking.end",
                                new Object[] {display.decimal(personDays, 1)},
                                LocaleContextHolder.getLocale()))));
        return json.writeValueAsString(chart);
    }

    private String message(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
