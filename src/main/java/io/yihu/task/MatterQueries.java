package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Slice;
import io.yihu.platform.YihuClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /**
     * Newest first, by key; only what is asked for stands in the statement, so that each question has its own way. Of several
     * offices each is asked for its newest.
     */
    public Slice<TaskRow> list(Filter filter, Long after, int limit) {
        Map<String, Object> given = new HashMap<>();
        Optional<Long[]> offices = offices(filter);
        StringBuilder found = new StringBuilder("select t.subject_id, t.id from task.task t where ");
        found.append(offices.isPresent() ? "t.office_id = o.id" : "t.office_id is not null");
        and(found, given, "t.id < :after", "after", after);
        and(found, given, "t.officer_id = :assignee", "assignee", filter.assignee());
        and(found, given, "t.grid_id = :grid", "grid", filter.grid());
        and(found, given, "t.level = :level", "level", filter.level());
        and(found, given, "t.matter_type = :type", "type", filter.type());
        and(found, given, "t.work_order_id = :order", "order", filter.workOrder());
        and(found, given, """
                t.subject_id = any (array(select s.id from taxpayer.v_subject s where s.name like :q || '%' or s.tax_id = :q))""", "q", filter.q());
        switch (blank(filter.state())) {
            case "" -> {}
            case "OPEN" -> found.append(" and t.closed_at is null");
            case "OVERDUE" ->
                and(
                        found,
                        given,
                        "t.closed_at is null and t.submitted_at is null and t.due_at < :now::timestamptz",
                        "now",
                        clock.instant().toString());
            case "CLOSED", "CANCELLED" -> and(found, given, "t.state = :state", "state", filter.state());
            default -> and(found, given, "t.closed_at is null and t.state = :state", "state", filter.state());
        }
        found.append(" order by t.id desc limit :limit");
        offices.ifPresent(ids -> {
            given.put("offices", ids);
            found.insert(0, "select x.subject_id, x.id from unnest(:offices) o (id) cross join lateral (")
                    .append(") x order by x.id desc limit :limit");
        });
        List<TaskRow> rows = jdbc.sql("with page as materialized (" + found + ") " + TaskQueries.ROW
                        + " join page p on p.subject_id = t.subject_id and p.id = t.id order by t.id desc")
                .params(given)
                .param("limit", limit + 1)
                .query(TaskRow.class)
                .list();
        return Slice.of(rows, limit, row -> Long.toString(row.id()));
    }

    private static void and(
            StringBuilder found, Map<String, Object> given, String condition, String name, Object value) {
        if (value != null && !value.toString().isBlank()) {
            found.append(" and ").append(condition);
            given.put(name, value instanceof String text ? text.strip() : value);
        }
    }

    /** The offices to look at; empty where the actor's scope is everything and no office was asked for. */
    private Optional<Long[]> offices(Filter filter) {
        record Office(long id, boolean within) {}
        List<Office> offices = jdbc.sql("""
                        select id, path like :scope and (:office::bigint is null or path like '%/' || :office || '/%') as within
                        from organization.v_office""")
                .param("scope", CurrentActor.get().scope())
                .param("office", filter.office())
                .query(Office.class)
                .list();
        return offices.stream().allMatch(Office::within)
                ? Optional.empty()
                : Optional.of(
                        offices.stream().filter(Office::within).map(Office::id).toArray(Long[]::new));
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
