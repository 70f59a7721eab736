package io.yihu.task;

import java.math.BigDecimal;

/** A task that waits for an officer. */
record QueuedTask(
        long id,
        long subjectId,
        long workOrderId,
        String matterType,
        String level,
        BigDecimal priority,
        int standardMinutes) {
    /** Standard minutes × priority, in hundredths. */
    long minutes() {
        return priority.movePointRight(2).longValue() * standardMinutes;
    }
}
