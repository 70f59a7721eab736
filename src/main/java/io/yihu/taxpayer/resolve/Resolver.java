package io.yihu.taxpayer.resolve;

import io.yihu.taxpayer.resolve.field.Comparison;
import io.yihu.taxpayer.resolve.field.Field;
import io.yihu.taxpayer.resolve.model.Blocking;
import io.yihu.taxpayer.resolve.model.Clusters;
import io.yihu.taxpayer.resolve.model.Learning;
import io.yihu.taxpayer.resolve.model.Pairs;
import io.yihu.taxpayer.resolve.model.Threshold;
import io.yihu.taxpayer.resolve.model.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Finds which records of any set are the same thing: block, learn, score, cluster. */
public final class Resolver {
    private static final int CAP_SMALL = 60;
    private static final int CAP_LARGE = 25;
    private static final int SMALL = 50_000;

    private Resolver() {}

    /**
     * @param link probability from which pairs are linked, NaN to derive it; likewise {@code queue}
     * @param progress told each step's name and how many things it found
     */
    public static Resolution resolve(
            int records, List<Field> fields, double link, double queue, BiConsumer<String, Long> progress) {
        List<Comparison> comparisons = new ArrayList<>();
        fields.forEach(field -> comparisons.addAll(field.comparisons()));
        Blocking blocking = new Blocking(records, records <= SMALL ? CAP_SMALL : CAP_LARGE);
        long[] pairs = blocking.pairs(fields);
        progress.accept("candidates", (long) pairs.length);
        Weights weights = Learning.learn(comparisons, records, pairs);
        progress.accept("learned", Math.round(weights.prior() * records * (records - 1.0) / 2));
        double[] odds = new double[pairs.length];
        IntStream.range(0, pairs.length)
                .parallel()
                .forEach(i -> odds[i] = weights.logOdds(Pairs.first(pairs[i]), Pairs.second(pairs[i])));
        Threshold threshold =
                Threshold.of(odds, weights.prior() * records * (records - 1.0) / 2, fields.size() == 1, link, queue);
        Clusters clusters = Clusters.of(records, pairs, odds, weights, threshold.link(), threshold.queue());
        progress.accept("subjects", (long) clusters.count());
        return new Resolution(
                clusters.number(),
                clusters.count(),
                scored(pairs, odds, clusters.linked()),
                scored(pairs, odds, clusters.queued()),
                pairs.length,
                blocking.cutBlocks(),
                blocking.cutPairs(),
                Weights.probability(threshold.link()),
                Weights.probability(threshold.queue()),
                threshold.expectedF(),
                weights);
    }

    private static Resolution.Scored scored(long[] pairs, double[] odds, int[] chosen) {
        long[] some = new long[chosen.length];
        double[] probability = new double[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            some[i] = pairs[chosen[i]];
            probability[i] = Weights.probability(odds[chosen[i]]);
        }
        return new Resolution.Scored(some, probability);
    }
}
