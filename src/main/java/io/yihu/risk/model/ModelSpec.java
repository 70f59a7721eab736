package io.yihu.risk.model;

import io.yihu.indicator.Direction;
import io.yihu.indicator.Thresholds;
import java.util.List;

/**
 * A model as experts write it: the one document that is typed, compared, approved, stored and compiled.
 *
 * @param lowFrom score from which the level is LOW; likewise MEDIUM and HIGH
 * @param coolDown periods in a row a subject must be below before its level falls
 * @param approvals how many persons must approve the version that follows this one
 * @param bound how far a local variant may move thresholds and weights, 0.3 = by 30 %
 */
public record ModelSpec(
        String titleZh,
        String titleEn,
        double lowFrom,
        double mediumFrom,
        double highFrom,
        int coolDown,
        int approvals,
        double bound,
        List<Line> lines,
        List<Rule> rules) {

    public ModelSpec {
        lines = lines == null ? List.of() : List.copyOf(lines);
        rules = rules == null ? List.of() : List.copyOf(rules);
    }

    /** One condition of the scorecard; null where a side is not set. */
    public record Line(
            String code,
            Direction direction,
            Double warn,
            Double high,
            Double lowWarn,
            Double lowHigh,
            boolean inclusive,
            double weight,
            boolean hard,
            List<Override> overrides) {
        public Line {
            overrides = overrides == null ? List.of() : List.copyOf(overrides);
        }

        public Thresholds thresholds() {
            return new Thresholds(direction, set(warn), set(high), set(lowWarn), set(lowHigh), inclusive);
        }

        Thresholds thresholds(Override o) {
            return new Thresholds(
                    direction,
                    set(o.warn() == null ? warn : o.warn()),
                    set(o.high() == null ? high : o.high()),
                    set(o.lowWarn() == null ? lowWarn : o.lowWarn()),
                    set(o.lowHigh() == null ? lowHigh : o.lowHigh()),
                    inclusive);
        }

        /** The same with other thresholds, as a slider moves them. */
        public Line moved(Double newWarn, Double newHigh, Double newWeight) {
            return new Line(
                    code,
                    direction,
                    newWarn == null ? warn : newWarn,
                    newHigh == null ? high : newHigh,
                    lowWarn,
                    lowHigh,
                    inclusive,
                    newWeight == null ? weight : newWeight,
                    hard,
                    overrides);
        }

        private static double set(Double value) {
            return value == null ? Thresholds.UNSET : value;
        }
    }

    /** What is different for subjects of an industry and a region; empty prefix = all, null = as usual. */
    public record Override(
            String industry, String division, Double warn, Double high, Double lowWarn, Double lowHigh, Double weight) {
        public Override {
            industry = industry == null ? "" : industry.strip();
            division = division == null ? "" : division.strip();
        }
    }

    /** What a rule does where it is met: points for the raw score, a least score, or HIGH at once. */
    public enum Effect {
        POINTS,
        FLOOR,
        HARD
    }

    /** A tree of conditions written as rows: what a group holds stands below it, one step deeper. */
    public record Rule(String name, Effect effect, double amount, List<Row> rows) {
        public Rule {
            rows = rows == null ? List.of() : List.copyOf(rows);
        }
    }

    /** What a row of a tree says. */
    public enum Kind {
        ALL,
        ANY,
        NOT,
        COMPARE,
        AGAINST,
        MISSING,
        EVENT,
        HITS,
        RULE
    }

    /**
     * One row of a tree.
     *
     * @param code indicator; of EVENT the changed item; of RULE the other rule's name
     * @param value number compared with; of AGAINST the factor; of EVENT months; of HITS the least count
     * @param other of AGAINST the other indicator
     */
    public record Row(int depth, Kind kind, String code, String op, Double value, String other) {}

    public Line line(String code) {
        return lines.stream().filter(l -> l.code().equals(code)).findFirst().orElse(null);
    }

    /** The same with one line replaced. */
    public ModelSpec with(Line line) {
        return new ModelSpec(
                titleZh,
                titleEn,
                lowFrom,
                mediumFrom,
                highFrom,
                coolDown,
                approvals,
                bound,
                lines.stream().map(l -> l.code().equals(line.code()) ? line : l).toList(),
                rules);
    }
}
