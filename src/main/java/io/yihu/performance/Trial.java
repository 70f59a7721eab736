package io.yihu.performance;

import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Runs a definition over a month without keeping anything: refuses what cannot be right, measures the rest. */
@Component
@RequiredArgsConstructor
class Trial {
    /** Events that officers must never gain by: blocks, warnings, penalties. */
    private static final Pattern PUNISHMENT = Pattern.compile("control\\.v_firing|'PENALTY'|'FINE'");

    private final JdbcClient jdbc;

    /** Spread of the values and of the points over officers, or over offices where officers get none. */
    record Spread(
            long units,
            int compared,
            double least,
            double quarter,
            double median,
            double threeQuarters,
            double most,
            long withoutPoints,
            long withAllPoints) {}

    private record Faults(long units, long twice, long bad, long zero) {}

    private record Value(double num, double den, double median) {}

    /** Refuses, or tells how values and points would lie. */
    Spread run(PerformanceIndicator indicator, LocalDate period, Instant asOf) {
        checkParameters(indicator);
        if (!indicator.automatic()) {
            throw Refusal.conflict("performance.trial.missing", indicator.code());
        }
        Faults faults = ask("""
                select count(*) as units, count(*) - count(distinct (u.unit_id, u.subject_id)) as twice,
                  count(*) filter (where u.num is null or u.num < 0 or u.den is null or u.den < 0 or u.at is null or u.unit_id is null or u.subject_id is null) as bad,
                  (select count(*) from (select 1 from u where u.officer_id is not null group by u.officer_id having sum(u.den) <= 0) z) as zero
                from u""", indicator, period, asOf).query(Faults.class).single();
        if (faults.units() == 0) {
            throw Refusal.conflict("performance.trial.none", period);
        }
        refuseIf(faults.twice(), "performance.trial.twice");
        refuseIf(faults.bad(), "performance.trial.bad");
        refuseIf(faults.zero(), "performance.trial.zero");
        String who = indicator.scored("STAFF") ? "u.officer_id" : "u.office_id";
        return spread(
                indicator,
                faults.units(),
                ask(
                                "select sum(u.num) as num, sum(u.den) as den, percentile_cont(0.5) within group (order by u.num::double precision) as median"
                                        + " from u where " + who + " is not null group by " + who
                                        + " having sum(u.den) > 0",
                                indicator,
                                period,
                                asOf)
                        .query(Value.class)
                        .list());
    }

    /** What is wrong without looking at any unit. */
    static void checkParameters(PerformanceIndicator indicator) {
        boolean counted = indicator.aggregate() == PerformanceIndicator.Aggregate.COUNT;
        if (!indicator.function().sound() || counted != indicator.function().counts()) {
            throw Refusal.invalid("performance.trial.parameters");
        }
        boolean bonus = indicator.function() instanceof ScoreFunction.Bonus;
        if (bonus != (indicator.weight() == 0) || indicator.weight() > 20) {
            throw Refusal.invalid("performance.trial.weight");
        }
        if (indicator.units() != null
                && PUNISHMENT.matcher(indicator.units()).find()
                && !indicator.function().lessIsBetter()) {
            throw Refusal.invalid("performance.trial.rewards");
        }
    }

    private static void refuseIf(long rows, String message) {
        if (rows > 0) {
            throw Refusal.invalid(message, rows);
        }
    }

    private static Spread spread(PerformanceIndicator indicator, long units, List<Value> values) {
        double[] sorted = values.stream()
                .mapToDouble(one -> switch (indicator.aggregate()) {
                    case RATIO -> one.num() / one.den();
                    case MEDIAN -> one.median();
                    case COUNT -> one.num();
                })
                .sorted()
                .toArray();
        boolean ranked = indicator.function() instanceof ScoreFunction.RankBand;
        double full = indicator.function() instanceof ScoreFunction.Bonus bonus ? bonus.most() : indicator.weight();
        long none = 0;
        long all = 0;
        for (double value : sorted) {
            double points = ranked ? -1 : indicator.function().points(value, indicator.weight());
            none += points == 0 ? 1 : 0;
            all += points >= full ? 1 : 0;
        }
        return new Spread(
                units,
                sorted.length,
                at(sorted, 0),
                at(sorted, 0.25),
                at(sorted, 0.5),
                at(sorted, 0.75),
                at(sorted, 1),
                none,
                all);
    }

    /** The value below which the share lies, in between by a straight line. */
    private static double at(double[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private JdbcClient.StatementSpec ask(
            String question, PerformanceIndicator indicator, LocalDate period, Instant asOf) {
        return jdbc.sql("with u as materialized (" + indicator.units() + ") " + question)
                .param("from", period.atStartOfDay(YihuClock.CHINA).toInstant().atOffset(ZoneOffset.UTC))
                .param(
                        "to",
                        period.plusMonths(1)
                                .atStartOfDay(YihuClock.CHINA)
                                .toInstant()
                                .atOffset(ZoneOffset.UTC))
                .param("asOf", asOf.atOffset(ZoneOffset.UTC));
    }
}
