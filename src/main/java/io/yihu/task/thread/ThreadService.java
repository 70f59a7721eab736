package io.yihu.task.thread;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.HashSet;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;

/** Writing in a thread and having read it. */
@Service
@RequiredArgsConstructor
public class ThreadService {
    static final int LONGEST = 2_000;
    private final ThreadQueries queries;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** Writes a message; those mentioned must be people of this thread. */
    @Traced("task.message.post")
    public long post(Topic topic, String body, Set<Long> mentioned) {
        Actor actor = CurrentActor.get();
        long me = me(actor);
        long subject = queries.subject(topic);
        Trail.object("task.thread", topic.id());
        Trail.subject(subject);
        String said = body == null ? "" : body.strip();
        if (said.isEmpty() || said.length() > LONGEST) {
            throw Refusal.invalid("task.refused.message", LONGEST);
        }
        Set<Long> people = new HashSet<>();
        queries.people(topic).forEach(person -> people.add(person.officerId()));
        if (!people.containsAll(mentioned)) {
            throw Refusal.invalid("task.refused.mention");
        }
        long id = jdbc.sql("""
                        insert into task.message (subject_id, topic, topic_id, officer_id, office_id, body, at)
                        values (?, ?, ?, ?, ?, ?, ?::timestamptz) returning id""")
                .params(
                        subject,
                        topic.kind(),
                        topic.id(),
                        me,
                        actor.officeId(),
                        said,
                        clock.instant().toString())
                .query(Long.class)
                .single();
        jdbc.sql("insert into task.message_mention (subject_id, message_id, officer_id) select ?, ?, unnest(?)")
                .params(subject, id, mentioned.toArray(Long[]::new))
                .update();
        jdbc.sql("select pg_notify(?, ?)")
                .params(ThreadLive.CHANNEL, topic.name() + ":" + id)
                .query((row, n) -> 0)
                .list();
        seen(subject, topic, me, id);
        Trail.note("count", mentioned.size());
        return id;
    }

    /** The actor has read the thread up to its newest message; told to the others, so that they see it. */
    @Traced("task.message.read")
    public void read(Topic topic) {
        long me = me(CurrentActor.get());
        long subject = queries.subject(topic);
        Trail.object("task.thread", topic.id());
        Trail.subject(subject);
        long last = jdbc.sql("select coalesce(max(id), 0) from task.message where topic = ? and topic_id = ?")
                .params(topic.kind(), topic.id())
                .query(Long.class)
                .single();
        if (last > 0 && seen(subject, topic, me, last) > 0) {
            jdbc.sql("select pg_notify(?, ?)")
                    .params(ThreadLive.CHANNEL, topic.name() + ":" + last)
                    .query((row, n) -> 0)
                    .list();
        }
    }

    private int seen(long subject, Topic topic, long officer, long last) {
        return jdbc.sql("""
                        insert into task.message_seen as s (subject_id, topic, topic_id, officer_id, last_id, at)
                        values (?, ?, ?, ?, ?, ?::timestamptz)
                        on conflict (subject_id, topic, topic_id, officer_id) do update set last_id = excluded.last_id, at = excluded.at
                        where s.last_id < excluded.last_id""")
                .params(
                        subject,
                        topic.kind(),
                        topic.id(),
                        officer,
                        last,
                        clock.instant().toString())
                .update();
    }

    private static long me(Actor actor) {
        if (actor.officerId() == null) {
            throw new AccessDeniedException("not an officer");
        }
        return actor.officerId();
    }
}
