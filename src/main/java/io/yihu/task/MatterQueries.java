package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Slice;
import io.yihu.platform.YihuClock;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Matters inside the actor's office scope, for supervisors and the API. */
@Component
@RequiredArgsConstructor
public class MatterQueries {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** Empty or null means any; {@code state} also takes OPEN and OVERDUE. */
    public record Filter(
            String state, Long assignee, Long grid, String level, String type, Long office, Long workOrder, String q) {
        /** The same for one officer only. */
        public Filter of(long officer) {
            return new Filter(state, officer, grid, level, type, office, workOrder, q);
        }
    }

    /** A submitted task with what its officer concluded. */
    public record Submitted(
            long id,
            long subjectId,
            String subjectName,
            String matterType,
            String title,
            String level,
            String officerName,
            Long officerId,
            Instant submittedAt,
            Instant dueAt,
            String category,
            String reasonCode,
            String text,
            int evidence,
            int returnedCount) {}

    /** A task whose officer waits for consent, with what was asked. */
    public record Asked(
            long id,
            long subjectId,
            String subjectName,
            String title,
            String level,
            Long officerId,
            String officerName,
            Instant askedAt,
            String question) {}

    /** Newest first, by key. */
    public Slice<TaskRow> list(Filter filter, Long after, int limit) {
        List<TaskRow> rows = jdbc.sql(TaskQueries.ROW + """
                         where o.path like :scope and (:after::bigint is null or t.id < :after)
                          and (:state = '' or t.state = :state or (:state = 'OPEN' and t.closed_at is null)
                            or (:state = 'OVERDUE' and t.closed_at is null and t.submitted_at is null and t.due_at < :now::timestamptz))
                          and (:assignee::bigint is null or t.officer_id = :assignee) and (:grid::bigint is null or t.grid_id = :grid)
                          and (:level = '' or t.level = :level) and (:type = '' or t.matter_type = :type)
                          and (:office::bigint is null or o.path like '%/' || :office || '/%')
                          and (:order::bigint is null or t.work_order_id = :order)
                          and (:q = '' or s.name like '%' || :q || '%' or s.tax_id = :q)
                        order by t.id desc limit :limit""")
                .param("scope", CurrentActor.get().scope())
                .param("after", after)
                .param("state", blank(filter.state()))
                .param("now", clock.instant().toString())
                .param("assignee", filter.assignee())
                .param("grid", filter.grid())
                .param("level", blank(filter.level()))
                .param("type", blank(filter.type()))
                .param("office", filter.office())
                .param("order", filter.workOrder())
                .param("q", blank(filter.q()))
                .param("limit", limit + 1)
                .query(TaskRow.class)
                .list();
        return Slice.of(rows, limit, row -> Long.toString(row.id()));
    }

    /** The tasks of these numbers inside the actor's scope, most urgent first. */
    public List<TaskRow> chosen(List<Long> ids) {
        return jdbc.sql(TaskQueries.ROW + """
                         where o.path like :scope and t.id = any (:ids) order by t.priority desc, t.due_at, t.id""")
                .param("scope", CurrentActor.get().scope())
                .param("ids", ids.toArray(Long[]::new))
                .query(TaskRow.class)
                .list();
    }

    /** Waiting for consent to a measure, oldest question first; not the actor's own. */
    public List<Asked> asked(int limit) {
        return jdbc.sql("""
                        select t.id, t.subject_id, s.name as subject_name, m.title, t.level, t.officer_id, f.name as officer_name,
                          e.at as asked_at, e.note as question
                        from task.task t
                        join task.matter m on m.subject_id = t.subject_id and m.id = t.matter_id
                        join taxpayer.v_subject s on s.id = t.subject_id
                        join organization.v_office o on o.id = t.office_id and o.path like ?
                        join lateral (select x.at, x.note from task.task_event x
                          where x.subject_id = t.subject_id and x.task_id = t.id and x.to_state = t.state
                          order by x.at desc limit 1) e on true
                        left join organization.v_officer f on f.id = t.officer_id
                        where t.state = 'WAIT_APPROVAL' and t.officer_id is distinct from ?
                        order by e.at, t.id limit ?""")
                .params(CurrentActor.get().scope(), CurrentActor.get().officerId(), limit)
                .query(Asked.class)
                .list();
    }

    /** Waiting for an approver who is not the officer himself, oldest first. */
    public List<Submitted> submitted(int limit) {
        Long me = CurrentActor.get().officerId();
        return jdbc.sql("""
                        select t.id, t.subject_id, s.name as subject_name, t.matter_type, m.title, t.level, f.name as officer_name, t.officer_id,
                          t.submitted_at, t.due_at, b.category, b.reason_code, b.text, t.returned_count,
                          (select count(*) from task.evidence e where e.subject_id = t.subject_id and e.task_id = t.id)::int as evidence
                        from task.task t
                        join task.matter m on m.subject_id = t.subject_id and m.id = t.matter_id
                        join task.feedback b on b.subject_id = t.subject_id and b.task_id = t.id and b.verdict is null
                        join taxpayer.v_subject s on s.id = t.subject_id
                        join organization.v_office o on o.id = t.office_id and o.path like ?
                        left join organization.v_officer f on f.id = t.officer_id
                        where t.state = 'SUBMITTED' and t.officer_id is distinct from ?
                        order by t.priority desc, t.submitted_at, t.id limit ?""")
                .params(CurrentActor.get().scope(), me, limit)
                .query(Submitted.class)
                .list();
    }

    public List<String> types() {
        return jdbc.sql("select code from task.matter_type order by code")
                .query(String.class)
                .list();
    }

    private static String blank(String value) {
        return value == null ? "" : value.strip();
    }
}
