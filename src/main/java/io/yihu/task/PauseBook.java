package io.yihu.task;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lists every stop of the work. Waiting for the taxpayer stops the clock as well, up to the limit of the kind of matter
 * over the whole task; what a supervisor suspends is given back in full when it is released.
 */
@Component
@RequiredArgsConstructor
class PauseBook {
    private static final Set<TaskState> STOPS =
            EnumSet.of(TaskState.WAIT_TAXPAYER, TaskState.WAIT_REGION, TaskState.WAIT_APPROVAL, TaskState.SUSPENDED);
    private final JdbcClient jdbc;
    private final DeadlineMove deadline;

    /** Follows a change of state: opens a pause, or closes it and moves the deadline. */
    void follow(Task task, TaskState from, String reason, Instant now) {
        TaskState to = task.getState();
        if (from == to) {
            return;
        }
        if (STOPS.contains(from)) {
            close(task, from, now);
        }
        if (STOPS.contains(to)) {
            jdbc.sql("""
                            insert into task.pause (task_id, subject_id, kind, started_at, reason)
                            values (?, ?, ?, ?::timestamptz, ?)""")
                    .params(task.getId(), task.getSubjectId(), to.name(), now.toString(), reason)
                    .update();
        }
    }

    private void close(Task task, TaskState kind, Instant now) {
        int granted = jdbc.sql("""
                        with open as (
                          select p.id, p.subject_id, (select count(*)::int from platform.v_working_day d where d.working
                            and d.day > (p.started_at at time zone 'Asia/Shanghai')::date
                            and d.day <= (:now::timestamptz at time zone 'Asia/Shanghai')::date) as stood,
                            greatest(0, y.pause_limit_days - coalesce((select sum(b.granted) from task.pause b
                              where b.subject_id = p.subject_id and b.task_id = p.task_id and b.kind = 'WAIT_TAXPAYER'), 0))::int as left
                          from task.pause p join task.matter_type y on y.code = :type
                          where p.subject_id = :subject and p.task_id = :task and p.ended_at is null)
                        update task.pause p set ended_at = :now::timestamptz, days = open.stood,
                          granted = case :kind when 'WAIT_TAXPAYER' then least(open.stood, open.left)
                            when 'SUSPENDED' then open.stood else 0 end
                        from open where p.subject_id = open.subject_id and p.id = open.id returning p.granted""")
                .param("now", now.toString())
                .param("type", task.getMatterType())
                .param("subject", task.getSubjectId())
                .param("task", task.getId())
                .param("kind", kind.name())
                .query(Integer.class)
                .optional()
                .orElse(0);
        if (kind == TaskState.WAIT_TAXPAYER && task.getClosedAt() == null) {
            deadline.later(task, granted);
        }
    }
}
