package io.yihu.control.gate;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Reads of the register: firings, clearances, acts, changes of settings, each as far as the reader may see. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class RegisterQueries {
    private final JdbcClient jdbc;

    /** How often a control fired. */
    public record Count(String point, long blocked, long warned, long overridden) {}

    /** A firing as lists show it. */
    public record FiringRow(
            long id,
            Instant at,
            String point,
            String level,
            String outcome,
            boolean asked,
            String step,
            String actor,
            String actorName,
            Long officerId,
            String officeName,
            String objectType,
            String objectId,
            Long subjectId,
            String subjectName,
            String reason,
            String evidence,
            String verdict) {}

    /** A change of level or parameters. */
    public record Change(
            long id,
            String point,
            String level,
            boolean enabled,
            String parameters,
            String reason,
            String state,
            String proposedBy,
            String proposedName,
            Instant proposedAt,
            String decidedName,
            Instant decidedAt,
            String decisionNote) {
        /** Parameters by name, as lists show them. */
        public Map<String, BigDecimal> values() {
            Map<String, BigDecimal> values = new TreeMap<>();
            new JsonMapper()
                    .readTree(parameters)
                    .properties()
                    .forEach(
                            entry -> values.put(entry.getKey(), entry.getValue().decimalValue()));
            return values;
        }
    }

    /** A request for another person's yes. */
    public record ClearanceRow(
            long id,
            String point,
            Long subjectId,
            String subjectName,
            String officeName,
            String reason,
            String state,
            String requestedBy,
            String requestedName,
            Instant requestedAt,
            String decidedName,
            String decisionNote,
            Instant validTo) {}

    /** An act that was let pass. */
    public record ActRow(
            long id,
            String kind,
            Instant at,
            long subjectId,
            String subjectName,
            Long officerId,
            String officerName,
            String officeName,
            String reference,
            BigDecimal amount,
            BigDecimal base,
            String ground,
            String note,
            String subjectLevel) {}

    /** A line of the discretion table. */
    public record Discretion(String code, String titleZh, String titleEn, BigDecimal least, BigDecimal most) {}

    public Map<String, Count> counts() {
        Map<String, Count> counts = new HashMap<>();
        jdbc.sql("""
                        select point, count(*) filter (where outcome = 'BLOCKED') as blocked, count(*) filter (where outcome = 'WARNED') as warned,
                          count(*) filter (where outcome = 'OVERRIDDEN') as overridden from control.firing group by point""").query(Count.class).list().forEach(count -> counts.put(count.point(), count));
        return counts;
    }

    /** Newest first; a supervisor sees the own area, everybody the own. */
    public List<FiringRow> firings(String point, String outcome, Long officer, Long subject, long before, int limit) {
        Actor actor = CurrentActor.get();
        return jdbc.sql("""
                        select f.id, f.at, f.point, f.level, f.outcome, f.asked, f.step, f.actor, f.actor_name, f.officer_id, coalesce(o.short_name, o.name) as office_name,
                          f.object_type, f.object_id, f.subject_id, s.name as subject_name, f.reason, f.evidence::text as evidence, f.verdict
                        from control.firing f left join organization.v_office o on o.id = f.office_id left join taxpayer.v_subject s on s.id = f.subject_id
                        where (f.actor = :me or :leads and f.office_path like :scope) and (:point = '' or f.point = :point)
                          and (:outcome = '' or f.outcome = :outcome) and (:officer = 0 or f.officer_id = :officer) and (:subject = 0 or f.subject_id = :subject)
                          and f.id < :before
                        order by f.id desc limit :limit""")
                .param("me", actor.login())
                .param("leads", actor.has(Roles.SUPERVISOR))
                .param("scope", actor.scope())
                .param("point", point == null ? "" : point)
                .param("outcome", outcome == null ? "" : outcome)
                .param("officer", officer == null ? 0L : officer)
                .param("subject", subject == null ? 0L : subject)
                .param("before", before)
                .param("limit", limit)
                .query(FiringRow.class)
                .list();
    }

    public List<Change> changes(String point) {
        return jdbc.sql("""
                        select id, point, level, enabled, parameters::text as parameters, reason, state, proposed_by, proposed_name, proposed_at, decided_name,
                          decided_at, decision_note from control.setting where :point = '' and state = 'PENDING' or point = :point order by id desc""").param("point", point).query(Change.class).list();
    }

    /** Own requests, and as a supervisor those of the area. */
    public List<ClearanceRow> clearances(int limit) {
        Actor actor = CurrentActor.get();
        return jdbc.sql("""
                        select c.id, c.point, c.subject_id, s.name as subject_name, coalesce(o.short_name, o.name) as office_name, c.reason, c.state, c.requested_by,
                          c.requested_name, c.requested_at, c.decided_name, c.decision_note, c.valid_to
                        from control.clearance c left join organization.v_office o on o.id = c.office_id left join taxpayer.v_subject s on s.id = c.subject_id
                        where c.requested_by = ? or ? and o.path like ? order by c.state = 'REQUESTED' desc, c.id desc limit ?""")
                .params(actor.login(), actor.has(Roles.SUPERVISOR), actor.scope(), limit)
                .query(ClearanceRow.class)
                .list();
    }

    public List<ActRow> acts(Long id, int limit) {
        Actor actor = CurrentActor.get();
        return jdbc.sql("""
                        select a.id, a.kind, a.at, a.subject_id, s.name as subject_name, a.officer_id, f.name as officer_name, coalesce(o.short_name, o.name) as office_name,
                          a.reference, a.amount, a.base, a.ground, a.note, a.subject_level
                        from control.act a join taxpayer.v_subject s on s.id = a.subject_id left join organization.v_office so on so.id = s.office_id
                        left join organization.v_officer f on f.id = a.officer_id left join organization.v_office o on o.id = a.office_id
                        where (a.actor = :me or :leads and so.path like :scope) and (:id = 0 or a.id = :id) order by a.id desc limit :limit""")
                .param("me", actor.login())
                .param("leads", actor.has(Roles.SUPERVISOR))
                .param("scope", actor.scope())
                .param("id", id == null ? 0L : id)
                .param("limit", limit)
                .query(ActRow.class)
                .list();
    }

    /** The taxpayer of a tax id inside the reader's area. */
    public long subject(String taxId) {
        return jdbc.sql("""
                        select s.id from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                        where s.tax_id = ? and o.path like ? limit 1""")
                .params(taxId == null ? "" : taxId.strip(), CurrentActor.get().scope())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("control.refused.taxId"));
    }

    public List<Discretion> discretion() {
        return jdbc.sql("select code, title_zh, title_en, least, most from control.discretion order by code")
                .query(Discretion.class)
                .list();
    }
}
