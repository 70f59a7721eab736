package io.yihu.task.outcome;

import io.yihu.platform.CurrentActor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What audits of the reader's offices taught, who took note, and where it says to look. */
@Component
@RequiredArgsConstructor
public class OutcomeQueries {
    private final JdbcClient jdbc;

    /** One pattern; {@code taken} departments of four. */
    public record Row(
            long id,
            long taskId,
            long subjectId,
            String subjectName,
            String officeName,
            String industry,
            String province,
            String features,
            String means,
            String rule,
            String proposal,
            Instant deliveredAt,
            int taken,
            String waiting) {}

    /** A suggestion with what became of it. */
    public record Suggestion(
            long id,
            long outcomeId,
            String subjectName,
            String department,
            String body,
            LocalDate dueOn,
            String state,
            String decidedBy,
            Instant decidedAt,
            String decision) {}

    /** A trade in a province. */
    public record Focus(String industry, String province, long outcomes, Instant latest) {}

    /** The pattern as typed so far. */
    public record Draft(String features, String means, String rule, String proposal) {}

    public List<Row> delivered(int limit) {
        return jdbc.sql("""
                        select o.id, o.task_id, o.subject_id, s.name as subject_name, coalesce(f.short_name, f.name) as office_name,
                          coalesce(i.name, o.industry_code) as industry, coalesce(d.name, left(o.division_code, 2)) as province,
                          o.features, o.means, o.rule, o.proposal, o.delivered_at,
                          (select count(*) from task.outcome_receipt r where r.outcome_id = o.id and r.received_at is not null)::int as taken,
                          (select string_agg(r.department, ',' order by r.department) from task.outcome_receipt r
                            where r.outcome_id = o.id and r.received_at is null) as waiting
                        from task.v_audit_outcome o join organization.v_office f on f.id = o.office_id and f.path like ?
                        join taxpayer.v_subject s on s.id = o.subject_id
                        left join organization.v_industry i on i.code = o.industry_code
                        left join organization.v_division d on d.code = left(o.division_code, 2)
                        where o.delivered_at is not null order by o.id desc limit ?""")
                .params(CurrentActor.get().scope(), limit)
                .query(Row.class)
                .list();
    }

    public List<Suggestion> suggestions(int limit) {
        return jdbc.sql("""
                        select g.id, g.outcome_id, s.name as subject_name, g.department, g.body, g.due_on, g.state, g.decided_by, g.decided_at, g.decision
                        from task.suggestion g join task.v_audit_outcome o on o.id = g.outcome_id and o.delivered_at is not null
                        join organization.v_office f on f.id = o.office_id and f.path like ?
                        join taxpayer.v_subject s on s.id = o.subject_id order by g.state <> 'OPEN', g.due_on, g.id limit ?""")
                .params(CurrentActor.get().scope(), limit)
                .query(Suggestion.class)
                .list();
    }

    /** Counted over the reader's offices. */
    public List<Focus> focus() {
        return jdbc.sql("""
                        select coalesce(i.name, o.industry_code) as industry, coalesce(d.name, left(o.division_code, 2)) as province,
                          count(*) as outcomes, max(o.delivered_at) as latest
                        from task.v_audit_outcome o join organization.v_office f on f.id = o.office_id and f.path like ?
                        left join organization.v_industry i on i.code = o.industry_code
                        left join organization.v_division d on d.code = left(o.division_code, 2)
                        where o.delivered_at is not null group by 1, 2 order by 3 desc, 4 desc limit 50""")
                .param(CurrentActor.get().scope())
                .query(Focus.class)
                .list();
    }

    public Optional<Draft> draft(long taskId) {
        return jdbc.sql("select features, means, rule, proposal from task.audit_outcome where task_id = ?")
                .param(taskId)
                .query(Draft.class)
                .optional();
    }
}
