package io.yihu.task.help;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tickets as the two sides see them; support is not shown the taxpayer. */
@Component
@RequiredArgsConstructor
public class HelpQueries {
    /** Holders of the duty of support today. */
    static final String HOLDERS = """
            select p.officer_id from organization.v_officer_post p join organization.v_post_duty d on d.post_code = p.post_code
              and d.duty_code = :duty and d.valid_from <= :day and (d.valid_to is null or d.valid_to >= :day)
            where p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day)""";

    private static final String ROW = """
            select q.id, q.task_id, t.matter_type, t.step, q.topic, q.state, q.asked_by, a.name as asker,
              coalesce(o.short_name, o.name) as office, q.handler_id, h.name as handler, q.asked_at, q.due_at, q.closed_at, q.rounds
            from task.help_ticket q
            join task.task t on t.subject_id = q.subject_id and t.id = q.task_id
            left join organization.v_officer a on a.id = q.asked_by
            left join organization.v_officer h on h.id = q.handler_id
            left join organization.v_office o on o.id = q.office_id""";
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** A ticket; {@code handler} is null while nobody has it. */
    public record Row(
            long id,
            long taskId,
            String matterType,
            String step,
            String topic,
            String state,
            long askedBy,
            String asker,
            String office,
            Long handlerId,
            String handler,
            Instant askedAt,
            Instant dueAt,
            Instant closedAt,
            int rounds) {}

    /** What was said in a ticket. */
    public record Entry(long ticketId, String kind, Instant at, String name, String text) {}

    /** Open tickets of the actor's own, as support; those of the same office and those nobody has where the actor holds the duty. */
    public List<Row> toAnswer(int limit) {
        return jdbc.sql(ROW
                        + " where q.state = 'OPEN' and (q.handler_id = :me or (q.handler_id is null or h.office_id = (select office_id from organization.v_officer where id = :me)) and q.asked_by <> :me and :me in ("
                        + HOLDERS + ")) order by q.due_at, q.id limit :limit")
                .param("me", me())
                .param("duty", HelpService.DUTY)
                .param("day", LocalDate.ofInstant(clock.instant(), YihuClock.CHINA))
                .param("limit", limit)
                .query(Row.class)
                .list();
    }

    /** What the actor asked or answered, what waits for the actor's word first. */
    public List<Row> mine(int limit) {
        return jdbc.sql(ROW + """
                         where q.asked_by = :me or q.handler_id = :me and q.state <> 'OPEN'
                        order by q.state <> 'ANSWERED' or q.asked_by <> :me, q.id desc limit :limit""")
                .param("me", me())
                .param("limit", limit)
                .query(Row.class)
                .list();
    }

    List<Row> ofTask(long taskId) {
        return jdbc.sql(ROW + " where q.task_id = ? order by q.id desc")
                .param(taskId)
                .query(Row.class)
                .list();
    }

    /** What was said in these tickets, in order. */
    public Map<Long, List<Entry>> entries(List<Row> rows) {
        return jdbc
                .sql("""
                        select e.ticket_id, e.kind, e.at, f.name, e.text from task.help_entry e
                        left join organization.v_officer f on f.id = e.officer_id
                        where e.ticket_id = any (?) order by e.id""")
                .params((Object) rows.stream().map(Row::id).toArray(Long[]::new))
                .query(Entry.class)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Entry::ticketId));
    }

    private static long me() {
        Long officer = CurrentActor.get().officerId();
        return officer == null ? -1 : officer;
    }
}
