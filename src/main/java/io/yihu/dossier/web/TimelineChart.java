package io.yihu.dossier.web;

import io.yihu.dossier.TimelineEvent;
import io.yihu.dossier.TimelineQueries.Month;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The curve of issued and received amounts with the changes standing on it, as the chart script reads it. */
@Component
@RequiredArgsConstructor
class TimelineChart {
    private static final BigDecimal WAN = BigDecimal.valueOf(10_000);
    private final MessageSource messages;
    private final JsonMapper json;

    String of(long subjectId, List<Month> months, List<TimelineEvent> changes, Locale locale) {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "timeline");
        chart.put("title", text("dossier.curve", locale));
        chart.put(
                "x",
                months.stream()
                        .map(month -> month.month().toString().substring(0, 7))
                        .toList());
        chart.put("xName", text("dossier.month", locale));
        chart.put("yName", text("dossier.wan", locale));
        chart.put("unit", text("dossier.wan", locale));
        chart.put(
                "series",
                List.of(
                        series(text("dossier.out", locale), months, Month::outAmt, false),
                        series(text("dossier.in", locale), months, Month::inAmt, true)));
        chart.put(
                "markers",
                changes.stream()
                        .sorted((one, other) -> one.day().compareTo(other.day()))
                        .map(change -> Map.of(
                                "x", change.day().toString().substring(0, 7),
                                "label", text("dossier.item." + change.item(), locale) + " " + change.day(),
                                "link", "/subject/" + subjectId + "?tab=time#" + change.ref()))
                        .toList());
        return json.writeValueAsString(chart);
    }

    private static Map<String, Object> series(
            String name, List<Month> months, Function<Month, BigDecimal> amount, boolean dashed) {
        BigDecimal[] values = months.stream()
                .map(amount)
                .map(yuan -> yuan == null ? null : yuan.divide(WAN, 2, RoundingMode.HALF_UP))
                .toArray(BigDecimal[]::new);
        return Map.of("name", name, "values", Arrays.asList(values), "dashed", dashed);
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, key, locale);
    }
}
