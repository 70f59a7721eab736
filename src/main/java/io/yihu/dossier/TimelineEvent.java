package io.yihu.dossier;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One thing that happened to a taxpayer.
 *
 * @param type event type of the domain reference, such as CHANGE or ISSUE_MONTHLY
 * @param day local day it counts on; the last day of the month for monthly sums
 * @param at exact instant where one is known
 * @param item what changed, kind of invoice, matter type or level
 * @param ref unique inside the type
 * @param objectId finding or task behind it, where there is one
 * @param batchId lineage, null for what the application itself recorded
 */
public record TimelineEvent(
        String type,
        LocalDate day,
        Instant at,
        String item,
        String before,
        String after,
        BigDecimal amount,
        Long count,
        String ref,
        Long objectId,
        Long batchId,
        Long lineNo) {
    String key() {
        return day + "|" + type + "|" + ref;
    }
}
