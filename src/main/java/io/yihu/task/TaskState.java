package io.yihu.task;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** States of a task and the only ways between them. */
public enum TaskState {
    NEW,
    DISPATCHED,
    ACCEPTED,
    PROCESSING,
    WAIT_TAXPAYER,
    WAIT_REGION,
    WAIT_APPROVAL,
    SUBMITTED,
    APPROVED,
    CLOSED,
    RETURNED,
    SUSPENDED,
    TRANSFERRED,
    CANCELLED;

    /** Work that still lies with the officer; what waits for the approver does not fill the officer's time. */
    public static final Set<TaskState> WITH_OFFICER = EnumSet.of(
            DISPATCHED, ACCEPTED, PROCESSING, WAIT_TAXPAYER, WAIT_REGION, WAIT_APPROVAL, RETURNED, TRANSFERRED);

    private static final Map<TaskState, Set<TaskState>> WAYS = Map.ofEntries(
            Map.entry(NEW, EnumSet.of(DISPATCHED, ACCEPTED, CANCELLED)),
            Map.entry(DISPATCHED, EnumSet.of(ACCEPTED, NEW, TRANSFERRED, CANCELLED)),
            Map.entry(ACCEPTED, EnumSet.of(PROCESSING, SUBMITTED, TRANSFERRED, SUSPENDED, CANCELLED)),
            Map.entry(
                    PROCESSING,
                    EnumSet.of(
                            PROCESSING,
                            WAIT_TAXPAYER,
                            WAIT_REGION,
                            WAIT_APPROVAL,
                            SUBMITTED,
                            TRANSFERRED,
                            SUSPENDED,
                            CANCELLED)),
            Map.entry(WAIT_TAXPAYER, EnumSet.of(PROCESSING, TRANSFERRED, CANCELLED)),
            Map.entry(WAIT_REGION, EnumSet.of(PROCESSING, TRANSFERRED, CANCELLED)),
            Map.entry(WAIT_APPROVAL, EnumSet.of(PROCESSING, TRANSFERRED, CANCELLED)),
            Map.entry(SUBMITTED, EnumSet.of(APPROVED, RETURNED, PROCESSING, CLOSED)),
            Map.entry(APPROVED, EnumSet.of(CLOSED)),
            Map.entry(RETURNED, EnumSet.of(PROCESSING, SUBMITTED, TRANSFERRED, CANCELLED)),
            Map.entry(SUSPENDED, EnumSet.of(PROCESSING, TRANSFERRED, CANCELLED)),
            Map.entry(TRANSFERRED, EnumSet.of(DISPATCHED, ACCEPTED, CANCELLED)),
            Map.entry(CLOSED, EnumSet.noneOf(TaskState.class)),
            Map.entry(CANCELLED, EnumSet.noneOf(TaskState.class)));

    public boolean mayBecome(TaskState next) {
        return WAYS.get(this).contains(next);
    }
}
