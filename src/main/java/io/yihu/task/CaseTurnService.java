package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Turns a case takes beside its process: an officer takes a conclusion back, a supervisor forms or changes a joint team. */
@Service
@RequiredArgsConstructor
public class CaseTurnService {
    static final int MOST_MEMBERS = 12;
    private static final Set<String> KINDS = Set.of("COMMON", "COMPLEX", "CROSS_REGION");
    private final TaskAccess access;
    private final TaskRepository tasks;
    private final Workflow workflow;
    private final TaskLog log;
    private final FeedbackBook feedbacks;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** What was submitted comes back to the officer, as long as nobody has judged it; the feedback stays on record. */
    @Traced("task.task.withdraw")
    public void withdraw(long taskId, String reason) {
        Task task = access.own(taskId);
        about(task);
        if (task.getState() != TaskState.SUBMITTED) {
            throw Refusal.conflict("task.refused.withdraw");
        }
        String said = StepPolicy.said(reason);
        Instant now = clock.instant();
        String backTo = task.getProcessInstanceId() == null
                ? TaskService.HANDLE
                : workflow.complete(task.getProcessInstanceId(), "approval", Map.of("approved", false));
        log.finish(task, new StepResult("WITHDRAWN", said, null, null), now);
        feedbacks.judge(task, "WITHDRAWN", said, now);
        TaskState from = task.getState();
        task.withdraw(backTo, now);
        log.open(task, backTo, now);
        tasks.flush();
        log.event(task, from, task.getState(), backTo, said, now);
        Trail.change("state", from, task.getState());
        Trail.note("reason", said);
    }

    /**
     * Another officer, of whatever office, joins the case: sees it, adds evidence, goes along, writes in its thread.
     *
     * @param kind COMMON (普遍性), COMPLEX (重大复杂) or CROSS_REGION (跨区域)
     */
    @Traced("task.team.join")
    public void join(long taskId, long officerId, String kind, String reason) {
        Task task = access.supervised(taskId);
        about(task);
        String said = StepPolicy.said(reason);
        if (!KINDS.contains(kind == null ? "" : kind)) {
            throw Refusal.invalid("task.refused.teamKind");
        }
        if (task.getClosedAt() != null) {
            throw Refusal.conflict("task.refused.over");
        }
        if (Long.valueOf(officerId).equals(task.getOfficerId())) {
            throw Refusal.conflict("task.refused.teamLead");
        }
        boolean fit = jdbc.sql("""
                        select exists (select from organization.v_officer f where f.id = ? and f.status = 'ON_DUTY')
                          and not exists (select from organization.v_avoidance a where a.officer_id = ? and a.subject_id = ?
                            and a.valid_to is null)""")
                .params(officerId, officerId, task.getSubjectId())
                .query(Boolean.class)
                .single();
        if (!fit) {
            throw Refusal.invalid("task.refused.teamUnfit");
        }
        int members = jdbc.sql("select count(*) from task.team_member where task_id = ? and left_at is null")
                .param(taskId)
                .query(Integer.class)
                .single();
        if (members >= MOST_MEMBERS) {
            throw Refusal.conflict("task.refused.teamFull", MOST_MEMBERS);
        }
        int joined = jdbc.sql("""
                        insert into task.team_member (task_id, subject_id, officer_id, kind, reason, joined_at, joined_by)
                        values (?, ?, ?, ?, ?, ?::timestamptz, ?) on conflict do nothing""")
                .params(
                        taskId,
                        task.getSubjectId(),
                        officerId,
                        kind,
                        said,
                        clock.instant().toString(),
                        CurrentActor.get().login())
                .update();
        Trail.note("repeated", joined == 0);
        Trail.change("member", null, officerId);
        Trail.note("reason", said);
    }

    /** A member leaves the team; what was added stays. */
    @Traced("task.team.leave")
    public void leave(long taskId, long officerId, String reason) {
        Task task = access.supervised(taskId);
        about(task);
        String said = StepPolicy.said(reason);
        int left = jdbc.sql("""
                        update task.team_member set left_at = ?::timestamptz
                        where subject_id = ? and task_id = ? and officer_id = ? and left_at is null""")
                .params(clock.instant().toString(), task.getSubjectId(), taskId, officerId)
                .update();
        if (left == 0) {
            throw Refusal.conflict("task.refused.notMember");
        }
        Trail.change("member", officerId, null);
        Trail.note("reason", said);
    }

    private static void about(Task task) {
        Trail.object("task", task.getId());
        Trail.subject(task.getSubjectId());
    }
}
