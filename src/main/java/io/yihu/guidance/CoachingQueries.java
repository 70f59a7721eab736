package io.yihu.guidance;

import io.yihu.platform.CurrentActor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads coachings for pages. */
@Component
@RequiredArgsConstructor
public class CoachingQueries {
    private final JdbcClient jdbc;

    /** A coaching; {@code state} PLANNED HELD CANCELLED. */
    public record Row(
            long id,
            long subjectId,
            String hostName,
            String officeName,
            Long taskId,
            String officerName,
            String title,
            String mode,
            String place,
            Instant startsAt,
            Instant heldAt,
            String note,
            String state,
            long invited,
            long came) {}

    /** Somebody put down. */
    public record Attendee(long id, String name, String organisation, String kind, String mode, boolean came) {}

    private static final String ROW = """
            select c.id, c.subject_id, s.name as host_name, coalesce(o.short_name, o.name) as office_name, c.task_id, f.name as officer_name, c.title,
              c.mode, c.place, c.starts_at, c.held_at, c.note,
              case when c.held_at is not null then 'HELD' when t.state = 'CANCELLED' then 'CANCELLED' else 'PLANNED' end as state,
              (select count(*) from guidance.coaching_attendee a where a.subject_id = c.subject_id and a.coaching_id = c.id) as invited,
              (select count(*) from guidance.coaching_attendee a where a.subject_id = c.subject_id and a.coaching_id = c.id and a.came) as came
            from guidance.coaching c left join taxpayer.v_subject_merged g on g.id = c.subject_id
                        join taxpayer.v_subject s on s.id = coalesce(g.merged_into, c.subject_id) join organization.v_office o on o.id = s.office_id
            left join task.v_task t on t.id = c.task_id left join organization.v_officer f on f.id = t.officer_id
            where (o.path like :scope or t.officer_id = :me)""";

    public List<Row> list(int limit) {
        return ask(" order by c.held_at is not null, c.starts_at desc limit " + limit)
                .list();
    }

    public Optional<Row> find(long id) {
        return ask(" and c.id = " + id).optional();
    }

    public List<Attendee> attendees(long id) {
        return jdbc.sql("""
                        select id, name, organisation, kind, mode, came from guidance.coaching_attendee where coaching_id = ? order by kind, organisation, name""").param(id).query(Attendee.class).list();
    }

    private JdbcClient.MappedQuerySpec<Row> ask(String rest) {
        Long me = CurrentActor.get().officerId();
        return jdbc.sql(ROW + rest)
                .param("scope", CurrentActor.get().scope())
                .param("me", me == null ? -1L : me)
                .query(Row.class);
    }
}
