package io.yihu.taxpayer.resolve.field;

import java.util.List;

/** One thing compared between two records, in levels of agreement. */
public interface Comparison {
    /** A side is missing: no evidence, neither for nor against. */
    int NONE = -1;

    String name();

    /** Names of the levels, 0 is plain difference, the last is full agreement. */
    List<String> levels();

    /** How often each level is expected between records of one entity before the data have spoken; sums to 1. */
    double[] expected();

    /** Level of two records by their numbers, or {@link #NONE}. */
    int level(int a, int b);

    /** How far the expectation stands against the data: 0 it only starts them off, 1 both weigh alike, more and it rules. */
    default double firmness() {
        return 0;
    }

    /** Chance that an unrelated record agrees like this with one of the two; NaN where the level alone says it. */
    default double share(int a, int b, int level) {
        return Double.NaN;
    }
}
