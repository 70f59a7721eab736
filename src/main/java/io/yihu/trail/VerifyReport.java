package io.yihu.trail;

import java.util.List;

/**
 * Result of reading the whole log again.
 *
 * @param rows sealed rows recomputed
 * @param unsealed rows waiting to be sealed
 * @param problems first bad row first; empty when the log is intact
 */
public record VerifyReport(long rows, long checkpoints, long unsealed, List<TrailProblem> problems) {
    public boolean intact() {
        return problems.isEmpty();
    }

    /** The first bad row, or null. */
    public TrailProblem first() {
        return problems.isEmpty() ? null : problems.get(0);
    }
}
