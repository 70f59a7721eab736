package io.yihu.indicator;

/**
 * Where a value begins to count and where it counts fully; NaN where a side is not set.
 *
 * @param lowWarn lower side of an out-of-band indicator
 * @param inclusive the threshold itself is already past
 */
public record Thresholds(
        Direction direction, double warn, double high, double lowWarn, double lowHigh, boolean inclusive) {
    public static final double UNSET = Double.NaN;

    /**
     * 0 where not past the warning threshold or without data; 0.5 at the warning, 1 from the high threshold on, straight in
     * between; 0.5 for a flag that only warns.
     */
    public double severity(double x) {
        if (x != x) {
            return 0;
        }
        return switch (direction) {
            case H -> above(x, warn, high);
            case L -> above(-x, -warn, -high);
            case O -> Math.max(above(x, warn, high), above(-x, -lowWarn, -lowHigh));
            case B -> x == 0 ? 0 : (high == high ? 1 : 0.5);
        };
    }

    /**
     * Puts the places of values that may be past a threshold into {@code at} and returns how many; whoever is not among them has a
     * severity of 0. Written so that no branch depends on a value: most are not past, and nobody can guess which.
     */
    int candidates(double[] values, int from, int to, int[] at) {
        double least = warn == warn ? warn : high;
        double most = direction == Direction.L ? least : lowWarn == lowWarn ? lowWarn : lowHigh;
        int n = 0;
        switch (direction) {
            case H -> {
                for (int i = from; i < to; i++) {
                    at[n] = i;
                    n += values[i] >= least ? 1 : 0;
                }
            }
            case L -> {
                for (int i = from; i < to; i++) {
                    at[n] = i;
                    n += values[i] <= most ? 1 : 0;
                }
            }
            case O -> {
                for (int i = from; i < to; i++) {
                    at[n] = i;
                    n += (values[i] >= least ? 1 : 0) | (values[i] <= most ? 1 : 0);
                }
            }
            case B -> {
                for (int i = from; i < to; i++) {
                    at[n] = i;
                    n += values[i] != 0 ? 1 : 0;
                }
            }
        }
        return n;
    }

    private double above(double x, double from, double full) {
        if (from != from) {
            return full == full && past(x, full) ? 1 : 0;
        }
        if (!past(x, from)) {
            return 0;
        }
        if (full != full) {
            return 0.5;
        }
        if (full <= from) {
            return 1;
        }
        double way = (x - from) / (full - from);
        return 0.5 + 0.5 * (way < 0 ? 0 : way > 1 ? 1 : way);
    }

    private boolean past(double x, double threshold) {
        return inclusive ? x >= threshold : x > threshold;
    }
}
