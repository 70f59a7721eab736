package io.yihu.performance;

/** How a value becomes points; the five forms of the appraisal rules, as pure functions of the value and the weight. */
public sealed interface ScoreFunction {
    /** Points out of {@code weight} for the value {@code x}. */
    double points(double x, double weight);

    /** SF1: the more the better, from nothing at {@code floor} to everything at {@code target}. */
    record HigherIsBetter(double floor, double target) implements ScoreFunction {
        @Override
        public double points(double x, double weight) {
            return weight * clamp((x - floor) / (target - floor));
        }
    }

    /** SF2: the less the better, from everything at {@code target} to nothing at {@code cap}. */
    record LowerIsBetter(double target, double cap) implements ScoreFunction {
        @Override
        public double points(double x, double weight) {
            return weight * clamp((cap - x) / (cap - target));
        }
    }

    /** SF3: {@code each} points off for every event, never below zero; {@code x} is the count. */
    record Deduction(double each) implements ScoreFunction {
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
