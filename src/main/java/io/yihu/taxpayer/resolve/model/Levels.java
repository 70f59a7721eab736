package io.yihu.taxpayer.resolve.model;

import io.yihu.taxpayer.resolve.field.Comparison;
import java.util.List;
import java.util.stream.IntStream;

/** Levels and shares of many pairs, laid out in arrays. */
final class Levels {
    final int pairs;
    final byte[][] level;
    final float[][] share;

    Levels(List<Comparison> comparisons, long[] pairs) {
        this.pairs = pairs.length;
        level = new byte[comparisons.size()][pairs.length];
        share = new float[comparisons.size()][pairs.length];
        IntStream.range(0, comparisons.size()).parallel().forEach(c -> {
            Comparison comparison = comparisons.get(c);
            for (int i = 0; i < pairs.length; i++) {
                int a = Pairs.first(pairs[i]);
                int b = Pairs.second(pairs[i]);
                int found = comparison.level(a, b);
                level[c][i] = (byte) found;
                share[c][i] = found < 0 ? Float.NaN : (float) comparison.share(a, b, found);
            }
        });
    }

    double logOdds(Weights weights, int pair) {
        double sum = Math.log(weights.prior() / (1 - weights.prior()));
        for (int c = 0; c < level.length; c++) {
            int found = level[c][pair];
            if (found >= 0) {
                sum += weights.weight(c, found) + weights.rarity(c, found, share[c][pair]);
            }
        }
        return sum;
    }
}
