package io.yihu.indicator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Arrays;

/** The months of one measure for all subjects of a part, newest first, and what is derived from them. */
final class SeriesMonths {
    static final int MONTHS = 15;
    private static final int FEWEST = 3;
    private final double[][] months;
    private final boolean largest;

    SeriesMonths(int subjects, boolean largest) {
        this.largest = largest;
        months = new double[MONTHS][subjects];
        Arrays.stream(months).forEach(month -> Arrays.fill(month, Double.NaN));
    }

    private SeriesMonths(double[][] months, boolean largest) {
        this.months = months;
        this.largest = largest;
    }

    /** What {@link #bytes} has written. */
    static SeriesMonths of(byte[] bytes, int subjects, boolean largest) {
        DoubleBuffer numbers =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
        double[][] months = new double[MONTHS][subjects];
        Arrays.stream(months).forEach(numbers::get);
        return new SeriesMonths(months, largest);
    }

    /** Month after month, no data included. */
    byte[] bytes() {
        byte[] bytes = new byte[MONTHS * months[0].length * Double.BYTES];
        DoubleBuffer numbers =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
        Arrays.stream(months).forEach(numbers::put);
        return bytes;
    }

    void set(int back, int subject, double value) {
        months[back][subject] = value;
    }

    /** Whether anybody's figure of that month is known. */
    boolean known(int back) {
        return Arrays.stream(months[back]).anyMatch(x -> x == x);
    }

    /** A month known of others: whoever has no row has none. */
    void zero(int back) {
        double[] month = months[back];
        for (int i = 0; i < month.length; i++) {
            if (month[i] != month[i]) {
                month[i] = 0;
            }
        }
    }

    /** Sum or largest of {@code length} months from {@code back} on; no data where none of them is known. */
    double window(int subject, int back, int length) {
        double all = Double.NaN;
        for (int i = back; i < back + length; i++) {
            double x = months[i][subject];
            if (x == x) {
                all = all != all ? x : largest ? Math.max(all, x) : all + x;
            }
        }
        return all;
    }

    /** (now − before) / |before|; no data where there was nothing before. */
    double change(int subject, int before) {
        double now = window(subject, 0, 3);
        double then = window(subject, before, 3);
        return then == 0 ? Double.NaN : (now - then) / Math.abs(then);
    }

    /** Standard deviation of twelve months over their mean; no data below three known months or without a mean. */
    double volatility(int subject) {
        int n = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 12; i++) {
            double x = months[i][subject];
            if (x == x) {
                n++;
                sum += x;
                squares += x * x;
            }
        }
        double mean = sum / n;
        if (n < FEWEST || mean == 0) {
            return Double.NaN;
        }
        return Math.sqrt(Math.max(0, squares / n - mean * mean)) / Math.abs(mean);
    }

    /** Place of a value among quantiles at equal steps, 0 to 1. */
    static double rank(double x, double[] cuts) {
        if (x != x) {
            return Double.NaN;
        }
        int steps = cuts.length - 1;
        if (x >= cuts[steps]) {
            return 1;
        }
        int at = steps - 1;
        while (at >= 0 && cuts[at] > x) {
            at--;
        }
        return at < 0 ? 0 : (at + (x - cuts[at]) / (cuts[at + 1] - cuts[at])) / steps;
    }
}
