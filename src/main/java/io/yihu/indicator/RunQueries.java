package io.yihu.indicator;

import io.yihu.platform.Refusal;
import io.yihu.platform.Slice;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads of runs and their steps. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class RunQueries {
    private static final String ROW = """
            select r.id, r.as_of, r.period, r.state, r.catalogue_id as catalogue_version, r.job_id, r.started_by, r.created_at,
              r.started_at, r.finished_at, (select sum(s.seconds) from indicator.run_step s where s.run_id = r.id) as seconds,
              (select count(*) from indicator.run_step s where s.run_id = r.id and s.state = 'DONE')::int as steps_done,
              (select count(*) from indicator.run_step s where s.run_id = r.id)::int as steps
            from indicator.run r
            """;
    private final JdbcClient jdbc;

    public RunRow byId(long id) {
        return jdbc.sql(ROW + "where r.id = ?")
                .param(id)
                .query(RunRow.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** Newest first. */
    public Slice<RunRow> list(Long after, int limit) {
        List<RunRow> rows = jdbc.sql(ROW + "where ?::bigint is null or r.id < ? order by r.id desc limit ?")
                .params(after, after, limit + 1)
                .query(RunRow.class)
                .list();
        return Slice.of(rows, limit, row -> Long.toString(row.id()));
    }

    public List<RunStepRow> steps(long runId) {
        return jdbc.sql("""
                        select s.code, s.state, s.rows, s.seconds, b.rows as before, b.seconds as seconds_before,
                          (select count(*) from indicator.run_unit u where u.run_id = s.run_id and u.step = s.code)::int as units,
                          (select count(*) from indicator.run_unit u where u.run_id = s.run_id and u.step = s.code and u.state = 'DONE')::int as units_done
                        from indicator.run_step s
                        left join indicator.run_step b on b.code = s.code and b.run_id = (
                          select max(r.id) from indicator.run r where r.id < s.run_id and r.state = 'DONE')
                        where s.run_id = ? order by s.step_order, s.code""").param(runId).query(RunStepRow.class).list();
    }

    /** One unit of a shared step. */
    public record Unit(String step, String unit, String state, String owner, int fence, Long rows, Double seconds) {}

    /** What took longest in a run, or takes long just now. */
    public List<Unit> longest(long runId, int limit) {
        return jdbc.sql("""
                        select step, unit, state, owner, fence, rows, seconds from indicator.run_unit where run_id = ? and state <> 'WAITING'
                        order by state = 'RUNNING' desc, state = 'FAILED' desc, seconds desc nulls last limit ?""").params(runId, limit).query(Unit.class).list();
    }

    /** Nodes and threads that have done units of a run. */
    public int workers(long runId) {
        return jdbc.sql("select count(distinct split_part(owner, '/', 1)) from indicator.run_unit where run_id = ?")
                .param(runId)
                .query(Integer.class)
                .single();
    }
}
