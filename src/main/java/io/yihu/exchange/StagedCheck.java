package io.yihu.exchange;

import java.util.List;

/**
 * A check over the whole staged file; rows it finds are reported with line, column, value, reason and fix.
 *
 * @param reason message key suffix: {@code exchange.reject.<reason>} says why, {@code exchange.fix.<reason>} what to do
 * @param column the column to show
 * @param predicate SQL over alias {@code s} (the staged row) that is true for a bad row; {@code {staged}} stands for the staging
 *     table, where the row depends on other rows of the file; may read {@code v_} views of modules
 *     the owner may use
 * @param warning the row is reported and loaded all the same; otherwise it is rejected
 * @param brought what an earlier part of the same file may bring so that the row is good after all; null when nothing may
 */
public record StagedCheck(String reason, String column, String predicate, boolean warning, Brought brought) {
    /** Rows of another feed of the same file, found by equal values of these columns; unknown equals unknown. */
    public record Brought(String feed, List<String> columns) {}

    public StagedCheck(String reason, String column, String predicate) {
        this(reason, column, predicate, false, null);
    }

    /** Reported line by line, but loaded: the file says so, and dropping it would change sums. */
    public static StagedCheck warning(String reason, String column, String predicate) {
        return new StagedCheck(reason, column, predicate, true, null);
    }

    /** The same check, satisfied also by a row of that feed that the same file brings before. */
    public StagedCheck unlessBroughtBy(String feed, String... columns) {
        return new StagedCheck(reason, column, predicate, warning, new Brought(feed, List.of(columns)));
    }

    /** True when the predicate looks at nothing but the row. */
    boolean ofSingleRow() {
        return !predicate.contains("select") && !predicate.contains("{staged}");
    }
}
