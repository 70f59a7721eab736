package io.yihu.task.thread;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.task.TaskQueries;
import io.yihu.task.region.RegionQueries;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Threads of those who may see what they are about; everything else answers like what does not exist. */
@Component
@RequiredArgsConstructor
public class ThreadQueries {
    private static final int MOST = 200;
    private final JdbcClient jdbc;
    private final TaskQueries tasks;
    private final RegionQueries regions;

    /** @param mentioned who is meant, {@code readBy} who has read it, both as names */
    public record Message(
            long id,
            long officerId,
            String officerName,
            String officeName,
            String body,
            Instant at,
            String mentioned,
            String readBy,
            int readers,
            boolean meant) {}

    /** Somebody of a thread. */
    public record Person(long officerId, String name, String officeName) {}

    /** A thread with something the reader has not read. */
    public record Unread(
            String topic, long topicId, Long taskId, String title, long unread, boolean meant, Instant at) {}

    /** The newest messages, oldest first. */
    public List<Message> messages(Topic topic) {
        subject(topic);
        Long me = CurrentActor.get().officerId();
        return jdbc.sql("""
                        select * from (
                          select g.id, g.officer_id, f.name as officer_name, coalesce(o.short_name, o.name) as office_name, g.body, g.at,
                            (select string_agg(p.name, '、' order by p.name) from task.message_mention n
                              join organization.v_officer p on p.id = n.officer_id where n.subject_id = g.subject_id and n.message_id = g.id) as mentioned,
                            r.names as read_by, r.n as readers,
                            exists (select from task.message_mention n where n.subject_id = g.subject_id and n.message_id = g.id
                              and n.officer_id = :me) as meant
                          from task.message g join organization.v_officer f on f.id = g.officer_id
                          left join organization.v_office o on o.id = g.office_id
                          cross join lateral (select string_agg(p.name, '、' order by s.at) as names, count(*)::int as n
                            from task.message_seen s join organization.v_officer p on p.id = s.officer_id
                            where s.subject_id = g.subject_id and s.topic = g.topic and s.topic_id = g.topic_id and s.last_id >= g.id
                              and s.officer_id <> g.officer_id) r
                          where g.topic = :topic and g.topic_id = :id order by g.id desc limit :most) x order by x.id""")
                .param("me", me == null ? -1L : me)
                .param("topic", topic.kind())
                .param("id", topic.id())
                .param("most", MOST)
                .query(Message.class)
                .list();
    }

    /** Who may be meant: officers of the work, of its joint teams, on both sides of a package, and whoever has written. */
    public List<Person> people(Topic topic) {
        subject(topic);
        String members = topic.kind().equals("ORDER") ? """
                select t.officer_id as id from task.task t where t.work_order_id = :id and t.officer_id is not null
                union select j.officer_id from task.task t join task.team_member j on j.task_id = t.id and j.left_at is null
                  where t.work_order_id = :id
                union select t.approver_id from task.task t where t.work_order_id = :id and t.approver_id is not null
                union select f.id from task.task t join organization.v_office o on o.id = t.office_id
                  join organization.v_officer f on f.office_id = o.id and f.status = 'ON_DUTY' where t.work_order_id = :id""" : """
                select c.issuer_officer_id as id from task.region_check c where c.id = :id and c.issuer_officer_id is not null
                union select t.officer_id from task.region_check c join task.task t on t.id = c.task_id
                  where c.id = :id and t.officer_id is not null
                union select m.officer_id from task.region_check c
                  join grid.v_grid_member m on m.grid_id in (c.issuer_grid_id, c.recipient_grid_id) and m.valid_to is null
                  where c.id = :id""";
        return jdbc.sql("select f.id as officer_id, f.name, coalesce(o.short_name, o.name) as office_name from ("
                        + members
                        + " union select g.officer_id from task.message g where g.topic = :topic and g.topic_id = :id) x"
                        + " join organization.v_officer f on f.id = x.id join organization.v_office o on o.id = f.office_id"
                        + " where f.status = 'ON_DUTY' order by o.path, f.staff_no limit 300")
                .param("topic", topic.kind())
                .param("id", topic.id())
                .query(Person.class)
                .list();
    }

    /** Threads where the actor works, was meant or has written, with messages of others not read yet. */
    public List<Unread> unread(int limit) {
        Long me = CurrentActor.get().officerId();
        return jdbc.sql("""
                        with mine as (
                          select distinct 'ORDER' as topic, t.work_order_id as topic_id from task.task t where t.officer_id = :me and t.closed_at is null
                          union select 'ORDER', t.work_order_id from task.team_member j join task.task t on t.id = j.task_id
                            where j.officer_id = :me and j.left_at is null
                          union select g.topic, g.topic_id from task.message_mention n
                            join task.message g on g.subject_id = n.subject_id and g.id = n.message_id where n.officer_id = :me
                          union select 'REGION', c.id from task.region_check c left join task.task t on t.id = c.task_id
                            where c.closed_at is null and (c.issuer_officer_id = :me or t.officer_id = :me))
                        select m.topic, m.topic_id, (select min(t.id) from task.task t where m.topic = 'ORDER' and t.work_order_id = m.topic_id) as task_id,
                          max(s.name) as title, count(*) as unread, bool_or(exists (select from task.message_mention n
                            where n.subject_id = g.subject_id and n.message_id = g.id and n.officer_id = :me)) as meant, max(g.at) as at
                        from mine m join task.message g on g.topic = m.topic and g.topic_id = m.topic_id and g.officer_id <> :me
                        join taxpayer.v_subject s on s.id = g.subject_id
                        left join task.message_seen x on x.subject_id = g.subject_id and x.topic = g.topic and x.topic_id = g.topic_id
                          and x.officer_id = :me
                        where g.id > coalesce(x.last_id, 0) group by 1, 2, 3 order by meant desc, at desc limit :limit""")
                .param("me", me == null ? -1L : me)
                .param("limit", limit)
                .query(Unread.class)
                .list();
    }

    /** The taxpayer a thread is about; refuses who may not see it. */
    long subject(Topic topic) {
        if (topic.kind().equals("REGION")) {
            return regions.row(topic.id()).orElseThrow(Refusal::notFound).issuerSubjectId();
        }
        return jdbc
                .sql("select id from task.task where work_order_id = ? order by id limit 50")
                .param(topic.id())
                .query(Long.class)
                .list()
                .stream()
                .map(tasks::task)
                .flatMap(java.util.Optional::stream)
                .findFirst()
                .orElseThrow(Refusal::notFound)
                .subjectId();
    }
}
