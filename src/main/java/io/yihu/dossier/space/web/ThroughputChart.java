package io.yihu.dossier.space.web;

import io.yihu.dossier.space.ThroughputQueries.Goods;
import io.yihu.dossier.space.ThroughputQueries.Month;
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

/** Curves of throughput and bars of goods as the chart script reads them. */
@Component
@RequiredArgsConstructor
class ThroughputChart {
    private static final BigDecimal WAN = BigDecimal.valueOf(10_000);
    private static final int BARS = 10;
    private final MessageSource messages;
    private final JsonMapper json;

    String amounts(List<Month> months, Locale locale) {
        Map<String, Object> chart = head("line", "space.throughput.chart", locale);
        chart.put(
                "x",
                months.stream()
                        .map(one -> one.month().toString().substring(0, 7))
                        .toList());
        chart.put("xName", text("dossier.month", locale));
        chart.put(
                "series",
                List.of(
                        series("dossier.in", months, Month::inAmt, true, locale),
                        series("dossier.out", months, Month::outAmt, false, locale),
                        series("space.throughput.stock", months, Month::stock, true, locale)));
        return json.writeValueAsString(chart);
    }

    String goods(List<Goods> goods, Locale locale) {
        List<Goods> top = goods.subList(0, Math.min(BARS, goods.size()));
        Map<String, Object> chart = head("bar", "space.goods", locale);
        chart.put(
                "x",
                top.stream()
                        .map(one -> one.name() == null ? one.goodsKey() : one.name())
                        .toList());
        chart.put("xName", text("space.goods.name", locale));
        chart.put(
                "series",
                List.of(
                        series("space.goods.in", top, Goods::inAmt, false, locale),
                        series("space.goods.out", top, Goods::outAmt, false, locale)));
        return json.writeValueAsString(chart);
    }

    private Map<String, Object> head(String kind, String title, Locale locale) {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", kind);
        chart.put("title", text(title, locale));
        chart.put("yName", text("dossier.wan", locale));
        chart.put("unit", text("dossier.wan", locale));
        return chart;
    }

    private <T> Map<String, Object> series(
            String name, List<T> rows, Function<T, BigDecimal> amount, boolean dashed, Locale locale) {
        BigDecimal[] values = rows.stream()
                .map(amount)
                .map(yuan -> yuan == null ? null : yuan.divide(WAN, 2, RoundingMode.HALF_UP))
                .toArray(BigDecimal[]::new);
        return Map.of("name", text(name, locale), "values", Arrays.asList(values), "dashed", dashed);
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, key, locale);
    }
}
