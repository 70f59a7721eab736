package io.yihu.guidance;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.task.CompletionService;
import io.yihu.task.DispatchService;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Coaching of many at a host (POL-04): planned, people put down, who came noted, held; its task ends with it. */
@Service
@RequiredArgsConstructor
public class CoachingService {
    static final List<String> MODES = List.of("ONSITE", "ONLINE");
    static final List<String> KINDS = List.of("STARTUP", "UNIVERSITY", "TAXPAYER", "VOLUNTEER");
    private static final int LONGEST = 100;
    private final MatterService matters;
    private final DispatchService dispatch;
    private final CompletionService completion;
    private final MessageSource messages;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** What is planned; the host is a taxpayer of the actor's offices. */
    public record Plan(String taxId, String title, String mode, String place, Instant startsAt) {}

    private record Session(long id, long subjectId, Long taskId, Instant startsAt, Instant heldAt, String taskState) {}

    @Traced("guidance.coaching.plan")
    public long plan(Plan plan) {
        Instant now = clock.instant();
        String title = word(plan.title(), "guidance.refused.coachingTitle");
        String place = word(plan.place(), "guidance.refused.place");
        if (!MODES.contains(plan.mode() == null ? "" : plan.mode())) {
            throw Refusal.invalid("guidance.refused.coachingMode");
        }
        if (plan.startsAt() == null || !plan.startsAt().isAfter(now)) {
            throw Refusal.invalid("guidance.refused.coachingPast");
        }
        long host = jdbc.sql("""
                        select s.id from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id and o.path like :scope
                        where (s.tax_id = :id or s.uscc = :id) and not s.external order by s.tax_id = :id desc limit 1""")
                .param("scope", CurrentActor.get().scope())
                .param("id", plan.taxId() == null ? "" : plan.taxId().strip())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("guidance.refused.taxId"));
        long id = jdbc.sql("""
                        insert into guidance.coaching (subject_id, title, mode, place, starts_at, planned_at, planned_by)
                        values (?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?) returning id""")
                .params(
                        host,
                        title,
                        plan.mode(),
                        place,
                        plan.startsAt().toString(),
                        now.toString(),
                        CurrentActor.get().login())
                .query(Long.class)
                .single();
        Trail.object("guidance.coaching", id);
        Trail.subject(host);
        matters.raiseOne(new RaiseMatter(host, "COACHING", PushService.SOURCE, "coaching " + id, "NONE", title, place));
        List<Long> task =
                jdbc.sql("""
                        update guidance.coaching c set task_id = t.id from task.v_matter m join task.v_task t on t.subject_id = m.subject_id and t.matter_id = m.id
                        where c.subject_id = m.subject_id and c.id = ? and m.source = ? and m.source_ref = 'coaching ' || c.id returning c.task_id""").params(id, PushService.SOURCE).query(Long.class).list();
        CurrentActor.as(Actor.SYSTEM, () -> dispatch.dispatchChosen(task));
        return id;
    }

    /** Puts somebody down; the same person of the same organisation again is nothing. */
    @Traced("guidance.coaching.enrol")
    public void enrol(long id, String name, String organisation, String kind, String mode) {
        Session session = open(id);
        if (!KINDS.contains(kind == null ? "" : kind) || !MODES.contains(mode == null ? "" : mode)) {
            throw Refusal.invalid("guidance.refused.coachingMode");
        }
        int added = jdbc.sql("""
                        insert into guidance.coaching_attendee (subject_id, coaching_id, name, organisation, kind, mode) values (?, ?, ?, ?, ?, ?)
                        on conflict do nothing""")
                .params(
                        session.subjectId(),
                        id,
                        word(name, "guidance.refused.attendee"),
                        word(organisation, "guidance.refused.attendee"),
                        kind,
                        mode)
                .update();
        Trail.note("repeated", added == 0);
    }

    /** Held: who came, and what was talked about; nobody came means it was not held. */
    @Traced("guidance.coaching.hold")
    public void hold(long id, Set<Long> came, String note) {
        Session session = open(id);
        Instant now = clock.instant();
        if (session.startsAt().isAfter(now)) {
            throw Refusal.conflict("guidance.refused.coachingEarly");
        }
        String said = Said.of(note);
        int present = jdbc.sql("""
                        update guidance.coaching_attendee set came = true where subject_id = ? and coaching_id = ? and id = any (?)""")
                .params(session.subjectId(), id, came.toArray(Long[]::new))
                .update();
        if (present == 0) {
            throw Refusal.conflict("guidance.refused.coachingNobody");
        }
        jdbc.sql("update guidance.coaching set held_at = ?::timestamptz, note = ? where subject_id = ? and id = ?")
                .params(now.toString(), said, session.subjectId(), id)
                .update();
        Trail.note("count", present);
        if (session.taskId() != null) {
            completion.complete(
                    session.taskId(),
                    messages.getMessage("guidance.coaching.seen", new Object[] {present}, Locale.SIMPLIFIED_CHINESE));
        }
    }

    /** Locked, of the actor's offices or with the actor, neither held nor cancelled. */
    private Session open(long id) {
        Actor actor = CurrentActor.get();
        Session session = jdbc.sql("""
                        select c.id, c.subject_id, c.task_id, c.starts_at, c.held_at, t.state as task_state from guidance.coaching c
                        left join taxpayer.v_subject_merged g on g.id = c.subject_id
                        join taxpayer.v_subject s on s.id = coalesce(g.merged_into, c.subject_id) join organization.v_office o on o.id = s.office_id
                        left join task.v_task t on t.id = c.task_id
                        where c.id = :id and (o.path like :scope or t.officer_id = :me) for update of c""")
                .param("id", id)
                .param("scope", actor.scope())
                .param("me", actor.officerId() == null ? -1L : actor.officerId())
                .query(Session.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        Trail.object("guidance.coaching", id);
        Trail.subject(session.subjectId());
        if (session.heldAt() != null || "CANCELLED".equals(session.taskState())) {
            throw Refusal.conflict("guidance.refused.coachingOver");
        }
        return session;
    }

    private static String word(String text, String refusal) {
        String said = text == null ? "" : text.strip();
        if (said.isEmpty() || said.length() > LONGEST) {
            throw Refusal.invalid(refusal);
        }
        return said;
    }
}
