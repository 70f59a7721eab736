package io.yihu.taxpayer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Taxpayers that passed a node of an invoice's life, told inside the transaction that ends a small batch. */
public record NodesReached(Node node, long batchId, List<Reached> reached) {
    /** The five nodes, by the event types of the time axis. */
    public enum Node {
        REG_REPORT,
        QUOTA_APPROVED,
        ISSUE_MONTHLY,
        RECEIVE_MONTHLY,
        DEDUCT
    }

    /** One taxpayer in one month: when last, and how often in this batch. */
    public record Reached(long subjectId, LocalDate month, Instant at, long events) {}
}
