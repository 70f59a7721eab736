package io.yihu.taxpayer.resolve.model;

import java.util.Arrays;

/**
 * From which log-odds a pair is linked and from which a person is asked.
 *
 * <p>The best threshold for the F-measure is half of the F-measure that can be reached; since a cluster of
 * records with several fields must hold together as well, a good third of it is asked of a single pair there.
 *
 * @param link log-odds from which a pair is linked
 * @param expectedF F-measure the probabilities promise
 */
public record Threshold(double link, double queue, double expectedF) {
    private static final double HOLDS_TOGETHER = 0.35;
    private static final double BY_ITSELF = 0.5;
    private static final double ASK = 0.4;

    /**
     * @param truePairs how many true pairs there are by the weights' own account
     * @param oneField a cluster of records with one field holds together no better than its pairs
     * @param link probability that was asked for, NaN to derive it; likewise {@code queue}
     */
    public static Threshold of(double[] logOdds, double truePairs, boolean oneField, double link, double queue) {
        double[] sorted = logOdds.clone();
        Arrays.parallelSort(sorted);
        double best = 0;
        double sum = 0;
        for (int i = sorted.length - 1; i >= 0; i--) {
            sum += Weights.probability(sorted[i]);
            best = Math.max(best, 2 * sum / (sorted.length - i + Math.max(truePairs, sum)));
        }
        double derived = Double.isNaN(link) ? (oneField ? BY_ITSELF : HOLDS_TOGETHER) * Math.max(best, 0.2) : link;
        double asked = Double.isNaN(queue) ? ASK * derived : Math.min(queue, derived);
        return new Threshold(odds(derived), odds(asked), best);
    }

    private static double odds(double probability) {
        return Math.log(probability / (1 - Math.min(probability, 1 - 1e-12)));
    }
}
