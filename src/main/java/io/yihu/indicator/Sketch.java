package io.yihu.indicator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values of one indicator in buckets half a per cent wide around zero: small, exact for repeated values, and adding up over parts.
 * Any quantile is the mean of a bucket, so at most half a per cent off.
 */
public final class Sketch {
    private static final double WIDTH = Math.log(1.01);
    private static final int MIDDLE = 10_000;
    private static final double TINY = 1e-12;
    private static final double FLOOR = 1e-4;
    private static final int BINS = 10;
    /** How many times the span of the middle eight tenths bars may reach beyond it. */
    private static final double REACH = 2;

    private final TreeMap<Integer, double[]> buckets = new TreeMap<>();
    private long subjects;
    private long known;
    private double minimum = Double.NaN;
    private double maximum = Double.NaN;

    static Sketch of(double[] values, int size) {
        Sketch sketch = new Sketch();
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        sketch.subjects = size;
        double[] bucket = null;
        int last = 0;
        for (int i = 0; i < size && sorted[i] == sorted[i]; i++) {
            if (bucket == null || sorted[i] != sorted[i - 1]) {
                int key = key(sorted[i]);
                if (bucket == null || key != last) {
                    bucket = sketch.buckets.computeIfAbsent(key, k -> new double[2]);
                    last = key;
                }
            }
            bucket[0]++;
            bucket[1] += sorted[i];
            sketch.known++;
            sketch.maximum = sorted[i];
        }
        sketch.minimum = sketch.known == 0 ? Double.NaN : sorted[0];
        return sketch;
    }

    static Sketch of(long subjects, double minimum, double maximum, Integer[] keys, Long[] counts, Double[] sums) {
        Sketch sketch = new Sketch();
        sketch.subjects = subjects;
        for (int i = 0; i < keys.length; i++) {
            sketch.buckets.put(keys[i], new double[] {counts[i], sums[i]});
            sketch.known += counts[i];
        }
        sketch.minimum = minimum;
        sketch.maximum = maximum;
        return sketch;
    }

    void add(Sketch other) {
        other.buckets.forEach((key, bucket) -> {
            double[] mine = buckets.computeIfAbsent(key, k -> new double[2]);
            mine[0] += bucket[0];
            mine[1] += bucket[1];
        });
        subjects += other.subjects;
        if (other.known > 0) {
            minimum = known == 0 ? other.minimum : Math.min(minimum, other.minimum);
            maximum = known == 0 ? other.maximum : Math.max(maximum, other.maximum);
        }
        known += other.known;
    }

    private static int key(double x) {
        if (Math.abs(x) < TINY) {
            return 0;
        }
        int size = MIDDLE + (int) Math.floor(Math.log(Math.abs(x)) / WIDTH);
        return x > 0 ? size : -size;
    }

    long subjects() {
        return subjects;
    }

    long known() {
        return known;
    }

    /** Null without data, as are the others. */
    Double minimum() {
        return known == 0 ? null : minimum;
    }

    Double maximum() {
        return known == 0 ? null : maximum;
    }

    Double quantile(double q) {
        if (known == 0) {
            return null;
        }
        double rank = q * (known - 1);
        double seen = 0;
        for (double[] bucket : buckets.values()) {
            seen += bucket[0];
            if (seen > rank) {
                return Math.max(minimum, Math.min(maximum, bucket[1] / bucket[0]));
            }
        }
        return maximum;
    }

    Integer[] keys() {
        return buckets.keySet().toArray(Integer[]::new);
    }

    Long[] counts() {
        return buckets.values().stream().map(bucket -> (long) bucket[0]).toArray(Long[]::new);
    }

    Double[] sums() {
        return buckets.values().stream().map(bucket -> bucket[1]).toArray(Double[]::new);
    }

    /** How far this lies from {@code before}: Σ (p − q) · ln(p / q) over the tenths of the one before and "no data". */
    Double stability(Sketch before) {
        if (subjects == 0 || before.subjects == 0) {
            return null;
        }
        int[] edges = new int[BINS - 1];
        for (int i = 1; i < BINS; i++) {
            Double cut = before.quantile(i / (double) BINS);
            edges[i - 1] = cut == null ? Integer.MIN_VALUE : key(cut);
        }
        double[] p = shares(edges);
        double[] q = before.shares(edges);
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            if (p[i] != q[i]) {
                sum += (Math.max(p[i], FLOOR) - Math.max(q[i], FLOOR))
                        * Math.log(Math.max(p[i], FLOOR) / Math.max(q[i], FLOOR));
            }
        }
        return sum;
    }

    private double[] shares(int[] edges) {
        double[] shares = new double[BINS + 1];
        for (Map.Entry<Integer, double[]> bucket : buckets.entrySet()) {
            int bin = 0;
            while (bin < edges.length && bucket.getKey() > edges[bin]) {
                bin++;
            }
            shares[bin] += bucket.getValue()[0] / subjects;
        }
        shares[BINS] = (subjects - known) / (double) subjects;
        return shares;
    }

    /** One bar of a histogram: from {@code low} up to {@code high}. */
    public record Bar(double low, double high, long count) {}

    /** Each value its own bar where there are few, else bars of equal width where most values lie, ends open. */
    List<Bar> histogram(int most) {
        List<Bar> bars = new ArrayList<>();
        if (buckets.size() <= most) {
            buckets.values().forEach(b -> bars.add(new Bar(b[1] / b[0], b[1] / b[0], (long) b[0])));
            return bars;
        }
        double middle = quantile(0.9) - quantile(0.1);
        boolean flat = !(middle > 0);
        double low = flat ? quantile(0.01) : Math.max(quantile(0.01), quantile(0.1) - REACH * middle);
        double high = flat ? quantile(0.99) : Math.min(quantile(0.99), quantile(0.9) + REACH * middle);
        double width = (high - low) / most;
        if (!(width > 0)) {
            return List.of(new Bar(minimum, maximum, known));
        }
        long[] counts = new long[most];
        for (double[] bucket : buckets.values()) {
            int bin = (int) Math.floor((bucket[1] / bucket[0] - low) / width);
            counts[Math.max(0, Math.min(most - 1, bin))] += (long) bucket[0];
        }
        for (int i = 0; i < most; i++) {
            double from = i == 0 ? minimum : low + i * width;
            double to = i == most - 1 ? maximum : low + (i + 1) * width;
            bars.add(new Bar(from, to, counts[i]));
        }
        return bars;
    }
}
