package io.yihu.risk;

/** From score to level: bands, hard rules, white and grey list, and memory of the period before. */
final class LevelPolicy {
    static final double GREY_EXTRA = 10;

    private LevelPolicy() {}

    /** What the numbers of one period say. */
    static Level computed(double score, boolean hard, boolean white) {
        if (hard) {
            return Level.HIGH;
        }
        Level level = score >= 70 ? Level.HIGH : score >= 40 ? Level.MEDIUM : score >= 15 ? Level.LOW : Level.NONE;
        return white ? Level.min(level, Level.MEDIUM) : level;
    }

    static double listed(double score, boolean grey) {
        return grey ? Math.min(100, score + GREY_EXTRA) : score;
    }

    /**
     * Rises at once, drops only after two periods below in a row: the level is the higher of what this period and the one
     * before computed.
     */
    static Level effective(Level computed, Level computedBefore) {
        return computedBefore == null ? computed : Level.max(computed, computedBefore);
    }
}
