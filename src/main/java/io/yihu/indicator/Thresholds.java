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
