package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.task.DispatchPlan.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Set-based writes of a dispatch: who has what now, and what makes way for it, in one statement. */
@Component
@RequiredArgsConstructor
class DispatchWriting {
    private final JdbcClient jdbc;
    private final MessageSource messages;

    private record Row(
            long subject, long task, Long officer, Long grid, String cause, Integer candidates, Integer eligible) {}

    /** What goes back into the queue carries no officer. */
    void assign(long run, List<Decision> decisions, List<DispatchPreemption.Displaced> displaced, Instant at) {
        List<Row> rows = new ArrayList<>();
        decisions.stream()
                .filter(Decision::found)
                .forEach(d -> rows.add(new Row(
                        d.task().subjectId(),
                        d.task().id(),
                        d.chosen().officerId(),
                        d.chosen().slot().gridId(),
                        d.cause(),
                        d.candidates(),
                        d.eligible())));
        displaced.forEach(d -> rows.add(new Row(d.subjectId(), d.id(), null, null, null, null, null)));
        jdbc.sql("""
                        with x as (
                          select * from unnest(:subjects, :tasks, :officers, :grids, :causes, :candidates, :eligible)
                            x (subject, task, officer, grid, cause, candidates, eligible)
                        ), assigned as (
                          update task.task t set state = case when x.officer is null then 'NEW' else 'DISPATCHED' end,
                            officer_id = x.officer, grid_id = coalesce(x.grid, t.grid_id),
                            dispatched_at = case when x.officer is not null then :at::timestamptz end,
                            queue_reason = case when x.officer is null then 'PREEMPTED' end, dispatch_run_id = :run,
                            dispatch_cause = x.cause, candidates = x.candidates, eligible = x.eligible, version = version + 1
                          from x where t.subject_id = x.subject and t.id = x.task
                            and t.state = case when x.officer is null then 'DISPATCHED' else 'NEW' end
                          returning t.id, t.subject_id, t.officer_id, t.state
                        )
                        insert into task.task_event (task_id, subject_id, at, officer_id, actor, actor_name, from_state, to_state, note)
                        select id, subject_id, :at::timestamptz, officer_id, :actor, :name,
                          case when state = 'NEW' then 'DISPATCHED' else 'NEW' end, state, case when state = 'NEW' then :note end
                        from assigned""")
                .param("subjects", rows.stream().map(Row::subject).toArray(Long[]::new))
                .param("tasks", rows.stream().map(Row::task).toArray(Long[]::new))
                .param("officers", rows.stream().map(Row::officer).toArray(Long[]::new))
                .param("grids", rows.stream().map(Row::grid).toArray(Long[]::new))
                .param("causes", rows.stream().map(Row::cause).toArray(String[]::new))
                .param("candidates", rows.stream().map(Row::candidates).toArray(Integer[]::new))
                .param("eligible", rows.stream().map(Row::eligible).toArray(Integer[]::new))
                .param("run", run)
                .param("at", at.toString())
                .param("actor", CurrentActor.get().login())
                .param("name", CurrentActor.get().name())
                .param("note", messages.getMessage("task.preempted", null, Locale.SIMPLIFIED_CHINESE))
                .update();
    }

    void keepReasons(List<Decision> decisions) {
        List<Decision> left = decisions.stream().filter(d -> !d.found()).toList();
        jdbc.sql("""
                        update task.task t set queue_reason = x.reason
                        from unnest(?, ?, ?) x (subject, task, reason)
                        where t.subject_id = x.subject and t.id = x.task and t.queue_reason is distinct from x.reason""")
                .params(
                        left.stream().map(d -> d.task().subjectId()).toArray(Long[]::new),
                        left.stream().map(d -> d.task().id()).toArray(Long[]::new),
                        left.stream().map(Decision::reason).toArray(String[]::new))
                .update();
    }
}
