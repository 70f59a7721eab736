package io.yihu.control.finding;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Findings and supervision orders as far as the reader may see: own ones, and as a supervisor those of the area. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class ControlFindingQueries {
    private static final String ROW = """
            select d.id, d.indicator, d.scope, d.scope_id, case d.scope when 'STAFF' then f.name when 'SUBJECT' then s.name else coalesce(o.short_name, o.name) end as name,
              d.officer_id, d.office_id, coalesce(o.short_name, o.name) as office_name, d.subject_id, d.period, d.level, d.n, d.num, d.value, d.state, d.opened_at,
              d.last_seen, d.due_on, d.explained_by, d.explanation, d.measure, d.verdict, d.closed_by, d.closed_at
            from control.finding d join organization.v_office o on o.id = d.office_id left join organization.v_officer f on f.id = d.officer_id
            left join taxpayer.v_subject s on s.id = d.subject_id
            where (:leads and o.path like :scope or d.officer_id = :me)""";

    private final JdbcClient jdbc;

    /** A finding. */
    public record Row(
            long id,
            String indicator,
            String scope,
            long scopeId,
            String name,
            Long officerId,
            long officeId,
            String officeName,
            Long subjectId,
            LocalDate period,
            String level,
            long n,
            BigDecimal num,
            BigDecimal value,
            String state,
            Instant openedAt,
            Instant lastSeen,
            LocalDate dueOn,
            String explainedBy,
            String explanation,
            String measure,
            String verdict,
            String closedBy,
            Instant closedAt) {}

    /** What was done with it. */
    public record Step(Instant at, String actorName, String fromState, String toState, String note) {}

    /** An order. */
    public record Order(
            long id,
            long taskId,
            String title,
            long subjectId,
            String subjectName,
            String kind,
            Long officerId,
            String officerName,
            String officeName,
            String text,
            LocalDate answerBy,
            String issuedName,
            Instant issuedAt,
            String answer,
            Instant answeredAt,
            Instant liftedAt) {}

    /** Open ones first, by what is due; {@code state} empty for all, {@code office} null for all of the area. */
    public List<Row> list(String state, String indicator, Long officer, Long office, int limit) {
        return asked(ROW + """
                 and (:state = '' or d.state = :state) and (:indicator = '' or d.indicator = :indicator) and (:officer = 0 or d.officer_id = :officer)
                  and (:office = 0 or o.path like (select x.path || '%' from organization.v_office x where x.id = :office))
                order by d.state = 'CLOSED', case d.level when 'HIGH' then 1 when 'MEDIUM' then 2 else 3 end, d.due_on, d.id limit :limit""")
                .param("state", state == null ? "" : state)
                .param("indicator", indicator == null ? "" : indicator)
                .param("officer", officer == null ? 0L : officer)
                .param("office", office == null ? 0L : office)
                .param("limit", limit)
                .query(Row.class)
                .list();
    }

    public Row byId(long id) {
        return asked(ROW + " and d.id = :id")
                .param("id", id)
                .query(Row.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    public List<Step> steps(long id) {
        return jdbc.sql(
                        "select at, coalesce(actor_name, actor) as actor_name, from_state, to_state, note from control.finding_step where finding_id = ? order by id")
                .param(id)
                .query(Step.class)
                .list();
    }

    /** Orders, standing listed ones first, then what waits for an answer; {@code task} null for all. */
    public List<Order> orders(Long task, int limit) {
        return asked("""
                        select v.id, v.task_id, m.title, v.subject_id, s.name as subject_name, v.kind, v.officer_id, f.name as officer_name,
                          coalesce(o.short_name, o.name) as office_name, v.text, v.answer_by, v.issued_name, v.issued_at, v.answer, v.answered_at, v.lifted_at
                        from control.supervision v join organization.v_office o on o.id = v.office_id
                        join task.v_task t on t.subject_id = v.subject_id and t.id = v.task_id join task.v_matter m on m.subject_id = t.subject_id and m.id = t.matter_id
                        left join taxpayer.v_subject s on s.id = v.subject_id left join organization.v_officer f on f.id = v.officer_id
                        where (:leads and o.path like :scope or v.officer_id = :me) and (:task = 0 or v.task_id = :task)
                        order by v.lifted_at is not null, v.kind = 'LISTED' desc, v.answered_at is not null, v.id desc limit :limit""")
                .param("task", task == null ? 0L : task)
                .param("limit", limit)
                .query(Order.class)
                .list();
    }

    private JdbcClient.StatementSpec asked(String sql) {
        Actor actor = CurrentActor.get();
        return jdbc.sql(sql)
                .param("leads", actor.has(Roles.SUPERVISOR))
                .param("scope", actor.scope())
                .param("me", actor.officerId() == null ? -1L : actor.officerId());
    }
}
