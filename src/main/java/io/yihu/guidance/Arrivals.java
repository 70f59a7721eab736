package io.yihu.guidance;

import io.yihu.exchange.MessageSettled;
import io.yihu.platform.YihuClock;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bureau's receipt makes a message delivered; where it gave up, somebody telephones without waiting for reminders. */
@Component
@RequiredArgsConstructor
class Arrivals {
    private final PushLog log;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    @EventListener
    void settled(MessageSettled message) {
        if (!message.target().equals(Courier.BUREAU) || !message.entity().startsWith(Courier.ENTITY)) {
            return;
        }
        long push = Long.parseLong(message.entity().substring(Courier.ENTITY.length()));
        Instant now = clock.instant();
        if (message.state().equals("DELIVERED")) {
            note(push, "DELIVERED", now, """
                    update guidance.push set delivery = 'DELIVERED', delivered_at = :now::timestamptz, version = version + 1
                    where id = :push and delivered_at is null""");
        } else {
            note(push, "UNDELIVERED", now, """
                    update guidance.push set delivery = 'FAILED', version = version + 1, reminded = cardinality(reminders),
                      next_step_at = case when calls and phone_task_id is null and matter_type is distinct from 'SERVICE_PHONE' then :now::timestamptz end
                    where id = :push and state = 'WAITING' and delivered_at is null""");
        }
    }

    private void note(long push, String step, Instant now, String change) {
        int changed = jdbc.sql(change)
                .param("now", now.toString())
                .param("push", push)
                .update();
        if (changed == 1) {
            log.steps(List.of(push), step, null, now);
        }
    }
}
