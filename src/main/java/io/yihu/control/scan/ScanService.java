package io.yihu.control.scan;

import io.yihu.control.finding.FindingRaise;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Jobs;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Scans trail, tasks, acts and foreign logs: unit events, figures, findings, in one transaction and by one node at a time. */
@Slf4j
@Service
@RequiredArgsConstructor
public class ScanService {
    private final ScanBook book;
    private final UnitScan units;
    private final Figures figures;
    private final FindingRaise findings;
    private final Jobs jobs;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /**
     * What a scan came to.
     *
     * @param refused indicators whose definition counted something twice or would divide by zero: left out whole
     */
    public record Scanned(LocalDate period, long units, long figures, long findings, List<String> refused) {}

    /** What a definition would give now. */
    public record Trial(String indicator, long units, long hits, List<String> problems) {}

    @Traced("control.scan.run")
    public Scanned scan(String cause) {
        Instant now = clock.instant();
        LocalDate period = LocalDate.ofInstant(now, YihuClock.CHINA).withDayOfMonth(1);
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtext('yihu.control.scan'))")
                .query(Integer.class)
                .single();
        Trail.object("scan", period);
        long count = 0;
        List<String> refused = new ArrayList<>();
        for (ScanIndicator indicator : book.all()) {
            int derived = units.derive(indicator, period, now);
            count += derived;
            if (derived == 0 && !units.faults(indicator, now).isEmpty()) {
                refused.add(indicator.code());
            }
        }
        Scanned done = new Scanned(period, count, figures.sum(period), findings.raise(period), refused);
        if (!refused.isEmpty()) {
            log.warn("Scan left out {}", refused);
        }
        keep(done, cause, now);
        Trail.note("units", count);
        Trail.note("findings", done.findings());
        return done;
    }

    /** Runs one definition without keeping anything. */
    @Traced(value = "control.scan.try", read = true)
    public Trial tryOut(String code) {
        Trail.object("scanIndicator", code);
        ScanIndicator indicator = book.byCode(code);
        UnitScan.Sum sum = units.sum(indicator, clock.instant());
        return new Trial(
                code,
                sum.units(),
                sum.hits(),
                units.faults(indicator, clock.instant()).stream()
                        .map(UnitScan.Fault::problem)
                        .toList());
    }

    /** Scans in the background. */
    @Traced("control.scan.start")
    public long start(String title) {
        Trail.object("scan", "start");
        return jobs.start(ScanJob.KIND, title, "{}");
    }

    private void keep(Scanned done, String cause, Instant asOf) {
        jdbc.sql("""
                        insert into control.scan (period, as_of, from_at, cause, actor, started_at, finished_at, units, figures, findings)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        done.period(),
                        asOf.atOffset(ZoneOffset.UTC),
                        asOf.atOffset(ZoneOffset.UTC).minusDays(90),
                        cause,
                        CurrentActor.get().login(),
                        asOf.atOffset(ZoneOffset.UTC),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        done.units(),
                        done.figures(),
                        done.findings())
                .update();
    }
}
