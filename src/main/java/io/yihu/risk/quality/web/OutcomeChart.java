package io.yihu.risk.quality.web;

import io.yihu.platform.Display;
import io.yihu.risk.quality.RankQuality;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How many bad ones are caught for how many good ones disturbed, beside what drawing lots would give. */
@Component
@RequiredArgsConstructor
class OutcomeChart {
    private final Display display;
    private final MessageSource messages;
    private final JsonMapper json;

    String of(List<RankQuality.Point> curve) {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "line");
        chart.put("title", message("risk.outcome.curve"));
        chart.put(
                "x",
                curve.stream().map(point -> display.percent(point.alarms())).toList());
        chart.put("xName", message("risk.outcome.alarmShare"));
        chart.put("yName", message("risk.outcome.caughtShare"));
        chart.put(
                "series",
                List.of(
                        Map.of(
                                "name",
                                message("risk.outcome.ranking"),
                                "values",
                                curve.stream()
                                        .map(point -> hundredths(point.caught()))
                                        .toList()),
                        Map.of(
                                "name",
                                message("risk.outcome.lots"),
                                "dashed",
                                true,
                                "values",
                                curve.stream()
                                        .map(point -> hundredths(point.alarms()))
                                        .toList())));
        return json.writeValueAsString(chart);
    }

    private static double hundredths(double share) {
        return Math.round(share * 10_000) / 100.0;
    }

    private String message(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
