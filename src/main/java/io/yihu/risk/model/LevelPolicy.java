package io.yihu.risk.model;

import io.yihu.risk.Level;

/** From score to level: bands, hard rules, white and grey list, memory of the periods before, a decision of persons. */
public final class LevelPolicy {
    public static final double GREY_EXTRA = 10;

    private LevelPolicy() {}

    /** What the numbers of one period say with the usual bands. */
    static Level computed(double score, boolean hard, boolean white) {
        return computed(score, hard, white, 15, 40, 70);
    }

    static Level computed(double score, boolean hard, boolean white, ModelSpec spec) {
        return computed(score, hard, white, spec.lowFrom(), spec.mediumFrom(), spec.highFrom());
    }

    private static Level computed(
            double score, boolean hard, boolean white, double lowFrom, double mediumFrom, double highFrom) {
        if (hard) {
            return Level.HIGH;
        }
        Level level = score >= highFrom
                ? Level.HIGH
                : score >= mediumFrom ? Level.MEDIUM : score >= lowFrom ? Level.LOW : Level.NONE;
        return white ? Level.min(level, Level.MEDIUM) : level;
    }

    public static double listed(double score, boolean grey) {
        return grey ? Math.min(100, score + GREY_EXTRA) : score;
    }

    /**
     * Rises at once, drops only after a number of periods below in a row: the level is the highest of what this period and
     * those of the cool-down before it computed.
     */
    public static Level effective(Level computed, Level highestBefore) {
        return highestBefore == null ? computed : Level.max(computed, highestBefore);
    }

    /** What two persons decided stands, but never below HIGH where a hard rule is met. */
    public static Level decided(Level effective, Level decision, boolean hard) {
        return decision == null || hard ? effective : decision;
    }
}
