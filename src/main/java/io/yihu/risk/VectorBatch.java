package io.yihu.risk;

import java.util.Arrays;

/**
 * Vectors of many subjects, column by column.
 *
 * @param values by place, then subject; NaN = no data
 * @param before level computed for the period before, null where there was none
 */
record VectorBatch(int size, long[] subjects, double[][] values, Level[] before, boolean[] white, boolean[] grey) {
    static VectorBatch of(int capacity, int places) {
        double[][] values = new double[places][capacity];
        for (double[] column : values) {
            Arrays.fill(column, Double.NaN);
        }
        return new VectorBatch(
                capacity,
                new long[capacity],
                values,
                new Level[capacity],
                new boolean[capacity],
                new boolean[capacity]);
    }

    VectorBatch cut(int read) {
        return new VectorBatch(read, subjects, values, before, white, grey);
    }
}
