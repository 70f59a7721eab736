package io.yihu.indicator;

import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** State of runs and steps, each change committed at once so that screens and a restarted node see it. */
@Component
@RequiredArgsConstructor
class RunLog {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    RunContext begin(long runId) {
        return jdbc.sql("""
                        update indicator.run set state = 'RUNNING', started_at = coalesce(started_at, ?)
                        where id = ? returning id, as_of, period""")
                .params(now(), runId)
                .query((row, n) -> new RunContext(
                        row.getLong(1), row.getObject(2, LocalDate.class), row.getObject(3, LocalDate.class)))
                .single();
    }

    void end(long runId, String state) {
        jdbc.sql("update indicator.run set state = ?, finished_at = ? where id = ?")
                .params(state, now(), runId)
                .update();
    }

    boolean isDone(long runId, RunStep step) {
        return jdbc.sql("select count(*) from indicator.run_step where run_id = ? and code = ? and state = 'DONE'")
                        .params(runId, step.code())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void stepBegins(long runId, RunStep step) {
        jdbc.sql("""
                        insert into indicator.run_step (run_id, code, step_order, state, started_at) values (?, ?, ?, 'RUNNING', ?)
                        on conflict (run_id, code) do update set state = 'RUNNING', started_at = excluded.started_at, error = null""").params(runId, step.code(), step.order(), now()).update();
    }

    void stepWaits(long runId, RunStep step) {
        jdbc.sql("update indicator.run_step set state = 'WAITING' where run_id = ? and code = ?")
                .params(runId, step.code())
                .update();
    }

    void stepEnds(long runId, RunStep step, long rows, double seconds) {
        jdbc.sql("""
                        update indicator.run_step set state = 'DONE', rows = ?, seconds = ?, finished_at = ?
                        where run_id = ? and code = ?""").params(rows, seconds, now(), runId, step.code()).update();
    }

    void stepFails(long runId, RunStep step, double seconds) {
        jdbc.sql("""
                        update indicator.run_step set state = 'FAILED', seconds = ?, finished_at = ?
                        where run_id = ? and code = ?""").params(seconds, now(), runId, step.code()).update();
        end(runId, "FAILED");
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
