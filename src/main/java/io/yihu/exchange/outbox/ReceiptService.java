package io.yihu.exchange.outbox;

import io.yihu.exchange.OutboundAdapter.Outcome;
import io.yihu.exchange.OutboundAdapter.Result;
import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Receipts that come later, and receipts that are none: both leave a row in the log. */
@Service
@RequiredArgsConstructor
public class ReceiptService {
    private final Targets targets;
    private final ReceiptCheck check;
    private final Settling settling;
    private final JdbcClient jdbc;

    private record Known(long id, long subjectId, String digest) {}

    /** What a receipt that was sent to us turned out to be; {@code message} is what it is about. */
    public record Taken(long message, boolean genuine, String receiptId, String why) {}

    /** Takes a receipt a target sends after it said it would; the first one counts, repetitions change nothing. */
    @Traced("exchange.receipt.take")
    public Taken take(String target, String key, String receipt) {
        targets.known(target);
        Known known = jdbc.sql(
                        "select id, subject_id, digest from exchange.outbox where target = ? and idempotency_key = ?")
                .params(target, key)
                .query(Known.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        Outcome outcome = check.check(targets.row(target).settings(), key, known.digest(), receipt, null);
        boolean genuine = outcome.result() == Result.DELIVERED;
        Trail.object("outbox", known.id());
        Trail.note("target", target);
        Trail.note("receipt", outcome.receiptId());
        if (genuine) {
            settling.delivered(known.subjectId(), known.id(), outcome.receiptId(), outcome.receipt());
        }
        return new Taken(known.id(), genuine, outcome.receiptId(), outcome.detail());
    }

    /** Somebody answered in the target's name, or about another message, or about other bytes. */
    @Traced("exchange.receipt.refuse")
    public void refuse(long message, String target, String receiptId, String why) {
        Trail.object("outbox", message);
        Trail.note("target", target);
        Trail.note("receipt", receiptId);
        Trail.note("what", why);
    }
}
