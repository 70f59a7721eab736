package io.yihu.risk.check;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * The answer to a production system; says why, never from which value on.
 *
 * @param decision PASS, REMIND (blue), VERIFY (yellow) or BLOCK (red)
 * @param dataDate day the stored part of the data looks from
 */
public record CheckAnswer(
        UUID correlationId,
        String decision,
        String colour,
        List<Reason> reasons,
        String event,
        LocalDate dataDate,
        Instant answeredAt) {

    /** One reason: an indicator with the way of its value that is suspicious, and whether this event moved it. */
    public record Reason(String code, String title, String direction, boolean moved) {}
}
