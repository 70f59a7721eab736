package io.yihu.indicator;

import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who does which unit of a step. A claim is committed at once, with a fence that rises; the work itself holds the unit's row, so
 * that a live worker is never overtaken and one that woke up too late finds the fence changed and writes nothing.
 */
@Component
@RequiredArgsConstructor
class RunUnits {
    private final JdbcClient jdbc;
    private final RunProperties properties;

    /** A unit and the fence it was claimed with. */
    record Claim(long runId, String step, String unit, int fence) {}

    /** How far a step is. */
    record Count(long all, long done, long failed, long rows) {}

    void plan(long runId, String step, List<String> units) {
        jdbc.sql("""
                        insert into indicator.run_unit (run_id, step, unit, position, state)
                        select ?, ?, u.unit, u.n, 'WAITING' from unnest(?) with ordinality u(unit, n)
                        on conflict (run_id, step, unit) do update set state = 'WAITING', error = null
                          where run_unit.state = 'FAILED'""").params(runId, step, units.toArray(String[]::new)).update();
    }

    boolean planned(long runId, String step) {
        return count(runId, step).all() > 0;
    }

    /** Stopped by a person before all units were done. */
    boolean open(long runId, String step) {
        Count count = count(runId, step);
        return count.done() < count.all();
    }

    void forget(long runId, String step) {
        jdbc.sql("delete from indicator.run_unit where run_id = ? and step = ?")
                .params(runId, step)
                .update();
    }

    /** A waiting unit, or one whose worker is gone: its lease is over and nobody holds its row. */
    Optional<Claim> claim(long runId, String step, String owner) {
        return jdbc.sql("""
                        with free as materialized (
                          select w.unit from indicator.run_unit w
                          where w.run_id = ? and w.step = ? and (w.state = 'WAITING' or (w.state = 'RUNNING' and w.lease_until < clock_timestamp()))
                          order by w.position limit 1 for update skip locked)
                        update indicator.run_unit u set state = 'RUNNING', owner = ?, fence = u.fence + 1,
                          lease_until = clock_timestamp() + make_interval(secs => ?)
                        from free where u.run_id = ? and u.step = ? and u.unit = free.unit
                        returning u.run_id, u.step, u.unit, u.fence""")
                .params(runId, step, owner, properties.lease().toMillis() / 1000.0, runId, step)
                .query(Claim.class)
                .optional();
    }

    /** Holds the unit until the caller's transaction ends; false when somebody else has claimed it since. */
    boolean hold(Claim claim) {
        return jdbc.sql("""
                        select fence = ? and state = 'RUNNING' from indicator.run_unit
                        where run_id = ? and step = ? and unit = ? for update""")
                .params(claim.fence(), claim.runId(), claim.step(), claim.unit())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    void done(Claim claim, long rows, double seconds) {
        jdbc.sql("""
                        update indicator.run_unit set state = 'DONE', rows = ?, seconds = ?, error = null
                        where run_id = ? and step = ? and unit = ? and fence = ?""")
                .params(rows, seconds, claim.runId(), claim.step(), claim.unit(), claim.fence())
                .update();
    }

    void failed(Claim claim, String error) {
        jdbc.sql("""
                        update indicator.run_unit set state = 'FAILED', error = ?
                        where run_id = ? and step = ? and unit = ? and fence = ?""")
                .params(
                        error == null ? "" : error.substring(0, Math.min(500, error.length())),
                        claim.runId(),
                        claim.step(),
                        claim.unit(),
                        claim.fence())
                .update();
    }

    Count count(long runId, String step) {
        return jdbc.sql("""
                        select count(*) as "all", count(*) filter (where state = 'DONE') as done,
                          count(*) filter (where state = 'FAILED') as failed, coalesce(sum(rows), 0)::bigint as rows
                        from indicator.run_unit where run_id = ? and step = ?""").params(runId, step).query(Count.class).single();
    }
}
