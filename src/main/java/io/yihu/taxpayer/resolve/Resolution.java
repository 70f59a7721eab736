package io.yihu.taxpayer.resolve;

import io.yihu.taxpayer.resolve.model.Weights;

/**
 * What a search for equal records found.
 *
 * @param subject cluster of each record, numbered from 1 in the order of the records
 * @param linked pairs (see {@code Pairs}) that were accepted, with their probability; likewise those a person should look at
 * @param compared pairs scored
 * @param cutPairs pairs of blocks that were too common to compare all
 * @param expectedF expected F-measure of the pairs at the threshold, by their own probabilities
 */
public record Resolution(
        int[] subject,
        int subjects,
        Scored linked,
        Scored queued,
        long compared,
        long cutBlocks,
        long cutPairs,
        double linkAt,
        double queueAt,
        double expectedF,
        Weights weights) {
    /** Pairs and their probabilities. */
    public record Scored(long[] pairs, double[] probability) {}
}
