package io.yihu.task;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A task as lists show it.
 *
 * @param dueAt the earliest deadline of its open work order
 * @param items matters in the same work order
 */
public record TaskRow(
        long id,
        long matterId,
        long workOrderId,
        long subjectId,
        String subjectName,
        String matterType,
        String title,
        String why,
        String source,
        String sourceRef,
        String level,
        String state,
        String step,
        Long gridId,
        String gridName,
        Long officeId,
        String officeName,
        Long officerId,
        String officerName,
        BigDecimal priority,
        int standardMinutes,
        Instant createdAt,
        Instant dispatchedAt,
        Instant acceptedAt,
        Instant submittedAt,
        Instant closedAt,
        Instant dueAt,
        Instant firstDueAt,
        String conclusion,
        int returnedCount,
        String queueReason,
        int items) {

    public boolean open() {
        return closedAt == null;
    }

    public boolean overdue(Instant now) {
        return open() && submittedAt == null && dueAt.isBefore(now);
    }
}
