package io.yihu.taxpayer.resolve.model;

import io.yihu.taxpayer.resolve.field.Comparison;
import java.util.List;

/**
 * Fellegi–Sunter weights: how often each level of each comparison occurs between records of one entity (m) and of two (u).
 *
 * @param prior share of true pairs among all pairs
 */
public record Weights(List<Comparison> comparisons, double[][] m, double[][] u, double prior) {
    private static final double RAREST = 1e-7;

    /** Natural logarithm of the odds that two records are one entity. */
    public double logOdds(int a, int b) {
        double sum = Math.log(prior / (1 - prior));
        for (int c = 0; c < m.length; c++) {
            Comparison comparison = comparisons.get(c);
            int level = comparison.level(a, b);
            if (level >= 0) {
                sum += weight(c, level) + rarity(c, level, comparison.share(a, b, level));
            }
        }
        return sum;
    }

    /** Evidence of one level, natural logarithm. */
    public double weight(int comparison, int level) {
        return Math.log(m[comparison][level] / u[comparison][level]);
    }

    /** Rare values say more than common ones: what to add when the value's own share is known. */
    double rarity(int comparison, int level, double share) {
        return Double.isNaN(share) ? 0 : Math.log(u[comparison][level] / Math.max(share, RAREST));
    }

    public static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
