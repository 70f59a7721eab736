package io.yihu.taxpayer.link;

import java.math.BigDecimal;
import java.time.Instant;

/** A pair that waits for a person. */
public record QueueRow(
        long id,
        String rule,
        BigDecimal score,
        String veto,
        Instant decidedAt,
        long subjectA,
        String nameA,
        String taxIdA,
        String officeA,
        boolean visibleA,
        long subjectB,
        String nameB,
        String taxIdB,
        String officeB,
        boolean visibleB,
        String proposedBy,
        Instant deferredAt) {}
