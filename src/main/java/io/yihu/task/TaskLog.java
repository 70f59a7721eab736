package io.yihu.task;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import java.time.Instant;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Event rows of tasks and the projection of their steps. */
@Component
@RequiredArgsConstructor
class TaskLog {
    private final JdbcClient jdbc;

    void event(Task task, TaskState from, TaskState to, String step, String note, Instant at) {
        Actor actor = CurrentActor.get();
        jdbc.sql("""
                        insert into task.task_event (task_id, subject_id, at, officer_id, actor, actor_name, from_state, to_state,
                          step, note)
                        values (?, ?, ?::timestamptz, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        task.getId(),
                        task.getSubjectId(),
                        at.toString(),
                        actor.officerId(),
                        actor.login(),
                        actor.name(),
                        from == null ? null : from.name(),
                        to.name(),
                        step,
                        note)
                .update();
    }

    void open(Task task, String step, Instant at) {
        jdbc.sql("insert into task.task_step (task_id, subject_id, step, started_at) values (?, ?, ?, ?::timestamptz)")
                .params(task.getId(), task.getSubjectId(), step, at.toString())
                .update();
    }

    void finish(Task task, StepResult result, Instant at) {
        jdbc.sql("""
                        update task.task_step set finished_at = ?::timestamptz, officer_id = ?, outcome = ?, note = ?, companion_id = ?,
                          occurred_on = ?
                        where subject_id = ? and task_id = ? and finished_at is null""")
                .params(
                        at.toString(),
                        CurrentActor.get().officerId(),
                        result.outcome(),
                        result.note(),
                        result.companionId(),
                        result.occurredOn(),
                        task.getSubjectId(),
                        task.getId())
                .update();
    }
}
