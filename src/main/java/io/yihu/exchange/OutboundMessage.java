package io.yihu.exchange;

/**
 * Something another system is to be told.
 *
 * @param target code of an {@link OutboundTarget}
 * @param eventType what happened, such as {@code guidance.notice}
 * @param idempotencyKey the receiver takes a message with a known key for a repetition
 * @param batch what is compared together when both sides reconcile, such as a month or a campaign
 * @param entity what it is about; a newer message about the same takes the place of one not yet delivered
 * @param subjectId taxpayer concerned, null where there is none
 * @param payload a JSON object
 */
public record OutboundMessage(
        String target,
        String eventType,
        String idempotencyKey,
        String batch,
        String entity,
        Long subjectId,
        String payload) {}
