package io.yihu.guidance;

import io.yihu.platform.YihuClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks for events nobody was told about, sends the messages, then reminds; every look may be repeated by any node. */
@Component
@RequiredArgsConstructor
public class EventRound {
    private static final int MOST = 500;
    private final ServiceEvents events;
    private final PushService pushes;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** @return messages sent, reminders and calls */
    public int round() {
        int done = 0;
        for (ServiceEvent event : events.all()) {
            done += event.find() == null ? 0 : look(event);
        }
        return done + (remindersDue() ? pushes.remind() : 0);
    }

    /** One kind of event only. */
    public int round(String event) {
        return look(events.byCode(event));
    }

    private int look(ServiceEvent event) {
        int sent = 0;
        List<Occasion> found = find(event);
        while (!found.isEmpty()) {
            int fresh = pushes.send(event.code(), found);
            sent += fresh;
            found = fresh > 0 && found.size() == MOST ? find(event) : List.of();
        }
        return sent;
    }

    /** What happened lately and brought no message, to taxpayers that live and at levels the event has words for. */
    private List<Occasion> find(ServiceEvent event) {
        Instant now = clock.instant();
        return jdbc.sql("select f.* from (" + event.find() + """
                        ) f join taxpayer.v_subject s on s.id = f.subject_id and not s.external and coalesce(s.status, '03') not in ('07', '08')
                        where not exists (select from guidance.push p where p.home_subject_id = f.subject_id and p.event = :event and p.event_ref = f.ref)
                          and not exists (select from guidance.silence n where n.subject_id = f.subject_id and n.event = :event and n.event_ref = f.ref)
                        order by f.at, f.subject_id limit :most""")
                .param("since", now.minus(event.days(), ChronoUnit.DAYS).atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("today", LocalDate.ofInstant(now, YihuClock.CHINA))
                .param("event", event.code())
                .param("most", MOST)
                .query((row, n) -> occasion(row, event))
                .list();
    }

    private static Occasion occasion(ResultSet row, ServiceEvent event) throws SQLException {
        Map<String, String> words = new HashMap<>();
        for (String word : event.words()) {
            words.put(word, Objects.requireNonNullElse(row.getString(word), ""));
        }
        return new Occasion(
                row.getLong("subject_id"),
                row.getString("ref"),
                row.getTimestamp("at").toInstant(),
                row.getObject("task_id", Long.class),
                words);
    }

    private boolean remindersDue() {
        return jdbc.sql("""
                        select exists (select from guidance.push where state = 'WAITING' and next_step_at <= :now)
                          or exists (select from guidance.push where state = 'WAITING' and valid_until <= :now and task_id is null
                            and phone_task_id is null and not needs_hall)""")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }
}
