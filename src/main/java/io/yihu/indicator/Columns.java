package io.yihu.indicator;

/**
 * Vectors of many subjects, column by column; one subject is a batch of one.
 *
 * @param values by place, then subject; NaN = no data; a column nobody asked for is null
 * @param segments by subject: which group of overrides it belongs to; null where a model has none
 */
public record Columns(int size, double[][] values, int[] segments) {
    public int segment(int subject) {
        return segments == null ? 0 : segments[subject];
    }
}
