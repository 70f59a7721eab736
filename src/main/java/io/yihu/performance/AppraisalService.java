package io.yihu.performance;

import io.yihu.platform.Jobs;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Appraises a month: derives its units anew, sums and scores them. The same units always give the same digest. */
@Service
@RequiredArgsConstructor
public class AppraisalService {
    private final UnitDerivation derivation;
    private final Appraisal appraisal;
    private final HeatBuild heat;
    private final DefinitionQueries definitions;
    private final Jobs jobs;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** What a month came to. */
    public record Appraised(LocalDate period, long units, int results, String snapshotHash, String resultHash) {}

    /** Appraises the month that begins on {@code period} as known at {@code asOf}; one node at a time. */
    @Traced("performance.month.appraise")
    public Appraised appraise(LocalDate period, Instant asOf) {
        LocalDate month = period.withDayOfMonth(1);
        Trail.object("month", month);
        heat.lock(month);
        long units = definitions.of(month).stream()
                        .filter(PerformanceIndicator::automatic)
                        .mapToLong(indicator -> derivation.derive(indicator, month, asOf))
                        .sum()
                + derivation.correct(month);
        int results = appraisal.score(month);
        heat.rebuild(month);
        Appraised done =
                new Appraised(month, units, results, appraisal.snapshotHash(month), appraisal.resultHash(month));
        keep(done, asOf);
        Trail.note("units", units);
        Trail.note("snapshot", done.snapshotHash());
        Trail.note("result", done.resultHash());
        return done;
    }

    /** Appraises a month in the background. */
    @Traced("performance.month.start")
    public long start(LocalDate period, String title) {
        LocalDate month = period.withDayOfMonth(1);
        Trail.object("month", month);
        return jobs.start(AppraisalJob.KIND, title, "{\"period\":\"" + month + "\"}");
    }

    private void keep(Appraised done, Instant asOf) {
        jdbc.sql("""
                        insert into performance.appraisal as a (period, as_of, computed_at, units, snapshot_hash, result_hash, published_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (period) do update set as_of = excluded.as_of, computed_at = excluded.computed_at,
                          units = excluded.units, snapshot_hash = excluded.snapshot_hash, result_hash = excluded.result_hash,
                          published_at = coalesce(a.published_at, excluded.published_at)""")
                .params(java.util.Arrays.asList(
                        done.period(),
                        asOf.atOffset(ZoneOffset.UTC),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        done.units(),
                        done.snapshotHash(),
                        done.resultHash(),
                        over(done.period(), asOf) ? clock.instant().atOffset(ZoneOffset.UTC) : null))
                .update();
    }

    /** Whether all of the month had passed. */
    private static boolean over(LocalDate month, Instant asOf) {
        return !asOf.isBefore(month.plusMonths(1).atStartOfDay(YihuClock.CHINA).toInstant());
    }
}
