package io.yihu.task.outcome;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.task.MatterClosed;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Recording the pattern of a violation, acknowledging it in the departments, deciding about suggestions. */
@Service
@RequiredArgsConstructor
public class OutcomeService {
    /** Department → the duty its officers hold. */
    public static final Map<String, String> DEPARTMENTS = Map.of(
            "TAX_POLICY",
            "POLICY",
            "COLLECTION",
            "COLLECT",
            "RISK_CONTROL",
            "RISK_ANALYSE",
            "ASSESSMENT",
            "RISK_ASSESS");

    public static final List<String> ORDER = List.of("TAX_POLICY", "COLLECTION", "RISK_CONTROL", "ASSESSMENT");
    static final int SHORTEST = 5;
    static final int LONGEST = 2_000;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /**
     * How the violation was done.
     *
     * @param features 特点, {@code means} 手段, {@code rule} 规律
     * @param proposal what the models should look at, may be empty
     */
    public record Pattern(String features, String means, String rule, String proposal) {}

    /** Keeps the pattern of an audit case of the actor until the case is closed; written again, it is replaced. */
    @Traced("task.outcome.record")
    public long record(long taskId, Pattern pattern) {
        String features = said(pattern.features());
        String means = said(pattern.means());
        String rule = said(pattern.rule());
        String proposal = pattern.proposal() == null || pattern.proposal().isBlank() ? null : said(pattern.proposal());
        long subject = own(taskId);
        return jdbc.sql("""
                        insert into task.audit_outcome as o (task_id, subject_id, features, means, rule, industry_code, division_code, proposal,
                          recorded_at, recorded_by)
                        select ?, s.id, ?, ?, ?, s.industry_code, s.division_code, ?, ?::timestamptz, ? from taxpayer.v_subject s where s.id = ?
                        on conflict (task_id) do update set features = excluded.features, means = excluded.means, rule = excluded.rule,
                          proposal = excluded.proposal, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by
                        returning id""")
                .params(
                        taskId,
                        features,
                        means,
                        rule,
                        proposal,
                        clock.instant().toString(),
                        CurrentActor.get().login(),
                        subject)
                .query(Long.class)
                .single();
    }

    /** Adds a suggestion to a department; it goes out when the case is closed. */
    @Traced("task.suggestion.add")
    public long suggest(long taskId, String department, String body, LocalDate dueOn) {
        own(taskId);
        if (!DEPARTMENTS.containsKey(department == null ? "" : department)) {
            throw Refusal.invalid("task.refused.department");
        }
        if (dueOn == null || !dueOn.isAfter(LocalDate.ofInstant(clock.instant(), YihuClock.CHINA))) {
            throw Refusal.invalid("task.refused.duePast");
        }
        String said = said(body);
        return jdbc.sql("""
                        insert into task.suggestion (outcome_id, department, body, due_on)
                        select id, ?, ?, ? from task.audit_outcome where task_id = ? returning id""")
                .params(department, said, dueOn, taskId)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.conflict("task.refused.outcome.missing"));
    }

    /** The department has taken note; only its own officers answer for it. */
    @Traced("task.outcome.receive")
    public void receive(long outcomeId, String department, String note) {
        Trail.object("task.outcome", outcomeId);
        serves(outcomeId, department);
        int received = jdbc.sql("""
                        update task.outcome_receipt set received_at = ?::timestamptz, received_by = ?, note = ?
                        where outcome_id = ? and department = ? and received_at is null""")
                .params(
                        clock.instant().toString(),
                        CurrentActor.get().login(),
                        note == null || note.isBlank() ? null : note.strip(),
                        outcomeId,
                        department)
                .update();
        Trail.note("repeated", received == 0);
        Trail.note("department", department);
    }

    /** Adopted or rejected with a reason, by the department it was given to. */
    @Traced("task.suggestion.decide")
    public void decide(long suggestionId, boolean adopted, String decision) {
        String said = said(decision);
        Trail.object("task.suggestion", suggestionId);
        var about = jdbc.sql("""
                        select s.outcome_id, s.department from task.suggestion s join task.audit_outcome o on o.id = s.outcome_id
                        where s.id = ? and o.delivered_at is not null""")
                .param(suggestionId)
                .query((row, n) -> Map.entry(row.getLong(1), row.getString(2)))
                .optional()
                .orElseThrow(Refusal::notFound);
        serves(about.getKey(), about.getValue());
        int decided = jdbc.sql("""
                        update task.suggestion set state = ?, decided_at = ?::timestamptz, decided_by = ?, decision = ? where id = ? and state = 'OPEN'""")
                .params(
                        adopted ? "ADOPTED" : "REJECTED",
                        clock.instant().toString(),
                        CurrentActor.get().login(),
                        said,
                        suggestionId)
                .update();
        if (decided == 0) {
            throw Refusal.conflict("task.refused.suggestion.decided");
        }
        Trail.note("adopted", adopted);
        Trail.note("reason", said);
    }

    /** The case is closed: what it teaches goes to the four departments, in the same transaction. */
    @org.springframework.context.event.EventListener
    void closed(MatterClosed closed) {
        if (closed.typeCode().equals("AUDIT")) {
            jdbc.sql("""
                            with o as (update task.audit_outcome set delivered_at = ?::timestamptz
                              where task_id = ? and delivered_at is null returning id, delivered_at)
                            insert into task.outcome_receipt (outcome_id, department, sent_at)
                            select o.id, d, o.delivered_at from o cross join unnest(?) d""")
                    .params(closed.closedAt().toString(), closed.taskId(), ORDER.toArray(String[]::new))
                    .update();
        }
    }

    /** The taxpayer of an open audit case that lies with the actor. */
    private long own(long taskId) {
        Long me = CurrentActor.get().officerId();
        Trail.object("task", taskId);
        long subject = jdbc.sql("""
                        select subject_id from task.task where id = ? and officer_id = ? and matter_type = 'AUDIT' and closed_at is null
                          and submitted_at is null for update""")
                .params(taskId, me == null ? -1L : me)
                .query(Long.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        Trail.subject(subject);
        return subject;
    }

    private void serves(long outcomeId, String department) {
        Actor actor = CurrentActor.get();
        Set<String> known = DEPARTMENTS.keySet();
        boolean visible = jdbc.sql("""
                        select exists (select from task.v_audit_outcome o join organization.v_office f on f.id = o.office_id and f.path like ?
                          where o.id = ? and o.delivered_at is not null)""")
                .params(actor.scope(), outcomeId)
                .query(Boolean.class)
                .single();
        if (!visible || !known.contains(department == null ? "" : department)) {
            throw Refusal.notFound();
        }
        boolean holds = jdbc.sql("""
                        select exists (select from organization.v_officer_post p join organization.v_post_duty d on d.post_code = p.post_code
                          where p.officer_id = ? and d.duty_code = ? and p.valid_to is null and d.valid_to is null)""")
                .params(actor.officerId() == null ? -1L : actor.officerId(), DEPARTMENTS.get(department))
                .query(Boolean.class)
                .single();
        if (!holds) {
            throw Refusal.conflict("task.refused.department.other");
        }
    }

    private static String said(String text) {
        String said = text == null ? "" : text.strip();
        if (said.length() < SHORTEST || said.length() > LONGEST) {
            throw Refusal.invalid("task.refused.outcome.text", SHORTEST, LONGEST);
        }
        return said;
    }
}
