package io.yihu.taxpayer.resolve.model;

import io.yihu.taxpayer.resolve.field.Column;
import io.yihu.taxpayer.resolve.field.Field;
import io.yihu.taxpayer.resolve.field.KeyPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the pairs worth comparing without ever comparing all: records that share a rare key; where keys are common, two or three
 * common ones together; and neighbours in alphabetical order. What a block leaves out is counted.
 */
public final class Blocking {
    private static final int RECORD_BITS = 24;
    private static final int RECORD_MASK = (1 << RECORD_BITS) - 1;
    private static final int COMMON_KEYS = 10;
    private static final int WINDOW = 3;
    private final int records;
    private final int cap;
    private final LongBag pairs = new LongBag();
    /** Hash of a common key → records that have it. */
    private final Map<Long, Integer> common = new HashMap<>();

    private long cutPairs;
    private int cutBlocks;

    /** @param cap the most records of one block that are all compared with each other */
    public Blocking(int records, int cap) {
        if (records > RECORD_MASK) {
            throw new IllegalArgumentException("more than " + RECORD_MASK + " records");
        }
        this.records = records;
        this.cap = cap;
    }

    /** Pairs in common blocks that even three keys together did not make small. */
    public long cutPairs() {
        return cutPairs;
    }

    public int cutBlocks() {
        return cutBlocks;
    }

    /** Distinct pairs, see {@link Pairs}. */
    public long[] pairs(List<Field> fields) {
        List<KeyPass> passes = new ArrayList<>();
        fields.forEach(field -> passes.addAll(field.passes()));
        for (int p = 0; p < passes.size(); p++) {
            single(passes.get(p), p);
        }
        if (!common.isEmpty()) {
            together(passes);
        }
        fields.forEach(field -> field.sorted().forEach(this::neighbours));
        return pairs.distinct();
    }

    private static long salted(long key, int pass) {
        return (key + pass * 0x9E3779B97F4A7C15L) >>> RECORD_BITS;
    }

    private void single(KeyPass pass, int number) {
        LongBag entries = new LongBag();
        for (int r = 0; r < records; r++) {
            int record = r;
            pass.keys(r, key -> entries.add(salted(key, number) << RECORD_BITS | record));
        }
        blocks(entries.distinct(), (sorted, from, to) -> common.put(sorted[from] >>> RECORD_BITS, to - from));
    }

    private interface Big {
        void block(long[] sorted, int from, int to);
    }

    /** Emits the pairs of small blocks, hands the others on. */
    private void blocks(long[] sorted, Big big) {
        for (int from = 0; from < sorted.length; ) {
            int to = from + 1;
            while (to < sorted.length && sorted[to] >>> RECORD_BITS == sorted[from] >>> RECORD_BITS) {
                to++;
            }
            if (to - from <= cap) {
                for (int i = from; i < to; i++) {
                    for (int j = i + 1; j < to; j++) {
                        pairs.add(Pairs.of((int) sorted[i] & RECORD_MASK, (int) sorted[j] & RECORD_MASK));
                    }
                }
            } else {
                big.block(sorted, from, to);
            }
            from = to;
        }
    }

    /** Records that share two common keys, and where that is still much, three. */
    private void together(List<KeyPass> passes) {
        LongBag two = new LongBag();
        long[][] keys = new long[records][];
        for (int r = 0; r < records; r++) {
            keys[r] = commonKeys(passes, r);
            for (int i = 0; i < keys[r].length; i++) {
                for (int j = i + 1; j < keys[r].length; j++) {
                    two.add(mixed(keys[r][i], keys[r][j]) << RECORD_BITS | r);
                }
            }
        }
        Map<Long, Boolean> still = new HashMap<>();
        blocks(two.distinct(), (sorted, from, to) -> still.put(sorted[from] >>> RECORD_BITS, true));
        if (still.isEmpty()) {
            return;
        }
        LongBag three = new LongBag();
        for (int r = 0; r < records; r++) {
            long[] mine = keys[r];
            for (int i = 0; i < mine.length; i++) {
                for (int j = i + 1; j < mine.length; j++) {
                    long both = mixed(mine[i], mine[j]);
                    for (int k = j + 1; still.containsKey(both) && k < mine.length; k++) {
                        three.add(mixed(both, mine[k]) << RECORD_BITS | r);
                    }
                }
            }
        }
        blocks(three.distinct(), this::cut);
    }

    /** A block nothing makes small: each record meets its next few only. */
    private void cut(long[] sorted, int from, int to) {
        long size = to - from;
        for (int i = from; i < to; i++) {
            for (int j = i + 1; j < Math.min(to, i + 1 + WINDOW); j++) {
                pairs.add(Pairs.of((int) sorted[i] & RECORD_MASK, (int) sorted[j] & RECORD_MASK));
            }
        }
        cutBlocks++;
        cutPairs += size * (size - 1) / 2 - size * WINDOW;
    }

    private static long mixed(long a, long b) {
        long low = Math.min(a, b);
        long high = Math.max(a, b);
        long mixed = (low * 31 + high) * 0x9E3779B97F4A7C15L;
        return (mixed ^ mixed >>> 29) >>> RECORD_BITS;
    }

    /** The record's common keys, the rarest first. */
    private long[] commonKeys(List<KeyPass> passes, int record) {
        LongBag mine = new LongBag();
        for (int p = 0; p < passes.size(); p++) {
            int number = p;
            passes.get(p).keys(record, key -> {
                long salted = salted(key, number);
                Integer size = common.get(salted);
                if (size != null) {
                    mine.add((long) size << 40 | salted);
                }
            });
        }
        long[] all = mine.distinct(); // by size, then by hash
        int most = Math.min(all.length, COMMON_KEYS);
        long[] keys = new long[most];
        for (int i = 0; i < most; i++) {
            keys[i] = all[i] & (1L << 40) - 1;
        }
        return keys;
    }

    /** Neighbours in the order of the values, read from the front and from the back. */
    private void neighbours(Column column) {
        for (boolean backwards : new boolean[] {false, true}) {
            String[] order = new String[column.distinct()];
            Integer[] codes = new Integer[order.length];
            for (int i = 0; i < order.length; i++) {
                order[i] =
                        backwards ? new StringBuilder(column.value(i)).reverse().toString() : column.value(i);
                codes[i] = i;
            }
            Arrays.sort(codes, Comparator.comparing(code -> order[code]));
            int[] someone = new int[order.length];
            for (int r = 0; r < records; r++) {
                if (column.has(r)) {
                    someone[column.code(r)] = r;
                }
            }
            for (int i = 0; i < codes.length; i++) {
                for (int j = i + 1; j <= Math.min(codes.length - 1, i + WINDOW); j++) {
                    pairs.add(Pairs.of(someone[codes[i]], someone[codes[j]]));
                }
            }
        }
    }
}
