package io.yihu.exchange;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** SPI: speaks to targets of one protocol. It may be called again with the same key at any time and must not fail by exception. */
public interface OutboundAdapter {
    /** Protocol of the targets it serves. */
    String protocol();

    /** Whether the settings are enough to try. */
    boolean ready(Settings settings);

    /** Hands over one message; the transaction that wrote it has long ended. */
    Outcome deliver(Settings settings, Parcel parcel);

    /** What the target says it holds of a batch; empty where it cannot be asked. */
    default Optional<List<Held>> holdings(Settings settings, String batch) {
        return Optional.empty();
    }

    /** Where a target lies and how both sides sign. */
    record Settings(String code, String url, String scheme, String publicKey, Duration timeout) {}

    /** A message on its way; {@code sequence} grows with every message, the receiver keeps the newest of an entity. */
    record Parcel(
            long sequence,
            String eventType,
            String idempotencyKey,
            String batch,
            String entity,
            Long subjectId,
            String payload,
            String digest) {}

    /** What became of an attempt. */
    enum Result {
        /** A receipt that was checked. */
        DELIVERED,
        /** Taken; the receipt comes later. */
        ACCEPTED,
        /** The target is well and refuses this message for good. */
        REJECTED,
        /** A receipt came that the target cannot have signed for this message. */
        FORGED,
        /** The target did not answer, or not sensibly. */
        UNREACHABLE
    }

    /** @param receipt JSON as received, null without */
    record Outcome(Result result, Integer status, String receiptId, String receipt, String detail) {}

    /** One thing a target holds. */
    record Held(String entity, String idempotencyKey, String digest) {}
}
