package io.yihu.risk.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How well a score puts the bad ones before the good ones: the area under the curve with its 95 % interval after DeLong, DeLong
 * and Clarke-Pearson (1988), worked out from ranks (Sun and Xu 2014).
 *
 * @param area chance that a bad one drawn at random scores higher than a good one, ties counting half; null where one side is empty
 * @param low null where a side has fewer than two
 */
public record RankQuality(int bad, int good, Double area, Double low, Double high) {
    private static final double NINETY_FIVE = 1.959963984540054;

    /** A point of the curve: of the good ones {@code alarms} are above some score, of the bad ones {@code caught}. */
    public record Point(double alarms, double caught) {}

    public static RankQuality of(double[] bad, double[] good) {
        int m = bad.length;
        int n = good.length;
        if (m == 0 || n == 0) {
            return new RankQuality(m, n, null, null, null);
        }
        double[] all = Arrays.copyOf(bad, m + n);
        System.arraycopy(good, 0, all, m, n);
        double[] among = ranks(all);
        double[] ownBad = ranks(bad);
        double[] ownGood = ranks(good);
        double[] wins = new double[m];
        double area = 0;
        for (int i = 0; i < m; i++) {
            wins[i] = (among[i] - ownBad[i]) / n;
            area += wins[i] / m;
        }
        double[] losses = new double[n];
        for (int j = 0; j < n; j++) {
            losses[j] = 1 - (among[m + j] - ownGood[j]) / m;
        }
        if (m < 2 || n < 2) {
            return new RankQuality(m, n, area, null, null);
        }
        double half = NINETY_FIVE * Math.sqrt(variance(wins, area) / m + variance(losses, area) / n);
        return new RankQuality(m, n, area, Math.max(0, area - half), Math.min(1, area + half));
    }

    /** Whether the interval leaves out one half: then the ranking says more than chance, or less. */
    public boolean distinct() {
        return low != null && (low > 0.5 || high < 0.5);
    }

    /** The share of bad ones caught at every twentieth of alarms among the good ones; ties are cut in proportion. */
    public static List<Point> curve(double[] bad, double[] good) {
        List<double[]> steps = steps(bad, good);
        List<Point> curve = new ArrayList<>();
        int step = 0;
        for (int twentieth = 0; twentieth <= 20; twentieth++) {
            double alarms = twentieth / 20.0;
            while (step + 1 < steps.size() && steps.get(step + 1)[0] <= alarms) {
                step++;
            }
            double[] from = steps.get(step);
            double[] to = steps.get(Math.min(step + 1, steps.size() - 1));
            double way = to[0] > from[0] ? (alarms - from[0]) / (to[0] - from[0]) : 0;
            curve.add(new Point(alarms, from[1] + way * (to[1] - from[1])));
        }
        return curve;
    }

    /** Corners of the curve, from the highest score down. */
    private static List<double[]> steps(double[] bad, double[] good) {
        double[] fallingBad = Arrays.stream(bad).sorted().toArray();
        double[] fallingGood = Arrays.stream(good).sorted().toArray();
        List<double[]> steps = new ArrayList<>();
        steps.add(new double[] {0, 0});
        int b = bad.length;
        int g = good.length;
        while (b > 0 || g > 0) {
            double cut = Math.max(
                    b > 0 ? fallingBad[b - 1] : Double.NEGATIVE_INFINITY,
                    g > 0 ? fallingGood[g - 1] : Double.NEGATIVE_INFINITY);
            while (b > 0 && fallingBad[b - 1] >= cut) {
                b--;
            }
            while (g > 0 && fallingGood[g - 1] >= cut) {
                g--;
            }
            steps.add(new double[] {
                good.length == 0 ? 1 : 1 - (double) g / good.length, bad.length == 0 ? 1 : 1 - (double) b / bad.length
            });
        }
        return steps;
    }

    /** Ranks from 1, equal values sharing their mean. */
    private static double[] ranks(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int at = from; at < to; at++) {
                ranks[order[at]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    private static double variance(double[] values, double mean) {
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }
}
