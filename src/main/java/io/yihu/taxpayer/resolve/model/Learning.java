package io.yihu.taxpayer.resolve.model;

import io.yihu.taxpayer.resolve.field.Comparison;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Learns the weights from the records themselves, without labels: true pairs are practically all among the candidates, so that the
 * candidates give m and the number of true pairs, and random pairs give u; candidates that look alike by chance raise u where
 * random pairs are too few to show it.
 */
public final class Learning {
    private static final int RANDOM_PAIRS = 600_000;
    /** Random pairs for a few candidates, and for each candidate beyond. */
    private static final int FEW = 150_000;

    private static final int SOME = 40;
    private static final int SAMPLE = 1_500_000;
    private static final int ROUNDS = 60;
    /** Weight of the expectation against what the data say, in pairs. */
    private static final double BELIEF = 15;

    private static final double SMALLEST_U = 0.5;
    /** A random pair that stands for more pairs than this says too little about true pairs outside the blocks. */
    private static final double FAINT = 40;

    private static final double SETTLED = 1e-4;
    private final List<Comparison> comparisons;
    private final int records;
    private double[][] m;
    private double[][] u;
    private double prior;
    /** Share of random pairs where both sides have the value. */
    private double[] filled;
    /** For each random pair that is no candidate, how many such pairs it stands for; null where it would be too many. */
    private double[] outside;

    private Learning(List<Comparison> comparisons, int records) {
        this.comparisons = comparisons;
        this.records = records;
    }

    /** @param candidates distinct pairs from blocking */
    public static Weights learn(List<Comparison> comparisons, int records, long[] candidates) {
        Learning learning = new Learning(comparisons, records);
        return learning.run(candidates);
    }

    private Weights run(long[] candidates) {
        double all = records * (records - 1.0) / 2;
        double factor = Math.max(1, (double) candidates.length / SAMPLE);
        Levels near = new Levels(comparisons, thinned(candidates));
        long[] drawn = random(all, (int) Math.min(RANDOM_PAIRS, Math.max(FEW, (long) SOME * candidates.length)));
        Levels random = new Levels(comparisons, drawn);
        double each = all / drawn.length;
        outside = each > FAINT ? null : outside(drawn, candidates, each);
        start(random, all);
        for (int round = 0; round < ROUNDS; round++) {
            double[][] before = m;
            double before1 = prior;
            step(near, random, all, factor);
            if (Math.abs(prior - before1) < SETTLED * before1 && distance(before, m) < SETTLED) {
                break;
            }
        }
        return weights();
    }

    private static double[] outside(long[] drawn, long[] candidates, double each) {
        double[] stands = new double[drawn.length];
        for (int i = 0; i < drawn.length; i++) {
            stands[i] = Arrays.binarySearch(candidates, drawn[i]) < 0 ? each : 0;
        }
        return stands;
    }

    private Weights weights() {
        return new Weights(comparisons, m, u, prior);
    }

    private static long[] thinned(long[] candidates) {
        if (candidates.length <= SAMPLE) {
            return candidates;
        }
        long[] some = new long[SAMPLE];
        for (int i = 0; i < SAMPLE; i++) {
            some[i] = candidates[(int) ((long) i * candidates.length / SAMPLE)];
        }
        return some;
    }

    private long[] random(double all, int enough) {
        SplittableRandom dice = new SplittableRandom(4711);
        long[] pairs = new long[(int) Math.min(Math.min(RANDOM_PAIRS, enough), Math.max(1, all * 2))];
        for (int i = 0; i < pairs.length; i++) {
            int a = dice.nextInt(records);
            int b = dice.nextInt(records - 1);
            pairs[i] = Pairs.of(a, b >= a ? b + 1 : b);
        }
        return pairs;
    }

    private void start(Levels random, double all) {
        m = new double[comparisons.size()][];
        u = new double[comparisons.size()][];
        filled = new double[m.length];
        for (int c = 0; c < m.length; c++) {
            m[c] = comparisons.get(c).expected().clone();
            u[c] = new double[m[c].length];
            for (int i = 0; i < random.pairs; i++) {
                if (random.level[c][i] >= 0) {
                    u[c][random.level[c][i]]++;
                    filled[c]++;
                }
            }
            filled[c] = Math.max(1, filled[c]) / random.pairs;
            normalise(u[c], SMALLEST_U);
        }
        prior = Math.min(0.1, 0.3 * records / all);
    }

    private static void normalise(double[] counts, double floor) {
        double sum = 0;
        for (int l = 0; l < counts.length; l++) {
            counts[l] += floor;
            sum += counts[l];
        }
        for (int l = 0; l < counts.length; l++) {
            counts[l] /= sum;
        }
    }

    /** One round of expectation and maximisation. */
    private void step(Levels near, Levels random, double all, double factor) {
        double[][] same = zeros();
        double[][] apart = zeros();
        double[][] other = zeros();
        double expected = sum(near, null, factor, same, apart);
        double more = sum(random, outside, 1, outside == null ? zeros() : same, other);
        expected += outside == null ? 0 : more;
        Weights now = weights();
        m = new double[comparisons.size()][];
        double[][] nextU = new double[m.length][];
        for (int c = 0; c < m.length; c++) {
            double[] belief = comparisons.get(c).expected();
            m[c] = new double[belief.length];
            double firm = BELIEF
                    + comparisons.get(c).firmness() * Arrays.stream(same[c]).sum();
            nextU[c] = other[c].clone();
            for (int l = 0; l < belief.length; l++) {
                m[c][l] = same[c][l] + firm * belief[l];
            }
            normalise(m[c], 0);
            normalise(nextU[c], SMALLEST_U);
            for (int l = 1; l < belief.length; l++) {
                nextU[c][l] = Math.max(nextU[c][l], apart[c][l] / (all * filled[c]));
            }
            normalise(nextU[c], 0);
        }
        u = nextU;
        prior = Math.min(0.5, (expected + 1) / (all + 2));
    }

    private double[][] zeros() {
        double[][] zeros = new double[m.length][];
        for (int c = 0; c < zeros.length; c++) {
            zeros[c] = new double[comparisons.get(c).expected().length];
        }
        return zeros;
    }

    /** Adds each pair's probability to its levels, {@code stands} or {@code factor} times; returns the expected number of true pairs. */
    private double sum(Levels levels, double[] stands, double factor, double[][] same, double[][] apart) {
        Weights now = weights();
        double expected = 0;
        for (int i = 0; i < levels.pairs; i++) {
            double p = Weights.probability(levels.logOdds(now, i));
            double times = stands == null ? factor : stands[i];
            expected += p * times;
            for (int c = 0; c < same.length; c++) {
                int level = levels.level[c][i];
                if (level >= 0) {
                    same[c][level] += p * times;
                    apart[c][level] += (1 - p) * (stands == null ? factor : 1);
                }
            }
        }
        return expected;
    }

    private static double distance(double[][] a, double[][] b) {
        double most = 0;
        for (int c = 0; c < a.length; c++) {
            for (int l = 0; l < a[c].length; l++) {
                most = Math.max(most, Math.abs(a[c][l] - b[c][l]));
            }
        }
        return most;
    }
}
