package io.yihu.performance;

import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Prepares the heat map of a month: a new build beside the one that is read, then one step over. */
@Component
@RequiredArgsConstructor
class HeatBuild {
    private static final String COLUMNS =
            "(period, build, office_id, kind, id, indicators, units, nums, dens, \"values\", scores, weights, ranks, peers)";
    /** All arrays of a group see its rows in the same order. */
    private static final String CELLS =
            "array_agg(r.indicator) as indicators, array_agg(r.units) as units, array_agg(r.num) as nums, array_agg(r.den) as dens,"
                    + " array_agg(r.value) as vals, array_agg(r.score) as scores, array_agg(r.weight) as weights,"
                    + " array_agg(coalesce(r.rank, 0)) as ranks, array_agg(coalesce(r.peers, 0)) as peers";
    /** Offices stand twice, as the total of their own page and as a line of the one above; and what nobody has. */
    private static final String OFFICES =
            "insert into performance.heat " + COLUMNS + " with o as materialized (select r.scope, r.scope_id, "
                    + CELLS + """
             from performance.result r
              where r.scope in ('OFFICE', 'NOBODY') and r.period = :period group by r.scope, r.scope_id)
            select :period, :build, p.office_id, p.kind, o.scope_id, o.indicators, o.units, o.nums, o.dens, o.vals, o.scores, o.weights, o.ranks, o.peers
            from o join organization.v_office f on f.id = o.scope_id
            cross join lateral (
              select o.scope_id, case o.scope when 'OFFICE' then 'TOTAL' else 'UNASSIGNED' end
              union all select f.parent_id, 'OFFICE' where o.scope = 'OFFICE' and f.parent_id is not null) p (office_id, kind)""";

    private static final String STAFF = "insert into performance.heat " + COLUMNS
            + " select :period, :build, min(r.office_id), 'STAFF', r.scope_id, " + CELLS + """
             from performance.result r
            where r.scope = 'STAFF' and r.period = :period and r.scope_id >= :from and r.scope_id < :until and r.office_id is not null
            group by r.scope_id""";

    private final JdbcClient jdbc;
    private final YihuClock clock;
    private final PlatformTransactionManager transactions;

    /** In the caller's transaction: the figures appear with it. */
    long rebuild(LocalDate period) {
        long build = next();
        long rows = offices(period, build) + staff(period, build, Long.MIN_VALUE, Long.MAX_VALUE);
        publish(period, build, rows);
        return rows;
    }

    /** The same by several connections at once, for a month of the whole country; the old build is read until all is there. */
    long rebuildAside(LocalDate period, int parts) {
        return new TransactionTemplate(transactions).execute(status -> {
            lock(period);
            long build = next();
            long rows = aside(period, build, parts);
            publish(period, build, rows);
            return rows;
        });
    }

    /** One appraisal or build of a month at a time, on whichever node. */
    void lock(LocalDate month) {
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtext('yihu.performance'), ?)")
                .param((int) month.toEpochDay())
                .query(Integer.class)
                .single();
    }

    private long aside(LocalDate period, long build, int parts) {
        TransactionTemplate own = new TransactionTemplate(transactions);
        List<Long> borders = borders(parts);
        List<Callable<Long>> work = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            long from = borders.get(i);
            long until = borders.get(i + 1);
            work.add(() -> own.execute(status -> staff(period, build, from, until)));
        }
        work.add(() -> own.execute(status -> offices(period, build)));
        ExecutorService threads = Executors.newFixedThreadPool(parts);
        try {
            long rows = 0;
            for (Future<Long> done : threads.invokeAll(work)) {
                rows += done.get();
            }
            return rows;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private long next() {
        return jdbc.sql("select nextval('performance.heat_number')")
                .query(Long.class)
                .single();
    }

    /** Equal stretches of officers by their ids. */
    private List<Long> borders(int parts) {
        long[] ends = jdbc.sql("""
                        select coalesce((select scope_id from performance.result where scope = 'STAFF' order by scope_id limit 1), 0),
                          coalesce((select scope_id from performance.result where scope = 'STAFF' order by scope_id desc limit 1), 0)""")
                .query((row, n) -> new long[] {row.getLong(1), row.getLong(2)})
                .single();
        List<Long> borders = new ArrayList<>();
        borders.add(Long.MIN_VALUE);
        for (int i = 1; i < parts; i++) {
            borders.add(ends[0] + (ends[1] - ends[0]) / parts * i);
        }
        borders.add(Long.MAX_VALUE);
        return borders;
    }

    private long offices(LocalDate period, long build) {
        return jdbc.sql(OFFICES).param("period", period).param("build", build).update();
    }

    private long staff(LocalDate period, long build, long from, long until) {
        return jdbc.sql(STAFF)
                .param("period", period)
                .param("build", build)
                .param("from", from)
                .param("until", until)
                .update();
    }

    private void publish(LocalDate period, long build, long rows) {
        jdbc.sql("""
                        insert into performance.heat_build (period, build, rows, built_at) values (?, ?, ?, ?)
                        on conflict (period) do update set build = excluded.build, rows = excluded.rows, built_at = excluded.built_at""")
                .params(period, build, rows, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("delete from performance.heat where period = ? and build <> ?")
                .params(period, build)
                .update();
    }
}
