package io.yihu.task;

import io.yihu.platform.CurrentActor;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Set-based writes of a dispatch: assignments, events, candidate lists, reasons. */
@Component
@RequiredArgsConstructor
class DispatchWriting {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    /** Who gets a task, or why nobody does. */
    record Decision(
            DispatchInputs.Queued task,
            List<DispatchPolicy.Candidate> ranked,
            String reason,
            DispatchPolicy.Candidate chosen) {
        boolean found() {
            return chosen != null;
        }
    }

    private record Assigned(long subject, long task, long officer, long grid) {}

    private record Reason(long subject, long task, String reason) {}

    private record CandidateRow(
            long subject,
            long task,
            long officer,
            long grid,
            BigDecimal skill,
            BigDecimal minutes,
            int count,
            int capacity,
            int available,
            BigDecimal saturation,
            BigDecimal continuity,
            BigDecimal score,
            String hash,
            String excluded,
            Integer rank,
            boolean chosen) {}

    long keepRun(Instant at, String cause, int considered, int dispatched) {
        return jdbc.sql("""
                        insert into task.dispatch_run (at, actor, cause, considered, dispatched, undispatched, millis)
                        values (?::timestamptz, ?, ?, ?, ?, ?, 0) returning id""")
                .params(
                        at.toString(),
                        CurrentActor.get().login(),
                        cause,
                        considered,
                        dispatched,
                        considered - dispatched)
                .query(Long.class)
                .single();
    }

    void keepDuration(long run, long millis) {
        jdbc.sql("update task.dispatch_run set millis = ? where id = ?")
                .params(millis, run)
                .update();
    }

    void keepCandidates(long run, List<Decision> decisions) {
        List<CandidateRow> rows = new ArrayList<>();
        decisions.forEach(decision -> {
            int rank = 0;
            for (DispatchPolicy.Candidate c : decision.ranked()) {
                rows.add(row(decision, c, c.excluded() == null ? ++rank : null));
            }
        });
        String tasks = json.writeValueAsString(
                decisions.stream().map(decision -> decision.task().id()).toList());
        jdbc.sql("""
                        delete from task.candidate
                        where task_id in (select t::bigint from jsonb_array_elements_text(?::jsonb) t)""").param(tasks).update();
        jdbc.sql("""
                        insert into task.candidate (subject_id, task_id, officer_id, dispatch_run_id, grid_id, skill, open_minutes,
                          open_count, capacity_pct, available_minutes, saturation, continuity, score, tie_hash, excluded, rank, chosen)
                        select subject, task, officer, ?, grid, skill, minutes, count, capacity, available, saturation, continuity,
                          score, hash, excluded, rank, chosen
                        from jsonb_to_recordset(?::jsonb) x (subject bigint, task bigint, officer bigint, grid bigint, skill numeric,
                          minutes numeric, count int, capacity int, available int, saturation numeric, continuity numeric,
                          score numeric, hash text, excluded text, rank int, chosen boolean)""").params(run, json.writeValueAsString(rows)).update();
    }

    private static CandidateRow row(Decision decision, DispatchPolicy.Candidate c, Integer rank) {
        return new CandidateRow(
                decision.task().subjectId(),
                decision.task().id(),
                c.officerId(),
                c.gridId(),
                c.skill(),
                c.openMinutes(),
                c.openCount(),
                c.capacityPct(),
                c.availableMinutes(),
                c.saturation(),
                c.continuity(),
                c.score(),
                c.tieHash(),
                c.excluded(),
                rank,
                Objects.equals(c, decision.chosen()));
    }

    void assign(List<Decision> decisions, Instant at) {
        List<Assigned> rows = decisions.stream()
                .filter(Decision::found)
                .map(d -> new Assigned(
                        d.task().subjectId(),
                        d.task().id(),
                        d.chosen().officerId(),
                        d.chosen().gridId()))
                .toList();
        jdbc.sql("""
                        with x as (
                          select * from jsonb_to_recordset(:rows::jsonb) x (subject bigint, task bigint, officer bigint, grid bigint)
                        ), assigned as (
                          update task.task t set state = 'DISPATCHED', officer_id = x.officer, grid_id = x.grid,
                            dispatched_at = :at::timestamptz, queue_reason = null, version = version + 1
                          from x where t.subject_id = x.subject and t.id = x.task and t.state = 'NEW'
                          returning t.id, t.subject_id, t.officer_id
                        )
                        insert into task.task_event (task_id, subject_id, at, officer_id, actor, actor_name, from_state, to_state)
                        select id, subject_id, :at::timestamptz, officer_id, :actor, :name, 'NEW', 'DISPATCHED' from assigned""")
                .param("rows", json.writeValueAsString(rows))
                .param("at", at.toString())
                .param("actor", CurrentActor.get().login())
                .param("name", CurrentActor.get().name())
                .update();
    }

    void keepReasons(List<Decision> decisions) {
        List<Reason> rows = decisions.stream()
                .filter(d -> !d.found())
                .map(d -> new Reason(d.task().subjectId(), d.task().id(), d.reason()))
                .toList();
        jdbc.sql("""
                        update task.task t set queue_reason = x.reason
                        from jsonb_to_recordset(?::jsonb) x (subject bigint, task bigint, reason text)
                        where t.subject_id = x.subject and t.id = x.task and t.queue_reason is distinct from x.reason""").param(json.writeValueAsString(rows)).update();
    }
}
