package io.yihu.taxpayer.resolve.model;

import java.util.Arrays;

/** A growing list of longs. */
public final class LongBag {
    private long[] values = new long[1024];
    private int size;

    public void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    public int size() {
        return size;
    }

    public long get(int index) {
        return values[index];
    }

    /** Ascending, each once. */
    public long[] distinct() {
        if (size > 1 << 14) {
            Arrays.parallelSort(values, 0, size);
        } else {
            Arrays.sort(values, 0, size);
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || values[i] != values[i - 1]) {
                values[kept++] = values[i];
            }
        }
        size = kept;
        return Arrays.copyOf(values, kept);
    }
}
