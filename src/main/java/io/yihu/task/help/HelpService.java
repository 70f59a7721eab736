package io.yihu.task.help;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.task.TaskQueries;
import io.yihu.task.TaskRow;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;

/**
 * The loop inside a grid: an officer asks technical support, support answers, the officer who asked says whether it helped. The
 * holder of the duty nearest to the office of the one who asks gets it, of several the one with the fewest open tickets.
 */
@Service
@RequiredArgsConstructor
public class HelpService {
    public static final List<String> TOPICS = List.of("SYSTEM", "DATA", "FLOW", "OTHER");
    static final String DUTY = "SYSTEM_OPERATE";
    private static final int DAYS = 2;
    private static final int SHORTEST = 5;
    private static final int LONGEST = 1000;
    private final JdbcClient jdbc;
    private final TaskQueries tasks;
    private final YihuClock clock;

    private record Ticket(long id, long subjectId, long taskId, String state, long askedBy, Long handlerId) {}

    /** The officer who has the task, or somebody of its joint team, asks. */
    @Traced("task.help.ask")
    public void ask(long taskId, String topic, String text) {
        long me = officer();
        TaskRow task = tasks.task(taskId).filter(each -> works(each, me)).orElseThrow(Refusal::notFound);
        Trail.object("task", taskId);
        Trail.subject(task.subjectId());
        if (!TOPICS.contains(topic == null ? "" : topic)) {
            throw Refusal.invalid("task.refused.help.topic");
        }
        if (!task.open()) {
            throw Refusal.conflict("task.refused.over");
        }
        String said = said(text);
        jdbc.sql("select id from task.task where subject_id = ? and id = ? for update")
                .params(task.subjectId(), taskId)
                .query(Long.class)
                .single();
        boolean waits = jdbc.sql("""
                        select exists (select from task.help_ticket where task_id = ? and asked_by = ? and closed_at is null)""").params(taskId, me).query(Boolean.class).single();
        if (waits) {
            throw Refusal.conflict("task.refused.help.waits");
        }
        Instant now = clock.instant();
        long ticket = jdbc.sql("""
                        insert into task.help_ticket (task_id, subject_id, topic, asked_by, office_id, handler_id, asked_at, due_at)
                        select :task, :subject, :topic, f.id, f.office_id, (
                          select h.id from organization.v_officer h join organization.v_office o on o.id = h.office_id
                          where h.status = 'ON_DUTY' and (h.unavailable_until is null or h.unavailable_until < :day) and h.id <> f.id
                            and at.path like o.path || '%%' and h.id in (%s)
                          order by length(o.path) desc,
                            (select count(*) from task.help_ticket q where q.handler_id = h.id and q.closed_at is null), h.staff_no limit 1),
                          :now::timestamptz, (platform.add_working_days(:day, :days) + time '18:00') at time zone 'Asia/Shanghai'
                        from organization.v_officer f join organization.v_office at on at.id = f.office_id where f.id = :me
                        returning id""".formatted(HelpQueries.HOLDERS))
                .param("task", taskId)
                .param("subject", task.subjectId())
                .param("topic", topic)
                .param("me", me)
                .param("duty", DUTY)
                .param("day", LocalDate.ofInstant(now, YihuClock.CHINA))
                .param("days", DAYS)
                .param("now", now.toString())
                .query(Long.class)
                .single();
        entry(ticket, task.subjectId(), "ASK", said, now);
        Trail.note("reason", said);
    }

    /** Whoever has the ticket answers, or a colleague of the same support; one that lies with nobody any holder of the duty. */
    @Traced("task.help.answer")
    public void answer(long ticketId, String text) {
        long me = officer();
        Ticket ticket = locked(ticketId);
        boolean mine = ticket.handlerId() != null && ticket.handlerId() == me;
        boolean may = mine || ticket.askedBy() != me && supports(me, ticket.handlerId());
        if (!may && ticket.askedBy() != me) {
            throw Refusal.notFound();
        }
        if (!may) {
            throw Refusal.conflict("task.refused.help.side");
        }
        move(ticket, "OPEN", "ANSWERED", "ANSWER", said(text));
        jdbc.sql(
                        "update task.help_ticket set handler_id = ?, answered_at = ?::timestamptz where subject_id = ? and id = ?")
                .params(me, clock.instant().toString(), ticket.subjectId(), ticketId)
                .update();
    }

    /** The one who asked was not helped: the same support is asked again. */
    @Traced("task.help.again")
    public void again(long ticketId, String text) {
        Ticket ticket = asked(ticketId);
        move(ticket, "ANSWERED", "OPEN", "AGAIN", said(text));
        jdbc.sql("update task.help_ticket set rounds = rounds + 1, answered_at = null where subject_id = ? and id = ?")
                .params(ticket.subjectId(), ticketId)
                .update();
    }

    /** The one who asked was helped; a second click has no second effect. */
    @Traced("task.help.close")
    public void close(long ticketId, String text) {
        Ticket ticket = asked(ticketId);
        if (ticket.state().equals("CLOSED")) {
            Trail.object("task", ticket.taskId());
            Trail.note("repeated", true);
            return;
        }
        move(ticket, "ANSWERED", "CLOSED", "CLOSE", text == null || text.isBlank() ? "—" : said(text));
        jdbc.sql("update task.help_ticket set closed_at = ?::timestamptz where subject_id = ? and id = ?")
                .params(clock.instant().toString(), ticket.subjectId(), ticketId)
                .update();
    }

    private boolean works(TaskRow task, long me) {
        return Long.valueOf(me).equals(task.officerId())
                || jdbc.sql("""
                        select exists (select from task.team_member where task_id = ? and officer_id = ? and left_at is null)""").params(task.id(), me).query(Boolean.class).single();
    }

    private Ticket asked(long ticketId) {
        long me = officer();
        Ticket ticket = locked(ticketId);
        if (ticket.askedBy() != me) {
            throw ticket.handlerId() != null && ticket.handlerId() == me
                    ? Refusal.conflict("task.refused.help.side")
                    : Refusal.notFound();
        }
        return ticket;
    }

    /** @param beside somebody of the same office, null for anybody */
    private boolean supports(long officer, Long beside) {
        return jdbc.sql("select :me in (" + HelpQueries.HOLDERS + """
                        ) and (:beside::bigint is null or (select office_id from organization.v_officer where id = :me)
                          = (select office_id from organization.v_officer where id = :beside))""")
                .param("me", officer)
                .param("beside", beside)
                .param("duty", DUTY)
                .param("day", LocalDate.ofInstant(clock.instant(), YihuClock.CHINA))
                .query(Boolean.class)
                .single();
    }

    private Ticket locked(long id) {
        return jdbc.sql(
                        "select id, subject_id, task_id, state, asked_by, handler_id from task.help_ticket where id = ? for update")
                .param(id)
                .query(Ticket.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    private void move(Ticket ticket, String from, String to, String kind, String said) {
        if (!ticket.state().equals(from)) {
            throw Refusal.conflict("task.refused.help.state");
        }
        jdbc.sql("update task.help_ticket set state = ? where subject_id = ? and id = ?")
                .params(to, ticket.subjectId(), ticket.id())
                .update();
        entry(ticket.id(), ticket.subjectId(), kind, said, clock.instant());
        Trail.object("task", ticket.taskId());
        Trail.subject(ticket.subjectId());
        Trail.change("state", from, to);
        Trail.note("reason", said);
    }

    private void entry(long ticket, long subject, String kind, String said, Instant at) {
        jdbc.sql("""
                        insert into task.help_entry (ticket_id, subject_id, kind, at, officer_id, text)
                        values (?, ?, ?, ?::timestamptz, ?, ?)""")
                .params(ticket, subject, kind, at.toString(), officer(), said)
                .update();
    }

    private static String said(String text) {
        String said = text == null ? "" : text.strip();
        if (said.length() < SHORTEST || said.length() > LONGEST) {
            throw Refusal.invalid("task.refused.note", SHORTEST, LONGEST);
        }
        return said;
    }

    private static long officer() {
        Long officer = CurrentActor.get().officerId();
        if (officer == null) {
            throw new AccessDeniedException("not an officer");
        }
        return officer;
    }
}
