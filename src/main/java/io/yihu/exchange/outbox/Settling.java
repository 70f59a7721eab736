package io.yihu.exchange.outbox;

import io.yihu.exchange.MessageSettled;
import io.yihu.platform.YihuClock;
import java.time.ZoneOffset;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The end of a message: acknowledged once, or given up; whoever sent it hears of it in the same transaction. */
@Component
@RequiredArgsConstructor
class Settling {
    private final JdbcClient jdbc;
    private final YihuClock clock;
    private final ApplicationEventPublisher events;

    /** The first receipt counts; a second one for the same message changes nothing. */
    boolean delivered(long subjectId, long id, String receiptId, String receipt) {
        Optional<MessageSettled> settled = jdbc.sql("""
                        update exchange.outbox set state = 'DELIVERED', settled_at = ?, receipt_id = ?, receipt = ?::jsonb, last_problem = null
                        where subject_id = ? and id = ? and state <> 'DELIVERED'
                        returning id, target, event_type, idempotency_key, entity, state, receipt::text as receipt""")
                .params(clock.instant().atOffset(ZoneOffset.UTC), receiptId, receipt, subjectId, id)
                .query(MessageSettled.class)
                .optional();
        settled.ifPresent(events::publishEvent);
        return settled.isPresent();
    }

    void dead(long subjectId, long id, int attempt, String problem) {
        jdbc.sql("""
                        update exchange.outbox set state = 'DEAD', settled_at = ?, last_problem = ?
                        where subject_id = ? and id = ? and state = 'SENDING' and attempts = ?
                        returning id, target, event_type, idempotency_key, entity, state, null::text as receipt""")
                .params(clock.instant().atOffset(ZoneOffset.UTC), problem, subjectId, id, attempt)
                .query(MessageSettled.class)
                .optional()
                .ifPresent(events::publishEvent);
    }
}
