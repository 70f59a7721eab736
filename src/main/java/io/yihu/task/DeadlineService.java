package io.yihu.task;

import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What a supervisor may do about a deadline: stop the clock for a while or grant more working days, each with a reason. */
@Service
@RequiredArgsConstructor
public class DeadlineService {
    static final int MOST_DAYS = 30;
    private static final Set<TaskState> OVER =
            EnumSet.of(TaskState.SUBMITTED, TaskState.APPROVED, TaskState.CLOSED, TaskState.CANCELLED);

    private final TaskAccess access;
    private final TaskRepository tasks;
    private final TaskLog log;
    private final PauseBook pauses;
    private final DeadlineMove deadline;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** Stops work and clock; only {@link #release} lets them go on. */
    @Traced("task.task.suspend")
    public void suspend(long taskId, String reason) {
        Task task = supervised(taskId);
        String said = StepPolicy.said(reason);
        TaskState from = task.getState();
        task.pause(TaskState.SUSPENDED);
        Instant now = clock.instant();
        done(task, from, said, now);
        jdbc.sql("update task.task set suspended_at = ?::timestamptz where subject_id = ? and id = ?")
                .params(now.toString(), task.getSubjectId(), task.getId())
                .update();
    }

    /** Work goes on; the deadline moves by the working days the task was suspended. */
    @Traced("task.task.release")
    public void release(long taskId, String reason) {
        Task task = supervised(taskId);
        if (task.getState() != TaskState.SUSPENDED) {
            throw Refusal.conflict("task.refused.notSuspended");
        }
        String said = StepPolicy.said(reason);
        Instant now = clock.instant();
        int stood = jdbc.sql("""
                        select count(*)::int from task.task t join platform.v_working_day d on d.working
                          and d.day > (t.suspended_at at time zone 'Asia/Shanghai')::date
                          and d.day <= (?::timestamptz at time zone 'Asia/Shanghai')::date
                        where t.subject_id = ? and t.id = ?""")
                .params(now.toString(), task.getSubjectId(), task.getId())
                .query(Integer.class)
                .single();
        TaskState from = task.getState();
        task.resume();
        done(task, from, said, now);
        deadline.later(task, stood);
        jdbc.sql("update task.task set suspended_at = null where subject_id = ? and id = ?")
                .params(task.getSubjectId(), task.getId())
                .update();
    }

    /** Grants working days beyond the deadline; what counts as on time goes by the new one. */
    @Traced("task.deadline.extend")
    public void extend(long taskId, int days, String reason) {
        Task task = supervised(taskId);
        if (days < 1 || days > MOST_DAYS) {
            throw Refusal.invalid("task.refused.days", MOST_DAYS);
        }
        if (OVER.contains(task.getState())) {
            throw Refusal.conflict("task.refused.over");
        }
        String said = StepPolicy.said(reason);
        deadline.later(task, days);
        Trail.note("reason", said);
        log.event(task, task.getState(), task.getState(), task.getStep(), said, clock.instant());
    }

    private Task supervised(long taskId) {
        Task task = access.supervised(taskId);
        Trail.object("task", task.getId());
        Trail.subject(task.getSubjectId());
        return task;
    }

    private void done(Task task, TaskState from, String said, Instant now) {
        tasks.flush();
        log.event(task, from, task.getState(), task.getStep(), said, now);
        pauses.follow(task, from, said, now);
        Trail.change("state", from, task.getState());
        Trail.note("reason", said);
    }
}
