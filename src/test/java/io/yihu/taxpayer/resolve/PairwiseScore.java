package io.yihu.taxpayer.resolve;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pairwise precision and recall of clusters against the truth, counted by groups. */
record PairwiseScore(double precision, double recall) {
    static PairwiseScore of(List<String> truth, int[] found) {
        Map<String, Integer> real = new HashMap<>();
        Map<String, Integer> said = new HashMap<>();
        Map<String, Integer> both = new HashMap<>();
        for (int i = 0; i < found.length; i++) {
            real.merge(truth.get(i), 1, Integer::sum);
            said.merge(Integer.toString(found[i]), 1, Integer::sum);
            both.merge(truth.get(i) + '|' + found[i], 1, Integer::sum);
        }
        return new PairwiseScore(pairs(both) / Math.max(1, pairs(said)), pairs(both) / Math.max(1, pairs(real)));
    }

    private static double pairs(Map<String, Integer> groups) {
        return groups.values().stream().mapToDouble(n -> n * (n - 1) / 2.0).sum();
    }

    double f() {
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }
}
