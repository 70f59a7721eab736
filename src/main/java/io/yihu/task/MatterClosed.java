package io.yihu.task;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * A matter was closed; published inside the closing transaction.
 *
 * @param conclusion category of the approved feedback
 * @param officerId who handled it
 * @param approverId who approved it, null where the type needs no approval
 */
public record MatterClosed(
        long matterId,
        long taskId,
        long subjectId,
        String typeCode,
        String source,
        String sourceRef,
        String level,
        String conclusion,
        String reasonCode,
        Map<String, BigDecimal> facts,
        Long officerId,
        Long approverId,
        Instant closedAt) {}
