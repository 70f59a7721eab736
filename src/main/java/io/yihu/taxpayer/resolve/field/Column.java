package io.yihu.taxpayer.resolve.field;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Values of one column as numbers into a list of distinct normalised values. */
public final class Column {
    private static final double UNSEEN = 0.7;
    private final int[] codes;
    private final String[] values;
    private final int[] counts;
    private final int present;

    private Column(int[] codes, String[] values, int[] counts, int present) {
        this.codes = codes;
        this.values = values;
        this.counts = counts;
        this.present = present;
    }

    /** @param normal what makes raw values comparable; null or empty is missing */
    public static Column of(String[] raw, UnaryOperator<String> normal) {
        Map<String, Integer> known = new HashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        List<String> values = new ArrayList<>();
        int[] codes = new int[raw.length];
        int present = 0;
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == null || raw[i].isEmpty()) {
                codes[i] = -1;
                continue;
            }
            Integer code = seen.get(raw[i]);
            if (code == null) {
                String value = normal.apply(raw[i]);
                code = value == null || value.isEmpty()
                        ? -1
                        : known.computeIfAbsent(value, v -> {
                            values.add(v);
                            return values.size() - 1;
                        });
                seen.put(raw[i], code);
            }
            codes[i] = code;
            present += code >= 0 ? 1 : 0;
        }
        int[] counts = new int[values.size()];
        for (int code : codes) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        return new Column(codes, values.toArray(String[]::new), counts, present);
    }

    public int rows() {
        return codes.length;
    }

    /** Number of the record's value, -1 where it is missing. */
    public int code(int record) {
        return codes[record];
    }

    public boolean has(int record) {
        return codes[record] >= 0;
    }

    /** Null where it is missing. */
    public String text(int record) {
        return codes[record] < 0 ? null : values[codes[record]];
    }

    public int distinct() {
        return values.length;
    }

    public String value(int code) {
        return values[code];
    }

    public int count(int code) {
        return counts[code];
    }

    /** Chance that a further record carries the value, the two that agree on it left out of the count. */
    public double share(int code) {
        return (Math.max(0, counts[code] - 2) + UNSEEN) / Math.max(1, present);
    }

    public int present() {
        return present;
    }
}
