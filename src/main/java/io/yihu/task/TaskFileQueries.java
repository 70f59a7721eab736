package io.yihu.task;

import io.yihu.platform.CurrentActor;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Everything the page of one task shows beside its head; the caller has checked that the actor may see it. */
@Component
@RequiredArgsConstructor
public class TaskFileQueries {
    private static final TypeReference<Map<String, BigDecimal>> FACTS = new TypeReference<>() {};
    private final JdbcClient jdbc;
    private final JsonMapper json;

    /** One officer weighed by the dispatch. */
    public record Candidate(
            long officerId,
            String name,
            String gridName,
            BigDecimal skill,
            BigDecimal openMinutes,
            int openCount,
            int availableMinutes,
            BigDecimal saturation,
            BigDecimal continuity,
            BigDecimal score,
            String tieHash,
            String excluded,
            Integer rank,
            boolean chosen) {}

    /** One row of the log. */
    public record Event(Instant at, String actorName, String fromState, String toState, String step, String note) {}

    /**
     * One step of the process as drawn.
     *
     * @param mark DONE, CURRENT, SKIPPED or AHEAD
     */
    public record Step(
            String key,
            String mark,
            Instant startedAt,
            Instant finishedAt,
            String officerName,
            String companionName,
            LocalDate occurredOn,
            String outcome,
            String note) {}

    /** A feedback with its verdict. */
    public record FeedbackRow(
            long id,
            String category,
            String reasonCode,
            String text,
            Map<String, BigDecimal> facts,
            String officerName,
            Instant createdAt,
            String verdict,
            String verdictNote,
            String verdictBy,
            Instant verdictAt) {}

    /** A file of evidence, without its bytes. */
    public record EvidenceRow(
            long id,
            String fileName,
            String mediaType,
            long size,
            String sha256,
            String uploadedBy,
            Instant uploadedAt) {}

    /** Another officer who may go along to an on-site check or take the task over. */
    public record Colleague(long id, String name, String staffNo) {}

    public List<Candidate> candidates(long taskId) {
        return jdbc.sql("""
                        select c.officer_id, f.name, g.name as grid_name, c.skill, c.open_minutes, c.open_count, c.available_minutes,
                          c.saturation, c.continuity, c.score, c.tie_hash, c.excluded, c.rank, c.chosen
                        from task.candidate c
                        left join organization.v_officer f on f.id = c.officer_id
                        left join grid.v_grid g on g.id = c.grid_id
                        where c.task_id = ? order by c.rank nulls last, c.officer_id""").param(taskId).query(Candidate.class).list();
    }

    public List<Event> events(long taskId) {
        return jdbc.sql("""
                        select at, coalesce(actor_name, actor) as actor_name, from_state, to_state, step, note from task.task_event
                        where task_id = ? order by id""").param(taskId).query(Event.class).list();
    }

    public List<FeedbackRow> feedbacks(long taskId) {
        return jdbc.sql("""
                        select b.id, b.category, b.reason_code, b.text, b.facts::text as facts, f.name as officer_name, b.created_at, b.verdict,
                          b.verdict_note, v.name as verdict_by, b.verdict_at
                        from task.feedback b
                        left join organization.v_officer f on f.id = b.officer_id
                        left join organization.v_officer v on v.id = b.verdict_by
                        where b.task_id = ? order by b.id desc""")
                .param(taskId)
                .query((row, n) -> new FeedbackRow(
                        row.getLong("id"),
                        row.getString("category"),
                        row.getString("reason_code"),
                        row.getString("text"),
                        json.readValue(row.getString("facts"), FACTS),
                        row.getString("officer_name"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getString("verdict"),
                        row.getString("verdict_note"),
                        row.getString("verdict_by"),
                        row.getTimestamp("verdict_at") == null
                                ? null
                                : row.getTimestamp("verdict_at").toInstant()))
                .list();
    }

    public List<EvidenceRow> evidence(long taskId) {
        return jdbc.sql("""
                        select e.id, e.file_name, e.media_type, e.size, e.sha256, f.name as uploaded_by, e.uploaded_at
                        from task.evidence e left join organization.v_officer f on f.id = e.uploaded_by
                        where e.task_id = ? order by e.id""").param(taskId).query(EvidenceRow.class).list();
    }

    /** Officers on duty of the same office, and members of the taxpayer's grids; not the actor. */
    public List<Colleague> colleagues(TaskRow task) {
        Long me = CurrentActor.get().officerId();
        return jdbc.sql("""
                        select f.id, f.name, f.staff_no from organization.v_officer f
                        where f.status = 'ON_DUTY' and f.id is distinct from ? and (f.office_id = ? or f.id in (
                          select m.officer_id from grid.v_grid_subject k join grid.v_grid_member m on m.grid_id = k.grid_id
                          where k.subject_id = ? and m.valid_to is null
                          union all select j.officer_id from task.team_member j where j.task_id = ? and j.left_at is null))
                        order by f.staff_no limit 200""")
                .params(me, task.officeId(), task.subjectId(), task.id())
                .query(Colleague.class)
                .list();
    }

    /** Officers on duty who serve in a grid of every one of these taxpayers, and so could take all of the tasks. */
    public List<Colleague> membersForAll(List<TaskRow> tasks) {
        return jdbc.sql("""
                        with subject as (select distinct unnest(?::bigint[]) as id), member as (
                          select m.officer_id, count(distinct k.subject_id) as subjects
                          from subject s join grid.v_grid_subject k on k.subject_id = s.id
                          join grid.v_grid g on g.id = k.grid_id and g.status = 'ACTIVE'
                          join grid.v_grid_member m on m.grid_id = g.id and m.valid_to is null group by 1)
                        select f.id, f.name, f.staff_no from member m join organization.v_officer f on f.id = m.officer_id
                        where m.subjects = (select count(*) from subject) and f.status = 'ON_DUTY' order by f.staff_no""")
                .params((Object) tasks.stream().map(TaskRow::subjectId).toArray(Long[]::new))
                .query(Colleague.class)
                .list();
    }

    /** Other matters of the same work order. */
    public List<TaskRow> together(TaskRow task) {
        return jdbc.sql(TaskQueries.ROW + " where t.subject_id = ? and t.work_order_id = ? and t.id <> ? order by t.id")
                .params(task.subjectId(), task.workOrderId(), task.id())
                .query(TaskRow.class)
                .list();
    }

    public List<String> categories() {
        return codes("select code from task.feedback_category order by position");
    }

    public List<String> reasons() {
        return codes("select code from task.exclude_reason order by position");
    }

    public List<String> moneyFacts() {
        return codes("select code from task.fact_kind where money order by position");
    }

    public List<String> yesFacts() {
        return codes("select code from task.fact_kind where not money order by position");
    }

    private List<String> codes(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
