package io.yihu.trail;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A {@code pg_snapshot}: which transactions had ended at one moment.
 *
 * <p>Rows are sealed by it and not by their ids, because the order of ids is not the order of commits.
 */
record CommitSnapshot(long xmin, long xmax, List<Long> running) {
    /** Before the first transaction. */
    static final CommitSnapshot NONE = new CommitSnapshot(3, 3, List.of());

    static CommitSnapshot parse(String text) {
        String[] parts = text.split(":", -1);
        List<Long> running = parts[2].isEmpty()
                ? List.of()
                : Arrays.stream(parts[2].split(",")).map(Long::parseLong).toList();
        return new CommitSnapshot(Long.parseLong(parts[0]), Long.parseLong(parts[1]), running);
    }

    /** The same moment, but blind to transactions from {@code txid} on. */
    CommitSnapshot before(long txid) {
        if (txid >= xmax) {
            return this;
        }
        List<Long> earlier = running.stream().filter(id -> id < txid).toList();
        return new CommitSnapshot(earlier.isEmpty() ? txid : Math.min(xmin, txid), txid, earlier);
    }

    /** True when numbers began again: the database was restored into another cluster. */
    boolean startedAnewAfter(CommitSnapshot earlier) {
        return xmax < earlier.xmin;
    }

    @Override
    public String toString() {
        return xmin + ":" + xmax + ":" + running.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
