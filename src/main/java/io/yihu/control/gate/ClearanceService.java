package io.yihu.control.gate;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;

/** Asking another person to agree to what a control would stop, and that person's answer. */
@Service
@RequiredArgsConstructor
public class ClearanceService {
    static final int SHORTEST_REASON = 10;
    private static final Duration GOOD_FOR = Duration.ofDays(5);
    private final JdbcClient jdbc;
    private final ControlBook book;
    private final YihuClock clock;

    /** @param subjectId the taxpayer concerned, null for none */
    @Traced("control.clearance.request")
    public long request(String point, Long subjectId, String reason) {
        Actor actor = CurrentActor.get();
        if (actor.officerId() == null) {
            throw new AccessDeniedException("not an officer");
        }
        if (book.byCode(point).second() == null) {
            throw Refusal.invalid("control.refused.noClearance");
        }
        if (reason == null || reason.strip().length() < SHORTEST_REASON) {
            throw Refusal.invalid("control.refused.note", SHORTEST_REASON);
        }
        Trail.object("control", point);
        Trail.subject(subjectId);
        Trail.note("reason", reason.strip());
        return jdbc.sql("""
                        insert into control.clearance (point, officer_id, office_id, subject_id, reason, state, requested_by, requested_name, requested_at)
                        values (?, ?, ?, ?, ?, 'REQUESTED', ?, ?, ?) returning id""")
                .params(
                        point,
                        actor.officerId(),
                        actor.officeId(),
                        subjectId,
                        reason.strip(),
                        actor.login(),
                        actor.name(),
                        now())
                .query(Long.class)
                .single();
    }

    /** A supervisor of the area who did not ask says yes or no; a yes is good for five days and one use. */
    @Traced("control.clearance.decide")
    public void decide(long id, boolean agreed, String note) {
        Actor actor = CurrentActor.get();
        String asked = jdbc.sql("""
                        select c.requested_by from control.clearance c join organization.v_office o on o.id = c.office_id
                        where c.id = ? and c.state = 'REQUESTED' and o.path like ? for update of c""")
                .params(id, actor.scope())
                .query(String.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        if (asked.equals(actor.login())) {
            throw Refusal.conflict("control.refused.ownRequest");
        }
        Trail.object("clearance", id);
        Trail.note("agreed", agreed);
        Trail.note("note", note);
        jdbc.sql("""
                        update control.clearance set state = ?, decided_by = ?, decided_name = ?, decided_at = ?, decision_note = ?, valid_to = ?
                        where id = ?""")
                .params(
                        agreed ? "APPROVED" : "REJECTED",
                        actor.login(),
                        actor.name(),
                        now(),
                        note,
                        agreed ? now().plus(GOOD_FOR) : null,
                        id)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
