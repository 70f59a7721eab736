package io.yihu.control.scan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Scan indicators as they hold now: the definition, or the last change of its level and thresholds that two persons agreed on. */
@Component
@RequiredArgsConstructor
public class ScanSettings {
    private final ScanBook book;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    /** An indicator with the thresholds in force; one that is switched off still counts, but nothing becomes a finding. */
    public record Standing(ScanIndicator indicator, boolean enabled) {}

    /** Sums of the newest period that pass thresholds, by who they are about. */
    public record Effect(String scope, long now, long then) {}

    private record Change(String point, String level, boolean enabled, String parameters) {}

    private record Sum(String scope, long n, double num, double den, Double peer) {}

    public List<Standing> all() {
        Map<String, Change> changes = new HashMap<>();
        jdbc.sql("""
                        select distinct on (point) point, level, enabled, parameters::text as parameters from control.setting
                        where state = 'APPROVED' and point like 'IC-%' order by point, id desc""").query(Change.class).list().forEach(change -> changes.put(change.point(), change));
        return book.all().stream()
                .map(indicator -> standing(indicator, changes.get(indicator.code())))
                .toList();
    }

    public Standing byCode(String code) {
        ScanIndicator indicator = book.byCode(code);
        return all().stream()
                .filter(standing -> standing.indicator().code().equals(indicator.code()))
                .findFirst()
                .orElseThrow();
    }

    /** What other thresholds would make of the sums of a period; nothing is written. */
    public List<Effect> effect(Standing now, Standing then, LocalDate period) {
        Map<String, long[]> counts = new HashMap<>();
        jdbc.sql("select scope, n, num, den, peer from control.figure where period = ? and indicator = ? and num > 0")
                .params(period, now.indicator().code())
                .query(Sum.class)
                .list()
                .forEach(sum -> {
                    long[] count = counts.computeIfAbsent(
                            sum.scope().equals("OWN") ? "OFFICE" : sum.scope(), s -> new long[2]);
                    if (!sum.scope().equals("OFFICE")) {
                        count[0] += past(now, sum) ? 1 : 0;
                        count[1] += past(then, sum) ? 1 : 0;
                    }
                });
        List<Effect> effects = new ArrayList<>();
        for (String scope : now.indicator().scopes()) {
            long[] count = counts.getOrDefault(scope, new long[2]);
            effects.add(new Effect(scope, count[0], count[1]));
        }
        return effects;
    }

    private static boolean past(Standing standing, Sum sum) {
        ScanIndicator indicator = standing.indicator();
        return standing.enabled()
                && indicator.threshold().level(indicator.level(), sum.n(), sum.num(), sum.den(), sum.peer()) != null;
    }

    private Standing standing(ScanIndicator shipped, Change change) {
        if (change == null) {
            return new Standing(shipped, true);
        }
        Map<String, BigDecimal> parameters = new HashMap<>();
        json.readTree(change.parameters())
                .properties()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().decimalValue()));
        return new Standing(shipped.with(change.level(), parameters), change.enabled());
    }
}
