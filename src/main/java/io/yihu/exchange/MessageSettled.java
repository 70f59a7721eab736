package io.yihu.exchange;

/**
 * Event, inside the transaction that recorded it: a message was acknowledged ({@code DELIVERED}) or given up ({@code DEAD}).
 *
 * @param receipt JSON of the receipt, null for a dead letter
 */
public record MessageSettled(
        long id, String target, String eventType, String idempotencyKey, String entity, String state, String receipt) {}
