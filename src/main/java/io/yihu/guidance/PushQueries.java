package io.yihu.guidance;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads messages for pages. */
@Component
@RequiredArgsConstructor
public class PushQueries {
    private static final String ROW = """
            select p.id, p.subject_id, s.name as subject_name, coalesce(o.short_name, o.name) as office_name, p.event, p.event_ref, p.happened_at,
              p.template, p.template_version, p.level, p.taxpayer_class, p.title, p.body, p.notice, p.needs_ack, p.needs_phone, p.needs_hall,
              p.needs_sign, p.state, p.delivery, p.task_id, p.phone_task_id, t.officer_id, f.name as officer_name, p.created_at, p.delivered_at,
              p.read_at, p.acked_at, p.phoned_at, p.attended_at, p.signed_at, p.closed_at, p.outcome, p.answer, p.answered_at, p.choice, p.reminded,
              p.next_step_at, p.valid_until
            from guidance.push p join taxpayer.v_subject s on s.id = p.subject_id left join organization.v_office o on o.id = s.office_id
            left join task.v_task t on t.subject_id = p.subject_id and t.id = coalesce(p.phone_task_id, p.task_id)
            left join organization.v_officer f on f.id = t.officer_id
            """;
    private static final String MINE = " (o.path like :scope or t.officer_id = :me) ";

    private final JdbcClient jdbc;

    /**
     * What a list is asked for; null or empty is anything.
     *
     * @param state WAITING CLOSED WITHDRAWN, or what is missing: UNREAD HALL CALL FAILED
     */
    public record Filter(String state, String level, String event, String q, Boolean mine) {}

    /** Figures over the list. */
    public record Counts(long waiting, long unread, long hall, long calls, long failed, long closed, long acked) {}

    /** One step of a message. */
    public record Step(Instant at, String kind, String actorName, String note) {}

    /** A way to the taxpayer and the state of its newest hand-over in the outbox. */
    public record Way(String way, String state) {}

    /** Who came to the hall. */
    public record Attendance(
            long personId, String personName, String role, String place, Instant at, String officerName) {}

    /** What was signed; {@code sound} when the digest fits all of it. */
    public record Signature(
            String personName,
            String role,
            String notice,
            String strokes,
            String digest,
            Instant signedAt,
            String officerName,
            boolean sound) {}

    private record Kept(
            String personName,
            String personNo,
            String role,
            String notice,
            String strokes,
            String digest,
            Instant signedAt,
            String officerName) {}

    /** Newest first, after a number of the page before. */
    public List<PushRow> list(Filter filter, Long after, int limit) {
        return jdbc.sql(ROW + " where " + MINE + """
                         and (:state = '' or p.state = :state
                          or :state = 'UNREAD' and p.state = 'WAITING' and p.read_at is null and p.acked_at is null
                          or :state = 'HALL' and p.state = 'WAITING' and (p.needs_hall and p.attended_at is null or p.needs_sign and p.signed_at is null)
                          or :state = 'CALL' and p.state = 'WAITING' and p.phoned_at is null and (p.phone_task_id is not null or p.needs_phone)
                          or :state = 'FAILED' and p.state = 'WAITING' and p.delivery = 'FAILED')
                         and (:level = '' or p.level = :level) and (:event = '' or p.event = :event)
                         and (:q = '' or s.name like '%' || :q || '%' or s.tax_id = :q)
                         and (not :mine or t.officer_id = :me) and (:after = 0 or p.id < :after)
                        order by p.id desc limit :limit""")
                .param("scope", CurrentActor.get().scope())
                .param("me", me())
                .param("state", text(filter.state()))
                .param("level", text(filter.level()))
                .param("event", text(filter.event()))
                .param("q", text(filter.q()))
                .param("mine", Boolean.TRUE.equals(filter.mine()))
                .param("after", after == null ? 0L : after)
                .param("limit", limit)
                .query(PushRow.class)
                .list();
    }

    public Counts counts() {
        return jdbc.sql("""
                        select count(*) filter (where p.state = 'WAITING') as waiting,
                          count(*) filter (where p.state = 'WAITING' and p.read_at is null and p.acked_at is null) as unread,
                          count(*) filter (where p.state = 'WAITING' and (p.needs_hall and p.attended_at is null or p.needs_sign and p.signed_at is null)) as hall,
                          count(*) filter (where p.state = 'WAITING' and p.phoned_at is null and (p.phone_task_id is not null or p.needs_phone)) as calls,
                          count(*) filter (where p.state = 'WAITING' and p.delivery = 'FAILED') as failed,
                          count(*) filter (where p.state = 'CLOSED') as closed, count(*) filter (where p.acked_at is not null) as acked
                        from guidance.push p join taxpayer.v_subject s on s.id = p.subject_id left join organization.v_office o on o.id = s.office_id
                        left join task.v_task t on t.subject_id = p.subject_id and t.id = coalesce(p.phone_task_id, p.task_id)
                        where """ + MINE)
                .param("scope", CurrentActor.get().scope())
                .param("me", me())
                .query(Counts.class)
                .single();
    }

    /** A message the actor may see. */
    public Optional<PushRow> find(long id) {
        return jdbc.sql(ROW + " where p.id = :id and " + MINE)
                .param("id", id)
                .param("scope", CurrentActor.get().scope())
                .param("me", me())
                .query(PushRow.class)
                .optional();
    }

    /** A message as its taxpayer sees it; the caller has seen the link. */
    public Optional<PushRow> ofTaxpayer(long id, long subjectId) {
        return jdbc.sql(ROW + " where p.id = :id and p.subject_id = :subject")
                .param("id", id)
                .param("subject", subjectId)
                .query(PushRow.class)
                .optional();
    }

    /** All messages of a taxpayer for its own place, what waits for it first. */
    public List<PushRow> allOfTaxpayer(long subjectId) {
        return jdbc.sql(
                        ROW
                                + " where p.subject_id = ? and p.state <> 'WITHDRAWN' order by p.state = 'WAITING' and p.acked_at is null desc, p.id desc limit 50")
                .param(subjectId)
                .query(PushRow.class)
                .list();
    }

    /** Messages behind a task; whoever sees the task sees them. */
    List<PushRow> ofTask(long taskId) {
        return jdbc.sql(ROW + " where p.task_id = :task or p.phone_task_id = :task order by p.id")
                .param("task", taskId)
                .query(PushRow.class)
                .list();
    }

    /** How the newest hand-over of each way stands. */
    public List<Way> ways(long pushId) {
        return jdbc.sql("""
                        select w.way, coalesce((select o.state from exchange.v_outbox o where o.subject_id = p.home_subject_id and o.entity = 'push ' || p.id
                            and o.target = case w.way when 'E_BUREAU' then 'E_TAX_BUREAU' else w.way end order by o.id desc limit 1), 'PENDING') as state
                        from guidance.push p cross join unnest(p.channels) with ordinality as w (way, n) where p.id = ? order by w.n""").param(pushId).query(Way.class).list();
    }

    public List<Step> steps(long pushId) {
        return jdbc.sql("select at, kind, actor_name, note from guidance.push_step where push_id = ? order by at, id")
                .param(pushId)
                .query(Step.class)
                .list();
    }

    public Optional<Attendance> attendance(long pushId) {
        return jdbc.sql("""
                        select person_id, person_name, role, place, at, officer_name from guidance.attendance where push_id = ?""").param(pushId).query(Attendance.class).optional();
    }

    public Optional<Signature> signature(long pushId) {
        return jdbc.sql("""
                        select g.person_name, p.person_no, g.role, g.notice, g.strokes, g.digest, g.signed_at, g.officer_name
                        from guidance.signature g join taxpayer.v_person p on p.id = g.person_id where g.push_id = ?""")
                .param(pushId)
                .query(Kept.class)
                .optional()
                .map(kept -> new Signature(
                        kept.personName(),
                        kept.role(),
                        kept.notice(),
                        kept.strokes(),
                        kept.digest(),
                        kept.signedAt(),
                        kept.officerName(),
                        HallService.digest(kept.notice(), kept.personNo(), kept.role(), kept.strokes(), kept.signedAt())
                                .equals(kept.digest())));
    }

    private static long me() {
        Actor actor = CurrentActor.get();
        return actor.officerId() == null ? -1L : actor.officerId();
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }
}
