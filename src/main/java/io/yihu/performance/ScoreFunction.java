package io.yihu.performance;

/** How a value becomes points; the five forms of the appraisal rules, as pure functions of the value and the weight. */
public sealed interface ScoreFunction {
    /** Points out of {@code weight} for the value {@code x}. */
    double points(double x, double weight);

    /** The form {@code kind} with its parameters; those it does not need play no part. */
    static ScoreFunction of(String kind, double first, double second) {
        return switch (kind) {
            case "SF1" -> new HigherIsBetter(first, second);
            case "SF2" -> new LowerIsBetter(first, second);
            case "SF3" -> new Deduction(first);
            case "SF4" -> new RankBand();
            case "SF5" -> new Bonus(first, second);
            default -> throw new IllegalArgumentException("unknown function " + kind);
        };
    }

    /** Whether the parameters give points at all: no division by zero, nothing upside down. */
    default boolean sound() {
        return true;
    }

    /** Whether it gives points for a count of events. */
    default boolean counts() {
        return this instanceof Deduction || this instanceof Bonus;
    }

    /** Whether a smaller value is the better one. */
    default boolean lessIsBetter() {
        return this instanceof LowerIsBetter || this instanceof Deduction;
    }

    /** SF1: the more the better, from nothing at {@code floor} to everything at {@code target}. */
    record HigherIsBetter(double floor, double target) implements ScoreFunction {
        @Override
        public boolean sound() {
            return floor < target;
        }

        @Override
        public double points(double x, double weight) {
            return weight * clamp((x - floor) / (target - floor));
        }
    }

    /** SF2: the less the better, from everything at {@code target} to nothing at {@code cap}. */
    record LowerIsBetter(double target, double cap) implements ScoreFunction {
        @Override
        public boolean sound() {
            return target < cap;
        }

        @Override
        public double points(double x, double weight) {
            return weight * clamp((cap - x) / (cap - target));
        }
    }

    /** SF3: {@code each} points off for every event, never below zero; {@code x} is the count. */
    record Deduction(double each) implements ScoreFunction {
        @Override
        public boolean sound() {
            return each > 0;
        }

        @Override
        public double points(double x, double weight) {
            return Math.max(0, weight - each * x);
        }
    }

    /**
     * SF4: band of the rank among peers; {@code x} is the share of peers that stand before, from 0 for the first. Top 20 %
     * get all, the next 30 % get 0.95, the next 30 % get 0.90, the rest 0.85.
     */
    record RankBand() implements ScoreFunction {
        @Override
        public double points(double x, double weight) {
            return weight * (x < 0.2 ? 1 : x < 0.5 ? 0.95 : x < 0.8 ? 0.90 : 0.85);
        }
    }

    /** SF5: {@code each} points for every event up to {@code most}, beside the hundred; the weight plays no part. */
    record Bonus(double each, double most) implements ScoreFunction {
        @Override
        public boolean sound() {
            return each > 0 && most > 0;
        }

        @Override
        public double points(double x, double weight) {
            return Math.min(most, each * x);
        }
    }

    /** Small samples lean towards the peers: (Σnum + α·p0) / (Σden + α). */
    static double shrunk(double num, double den, double peers, double alpha) {
        return (num + alpha * peers) / (den + alpha);
    }

    private static double clamp(double share) {
        return Math.max(0, Math.min(1, share));
    }
}
