package io.yihu.risk.model;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.risk.SecondPerson;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** A level decided by persons: one asks with a reason and an end, another agrees. */
@Service
@RequiredArgsConstructor
@RolesAllowed({Roles.MODEL_ADMIN, Roles.SUPERVISOR})
public class OverrideService {
    private static final int LONGEST_DAYS = 366;
    private final JdbcClient jdbc;
    private final SecondPerson persons;
    private final YihuClock clock;

    /** A decision with its taxpayer. */
    public record Row(
            long id,
            long subjectId,
            String subjectName,
            String taxId,
            String level,
            String levelBefore,
            String reason,
            LocalDate validFrom,
            LocalDate validTo,
            String state,
            String requestedBy,
            Instant requestedAt,
            String decisionNote,
            String requestedName,
            String decidedName) {}

    @Traced(value = "risk.override.view", read = true)
    public List<Row> list() {
        Trail.object("levelOverride", "all");
        return jdbc.sql("""
                        select v.id, v.subject_id, s.name as subject_name, s.tax_id, v.level, v.level_before, v.reason, v.valid_from, v.valid_to,
                          case when v.state = 'APPROVED' and v.valid_to <= :today then 'ENDED' else v.state end as state,
                          v.requested_by, v.requested_at, v.decision_note,
                          coalesce((select a.name from organization.v_account a where a.login = v.requested_by), v.requested_by) as requested_name,
                          coalesce((select a.name from organization.v_account a where a.login = v.decided_by), v.decided_by) as decided_name
                        from risk.level_override v join taxpayer.v_subject s on s.id = v.subject_id
                        join organization.v_office o on o.id = s.office_id
                        where o.path like :scope order by v.state = 'REQUESTED' desc, v.id desc limit 200""")
                .param("today", LocalDate.now(clock))
                .param("scope", CurrentActor.get().scope())
                .query(Row.class)
                .list();
    }

    private record Known(long id, String level) {}

    @Traced("risk.override.request")
    public void request(String taxId, String level, String reason, LocalDate until) {
        LocalDate today = LocalDate.now(clock);
        if (level == null || !level.matches("NONE|LOW|MEDIUM|HIGH")) {
            throw Refusal.invalid("risk.override.badLevel");
        }
        if (reason == null || reason.strip().length() < 8) {
            throw Refusal.invalid("risk.override.noReason");
        }
        if (until == null || !until.isAfter(today) || until.isAfter(today.plusDays(LONGEST_DAYS))) {
            throw Refusal.invalid("risk.override.noEnd", LONGEST_DAYS);
        }
        Known subject = jdbc.sql("""
                        select s.id, l.level from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                        left join risk.subject_level l on l.subject_id = s.id
                        where s.tax_id = ? and o.path like ? limit 1""")
                .params(taxId == null ? "" : taxId.strip(), CurrentActor.get().scope())
                .query(Known.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("risk.listing.noSubject", taxId));
        Trail.subject(subject.id());
        Trail.change("level", subject.level(), level);
        Trail.note("reason", reason.strip());
        long id = jdbc.sql("""
                        insert into risk.level_override (subject_id, level, level_before, reason, valid_from, valid_to, state,
                          requested_by, requested_at) values (?, ?, ?, ?, ?, ?, 'REQUESTED', ?, ?) returning id""")
                .params(
                        subject.id(),
                        level,
                        subject.level(),
                        reason.strip(),
                        today,
                        until,
                        CurrentActor.get().login(),
                        now())
                .query(Long.class)
                .single();
        Trail.object("levelOverride", id);
    }

    private record Asked(long id, long subjectId, String level, String requestedBy, String state) {}

    /** The second person's yes or no; a yes takes effect on the present level at once, never below a hard rule. */
    @Traced("risk.override.decide")
    public void decide(long id, boolean agreed, String note) {
        Asked asked = jdbc.sql("""
                        select v.id, v.subject_id, v.level, v.requested_by, v.state from risk.level_override v
                        join taxpayer.v_subject s on s.id = v.subject_id join organization.v_office o on o.id = s.office_id
                        where v.id = ? and o.path like ? for update of v""")
                .params(id, CurrentActor.get().scope())
                .query(Asked.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        if (!asked.state().equals("REQUESTED")) {
            throw Refusal.conflict("risk.override.decided");
        }
        if (persons.isOneOf(CurrentActor.get().login(), List.of(asked.requestedBy()))) {
            throw Refusal.conflict("risk.override.ownRequest");
        }
        Trail.object("levelOverride", id);
        Trail.subject(asked.subjectId());
        Trail.note("agreed", agreed);
        Trail.note("note", note);
        jdbc.sql(
                        "update risk.level_override set state = ?, decided_by = ?, decided_at = ?, decision_note = ? where subject_id = ? and id = ?")
                .params(
                        agreed ? "APPROVED" : "REJECTED",
                        CurrentActor.get().login(),
                        now(),
                        note,
                        asked.subjectId(),
                        id)
                .update();
        if (agreed) {
            jdbc.sql("""
                            update risk.subject_level l set level = ? where l.subject_id = ?
                              and not exists (select from risk.judgement j where j.subject_id = l.subject_id and j.period = l.period and j.hard)""").params(asked.level(), asked.subjectId()).update();
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
