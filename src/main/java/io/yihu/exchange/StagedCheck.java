package io.yihu.exchange;

/**
 * A check over the whole staged file; rows it finds are reported with line, column, value, reason and fix.
 *
 * @param reason message key suffix: {@code exchange.reject.<reason>} says why, {@code exchange.fix.<reason>} what to do
 * @param column the column to show
 * @param predicate SQL over alias {@code s} (the staged row) that is true for a bad row; {@code {staged}} stands for the staging
 *     table, where the row depends on other rows of the file; may read {@code v_} views of modules
 *     the owner may use
 * @param warning the row is reported and loaded all the same; otherwise it is rejected
 */
public record StagedCheck(String reason, String column, String predicate, boolean warning) {
    public StagedCheck(String reason, String column, String predicate) {
        this(reason, column, predicate, false);
    }

    /** Reported line by line, but loaded: the file says so, and dropping it would change sums. */
    public static StagedCheck warning(String reason, String column, String predicate) {
        return new StagedCheck(reason, column, predicate, true);
    }
}
