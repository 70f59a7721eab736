package io.yihu.task;

import io.yihu.platform.CurrentActor;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads tasks for other modules' pages. */
@Component
@RequiredArgsConstructor
public class TaskQueries {
    static final String ROW = """
            select t.id, t.matter_id, t.work_order_id, t.subject_id, s.name as subject_name, t.matter_type, m.title, m.why, t.source,
              m.source_ref, t.level, t.state, t.step, t.grid_id, g.name as grid_name, t.office_id, coalesce(o.short_name, o.name) as office_name,
              t.officer_id, f.name as officer_name, t.priority, t.standard_minutes, t.created_at, t.dispatched_at, t.accepted_at,
              t.submitted_at, t.closed_at, least(t.due_at, case when w.state = 'OPEN' then w.due_at end) as due_at, t.first_due_at,
              t.conclusion, t.returned_count, t.queue_reason, w.items
            from task.task t
            join task.matter m on m.subject_id = t.subject_id and m.id = t.matter_id
            join task.work_order w on w.subject_id = t.subject_id and w.id = t.work_order_id
            join taxpayer.v_subject s on s.id = t.subject_id
            left join organization.v_office o on o.id = t.office_id
            left join organization.v_officer f on f.id = t.officer_id
            left join grid.v_grid g on g.id = t.grid_id
            """;

    private static final String IN_TEAM =
            "exists (select from task.team_member j where j.task_id = t.id and j.officer_id = ? and j.left_at is null)";
    private final JdbcClient jdbc;

    /** Open tasks about one taxpayer; {@code scope} is the pattern of office paths the reader may see. */
    public List<TaskRow> openOf(long subjectId, String scope) {
        return jdbc.sql(ROW
                        + " where t.subject_id = ? and t.closed_at is null and o.path like ? order by t.due_at, t.id")
                .params(subjectId, scope)
                .query(TaskRow.class)
                .list();
    }

    /** All tasks about one taxpayer, newest first. */
    public List<TaskRow> ofSubject(long subjectId, String scope, int limit) {
        return jdbc.sql(ROW + " where t.subject_id = ? and o.path like ? order by t.id desc limit ?")
                .params(subjectId, scope, limit)
                .query(TaskRow.class)
                .list();
    }

    /** Open tasks of one officer, most urgent first. */
    public List<TaskRow> ofOfficer(long officerId) {
        return jdbc.sql(ROW
                        + " where t.officer_id = ? and t.closed_at is null order by t.priority desc, t.due_at, t.id")
                .param(officerId)
                .query(TaskRow.class)
                .list();
    }

    /** The task of a matter, when the actor may see it: in scope, own, or of the actor's joint team. */
    public Optional<TaskRow> matter(long matterId) {
        return visible("t.matter_id = ?", matterId);
    }

    /** A task, when the actor may see it: in scope, own, or of the actor's joint team. */
    public Optional<TaskRow> task(long taskId) {
        return visible("t.id = ?", taskId);
    }

    /** A task that lies with the actor, or waits in a grid the actor is a member of. */
    Optional<TaskRow> reachable(long taskId) {
        Long me = CurrentActor.get().officerId();
        return jdbc.sql(ROW + """
                         where t.id = :id and (t.officer_id = :me or t.state = 'NEW' and exists (select from grid.v_grid_subject k
                          join grid.v_grid_member m on m.grid_id = k.grid_id and m.officer_id = :me
                          where k.subject_id = t.subject_id))""")
                .param("id", taskId)
                .param("me", me == null ? -1L : me)
                .query(TaskRow.class)
                .optional();
    }

    private Optional<TaskRow> visible(String condition, long id) {
        Long me = CurrentActor.get().officerId();
        return jdbc.sql(ROW + " where " + condition + " and (o.path like ? or t.officer_id = ? or " + IN_TEAM + ")")
                .params(id, CurrentActor.get().scope(), me == null ? -1L : me, me == null ? -1L : me)
                .query(TaskRow.class)
                .optional();
    }
}
