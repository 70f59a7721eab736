package io.yihu.dossier.web;

import io.yihu.dossier.TimelineEvent;
import io.yihu.dossier.TimelineQueries;
import io.yihu.dossier.TimelineQueries.Month;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
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

/** The whole life on one axis of days, as the chart script reads it: curves above, one lane for each type of event below. */
@Component
@RequiredArgsConstructor
class LifeChart {
    private static final BigDecimal WAN = BigDecimal.valueOf(10_000);
    private final MessageSource messages;
    private final JsonMapper json;

    String of(long subjectId, List<Month> months, List<TimelineEvent> events, Locale locale) {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "life");
        chart.put("title", text("dossier.life", locale));
        chart.put("yName", text("dossier.wan", locale));
        chart.put("unit", text("dossier.wan", locale));
        chart.put(
                "x",
                months.stream()
                        .map(month -> month.month().plusDays(14).toString())
                        .toList());
        chart.put(
                "series",
                List.of(
                        series("dossier.out", locale, months, Month::outAmt),
                        series("dossier.in", locale, months, Month::inAmt),
                        series("dossier.declared", locale, months, Month::declared)));
        List<String> lanes = TimelineQueries.TYPES.stream()
                .filter(type -> events.stream().anyMatch(event -> event.type().equals(type)))
                .toList();
        chart.put(
                "lanes",
                lanes.stream()
                        .map(type -> text("dossier.event." + type, locale))
                        .toList());
        List<Map<String, Object>> points = new ArrayList<>();
        List<Map<String, Object>> markers = new ArrayList<>();
        for (TimelineEvent event : events) {
            String link = "/subject/" + subjectId + "?tab=time&type=" + event.type() + "#" + event.ref();
            String word = event.type().endsWith("CHANGE") && event.item() != null
                    ? text("dossier.item." + event.item(), locale)
                    : text("dossier.event." + event.type(), locale);
            points.add(Map.of(
                    "x", event.day().toString(), "lane", lanes.indexOf(event.type()), "label", word, "link", link));
            if (event.type().equals("CHANGE") || event.type().equals("STATUS_CHANGE")) {
                markers.add(Map.of("x", event.day().toString(), "label", word + " " + event.day(), "link", link));
            }
        }
        chart.put("points", points);
        chart.put("markers", markers);
        return json.writeValueAsString(chart);
    }

    private Map<String, Object> series(
            String key, Locale locale, List<Month> months, Function<Month, BigDecimal> amount) {
        BigDecimal[] values = months.stream()
                .map(amount)
                .map(yuan -> yuan == null ? null : yuan.divide(WAN, 2, RoundingMode.HALF_UP))
                .toArray(BigDecimal[]::new);
        return Map.of("name", text(key, locale), "values", Arrays.asList(values));
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, key, locale);
    }
}
