package io.yihu.indicator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Weighted conditions over vectors that stand column by column; one subject is a batch of one. */
public final class Scorecard {
    /** Values looked at before the first of them is judged; they and the places found stay in the nearest cache. */
    private static final int BLOCK = 512;

    private final Line[] lines;

    /**
     * A condition and what replaces it in a segment of subjects.
     *
     * @param bySegment by number of the segment; null where the condition is the same for everybody
     */
    public record Line(Condition usual, Condition[] bySegment) {
        Condition of(int segment) {
            return bySegment == null ? usual : bySegment[segment];
        }
    }

    public Scorecard(List<Condition> conditions) {
        this(conditions.stream().map(c -> new Line(c, null)).toArray(Line[]::new));
    }

    /** Conditions the vectors have no place for are left out. */
    public Scorecard(Line[] lines) {
        this.lines = java.util.Arrays.stream(lines)
                .filter(line -> line.usual().place() >= 0)
                .toArray(Line[]::new);
    }

    public int size() {
        return lines.length;
    }

    public Line line(int number) {
        return lines[number];
    }

    /**
     * Adds up weight × severity for every subject.
     *
     * @param columns values by place, then subject; NaN = no data
     * @param raw receives the sums
     * @param hard receives whether any hard rule is met
     */
    public void judge(double[][] columns, int subjects, double[] raw, boolean[] hard) {
        judge(new Columns(subjects, columns, null), raw, hard, null);
    }

    /** The same with overrides by segment; {@code hits} receives how many conditions are met, null where nobody asks. */
    public void judge(Columns columns, double[] raw, boolean[] hard, int[] hits) {
        for (Line line : lines) {
            Condition usual = line.usual();
            double[] values = columns.values()[usual.place()];
            if (line.bySegment() != null && columns.segments() != null) {
                addBySegment(line.bySegment(), values, columns, raw, hits);
            } else {
                add(usual, values, columns.size(), raw, hits);
            }
            if (usual.hardPlace() >= 0) {
                double[] flags = columns.values()[usual.hardPlace()];
                for (int i = 0; i < columns.size(); i++) {
                    hard[i] |= flags[i] == 1;
                }
            }
        }
    }

    private static void add(Condition condition, double[] values, int subjects, double[] raw, int[] hits) {
        Thresholds thresholds = condition.thresholds();
        double weight = condition.weight();
        int[] at = new int[Math.min(BLOCK, subjects)];
        for (int from = 0; from < subjects; from += BLOCK) {
            int n = thresholds.candidates(values, from, Math.min(subjects, from + BLOCK), at);
            for (int k = 0; k < n; k++) {
                double severity = thresholds.severity(values[at[k]]);
                if (severity > 0) {
                    raw[at[k]] += weight * severity;
                    if (hits != null) {
                        hits[at[k]]++;
                    }
                }
            }
        }
    }

    private static void addBySegment(
            Condition[] bySegment, double[] values, Columns columns, double[] raw, int[] hits) {
        int[] segments = columns.segments();
        for (int i = 0; i < columns.size(); i++) {
            Condition condition = bySegment[segments[i]];
            double severity = condition.thresholds().severity(values[i]);
            if (severity > 0) {
                raw[i] += condition.weight() * severity;
                if (hits != null) {
                    hits[i]++;
                }
            }
        }
    }

    /** Number of the condition on an indicator, or -1. */
    public int index(String code) {
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].usual().code().equals(code)) {
                return i;
            }
        }
        return -1;
    }

    /** What one condition adds to the raw score of one subject: weight × severity, exactly as a judgement adds it. */
    public double part(int number, Columns columns, int subject) {
        Condition condition = lines[number].of(columns.segment(subject));
        double severity = condition.thresholds().severity(columns.values()[condition.place()][subject]);
        return severity > 0 ? condition.weight() * severity : 0;
    }

    /** Is the condition past its warning threshold? A weight of zero still counts as a hit. */
    public boolean hit(int number, Columns columns, int subject) {
        Condition condition = lines[number].of(columns.segment(subject));
        return condition.thresholds().severity(columns.values()[condition.place()][subject]) > 0;
    }

    /** What one subject of the batch has met, greatest contribution first. */
    public List<Hit> hits(double[][] columns, int subject) {
        return shares(met(new Columns(0, columns, null), subject));
    }

    /** What one subject has met in the order of the conditions, shares not yet known. */
    public List<Hit> met(Columns columns, int subject) {
        List<Hit> found = new ArrayList<>();
        for (Line line : lines) {
            Condition condition = line.of(columns.segment(subject));
            double value = columns.values()[condition.place()][subject];
            double severity = condition.thresholds().severity(value);
            boolean hard = condition.hardPlace() >= 0 && columns.values()[condition.hardPlace()][subject] == 1;
            if (severity > 0 || hard) {
                found.add(new Hit(condition.code(), value, severity, condition.weight(), 0, hard));
            }
        }
        return found;
    }

    /** Gives every hit its share of the raw score, greatest first. */
    public static List<Hit> shares(List<Hit> met) {
        double raw = 0;
        for (Hit hit : met) {
            raw += hit.weight() * hit.severity();
        }
        double sum = raw;
        return met.stream()
                .map(hit -> new Hit(
                        hit.code(),
                        hit.value(),
                        hit.severity(),
                        hit.weight(),
                        sum == 0 ? 0 : hit.weight() * hit.severity() / sum,
                        hit.hard()))
                .sorted(Comparator.comparingDouble(Hit::share).reversed().thenComparing(Hit::code))
                .toList();
    }

    /** 100 · (1 − exp(−raw / 20)). */
    public static double score(double raw) {
        return 100 * (1 - Math.exp(-raw / 20));
    }
}
