package io.yihu.guidance;

import io.yihu.exchange.MessageSettled;
import io.yihu.platform.YihuClock;
import io.yihu.task.CompletionService;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The first receipt of any way makes a message delivered; where all of them gave up, somebody telephones without waiting for reminders. */
@Component
@RequiredArgsConstructor
class Arrivals {
    private final PushLog log;
    private final CompletionService completion;
    private final MessageSource messages;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    private record Arrived(long subjectId, Long hallTask) {}

    @EventListener
    void settled(MessageSettled message) {
        if (!Courier.TARGETS.containsValue(message.target())
                || !message.entity().startsWith(Courier.ENTITY)) {
            return;
        }
        long push = Long.parseLong(message.entity().substring(Courier.ENTITY.length()));
        Instant now = clock.instant();
        if (message.state().equals("DELIVERED")) {
            note(push, "DELIVERED", now, """
                            update guidance.push set delivery = 'DELIVERED', delivered_at = :now::timestamptz, version = version + 1
                            where id = :push and delivered_at is null
                            returning subject_id, case when needs_hall and own_task and state = 'WAITING' then task_id end as hall_task""")
                    .filter(arrived -> arrived.hallTask() != null)
                    .ifPresent(arrived -> completion.seen(
                            arrived.hallTask(),
                            "invite",
                            messages.getMessage("guidance.course.delivered", null, Locale.SIMPLIFIED_CHINESE)));
        } else {
            note(push, "UNDELIVERED", now, """
                    update guidance.push set delivery = 'FAILED', version = version + 1, reminded = cardinality(reminders),
                      next_step_at = case when calls and phone_task_id is null and matter_type is distinct from 'SERVICE_PHONE' then :now::timestamptz end
                    where id = :push and state = 'WAITING' and delivered_at is null
                      and not exists (select from exchange.v_outbox o where o.entity = 'push ' || guidance.push.id and o.subject_id = guidance.push.home_subject_id
                        and o.target = any (array['E_TAX_BUREAU', 'SMS', 'INTERACT']) and o.state in ('PENDING', 'SENDING', 'SENT'))
                    returning subject_id, null::bigint as hall_task""");
        }
    }

    private Optional<Arrived> note(long push, String step, Instant now, String change) {
        Optional<Arrived> arrived = jdbc.sql(change)
                .param("now", now.toString())
                .param("push", push)
                .query(Arrived.class)
                .optional();
        if (arrived.isPresent()) {
            log.steps(List.of(push), step, null, now);
        }
        return arrived;
    }
}
