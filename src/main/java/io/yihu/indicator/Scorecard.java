package io.yihu.indicator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Weighted conditions over vectors that stand column by column; one subject is a batch of one. */
public final class Scorecard {
    private final Condition[] conditions;

    public Scorecard(List<Condition> conditions) {
        this.conditions = conditions.stream().filter(c -> c.place() >= 0).toArray(Condition[]::new);
    }

    public int size() {
        return conditions.length;
    }

    /**
     * Adds up weight × severity for every subject.
     *
     * @param columns values by place, then subject; NaN = no data
     * @param raw receives the sums
     * @param hard receives whether any hard rule is met
     */
    public void judge(double[][] columns, int subjects, double[] raw, boolean[] hard) {
        for (Condition condition : conditions) {
            add(condition, columns[condition.place()], subjects, raw);
            if (condition.hardPlace() >= 0) {
                double[] flags = columns[condition.hardPlace()];
                for (int i = 0; i < subjects; i++) {
                    hard[i] |= flags[i] == 1;
                }
            }
        }
    }

    private static void add(Condition condition, double[] values, int subjects, double[] raw) {
        Thresholds thresholds = condition.thresholds();
        double weight = condition.weight();
        for (int i = 0; i < subjects; i++) {
            double severity = thresholds.severity(values[i]);
            if (severity > 0) {
                raw[i] += weight * severity;
            }
        }
    }

    /** What one subject of the batch has met, greatest contribution first. */
    public List<Hit> hits(double[][] columns, int subject) {
        double raw = 0;
        List<Hit> found = new ArrayList<>();
        for (Condition condition : conditions) {
            double value = columns[condition.place()][subject];
            double severity = condition.thresholds().severity(value);
            boolean hard = condition.hardPlace() >= 0 && columns[condition.hardPlace()][subject] == 1;
            if (severity > 0 || hard) {
                raw += condition.weight() * severity;
                found.add(new Hit(condition.code(), value, severity, condition.weight(), 0, hard));
            }
        }
        double sum = raw;
        return found.stream()
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
