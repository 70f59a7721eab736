package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/**
 * Branch and bound over who gets which task, bounded by Lagrangian relaxation of "each task once": what is left is one knapsack
 * for each officer with a convex price on the load, solved exactly by dynamic programming over whole minutes.
 */
final class ExactPlan {
    private static final int NODES = 12;
    private static final double CLOSE = 1e-3;
    private final int tasks;
    private final int officers;
    private final int[] minutes;
    private final double[][] value;
    private final int[] room;
    private final double[][] price;
    private final boolean[][] closed;
    private final double[] lambda;
    private final int[] chosen;
    private double best;
    private double openBound;
    private int nodes;

    ExactPlan(long[] hundredths, double[][] value, long[] base, long[] cap, double curve) {
        this.tasks = hundredths.length;
        this.officers = base.length;
        this.value = value;
        this.minutes =
                Arrays.stream(hundredths).mapToInt(each -> (int) (each / 100)).toArray();
        this.room = new int[officers];
        this.price = new double[officers][];
        for (int j = 0; j < officers; j++) {
            room[j] = (int) ((cap[j] - base[j]) / 100);
            price[j] = new double[room[j] + 1];
            for (int load = 0; load <= room[j]; load++) {
                double after = base[j] + load * 100.0;
                price[j][load] = curve * (after * after - (double) base[j] * base[j]) / cap[j];
            }
        }
        this.closed = new boolean[tasks][officers];
        this.lambda = new double[tasks];
        this.chosen = new int[tasks];
    }

    void requireFeasible(int[] at) {
        int[] load = new int[officers];
        for (int i = 0; i < tasks; i++) {
            load[at[i]] += minutes[i];
        }
        for (int j = 0; j < officers; j++) {
            assertThat(load[j]).isLessThanOrEqualTo(room[j]);
        }
    }

    double worth(int[] at) {
        int[] load = new int[officers];
        double sum = 0;
        for (int i = 0; i < tasks; i++) {
            load[at[i]] += minutes[i];
            sum += value[i][at[i]];
        }
        for (int j = 0; j < officers; j++) {
            sum -= price[j][load[j]];
        }
        return sum;
    }

    /** @param known worth of a plan that is known; better ones are searched */
    void solve(double known) {
        best = known;
        openBound = known;
        branch(150);
    }

    boolean proven() {
        return nodes <= NODES;
    }

    /** Nothing is worth more. */
    double bound() {
        return Math.max(best * (1 + CLOSE), openBound);
    }

    private void branch(int rounds) {
        double bound = relax(rounds);
        if (bound <= best * (1 + CLOSE)) {
            return;
        }
        if (++nodes > NODES) {
            openBound = Math.max(openBound, bound);
            return;
        }
        int[] times = chosen.clone();
        int task = -1;
        for (int i = 0; i < tasks; i++) {
            if (times[i] != 1 && open(i) > 1 && (task < 0 || minutes[i] > minutes[task])) {
                task = i;
            }
        }
        if (task < 0) {
            openBound = Math.max(openBound, bound);
            return;
        }
        boolean[] was = closed[task].clone();
        double[] multipliers = lambda.clone();
        for (int j = 0; j < officers; j++) {
            if (!was[j] && !Double.isNaN(value[task][j])) {
                Arrays.fill(closed[task], true);
                closed[task][j] = false;
                System.arraycopy(multipliers, 0, lambda, 0, tasks);
                branch(30);
            }
        }
        closed[task] = was;
    }

    private int open(int task) {
        int open = 0;
        for (int j = 0; j < officers; j++) {
            open += closed[task][j] || Double.isNaN(value[task][j]) ? 0 : 1;
        }
        return open;
    }

    /** The least bound that subgradient steps find; {@link #chosen} counts how often each task was taken in the last. */
    private double relax(int rounds) {
        double least = Double.MAX_VALUE;
        double[] kept = lambda.clone();
        double step = 1.0;
        int stale = 0;
        for (int round = 0; round < rounds; round++) {
            double bound = relaxed();
            if (bound < least - 1e-9) {
                least = bound;
                kept = lambda.clone();
                stale = 0;
                repairToBest();
            } else if (++stale > 8) {
                step /= 2;
                stale = 0;
            }
            int norm = 0;
            for (int times : chosen) {
                norm += (1 - times) * (1 - times);
            }
            if (least <= best * (1 + CLOSE) || norm == 0) {
                break;
            }
            double scale = step * Math.max(bound - best, 0.01) / norm;
            for (int i = 0; i < tasks; i++) {
                lambda[i] += scale * (chosen[i] - 1);
            }
        }
        System.arraycopy(kept, 0, lambda, 0, tasks);
        return least;
    }

    private int[] last;

    private double relaxed() {
        double sum = Arrays.stream(lambda).sum();
        Arrays.fill(chosen, 0);
        last = new int[tasks];
        Arrays.fill(last, -1);
        for (int j = 0; j < officers; j++) {
            sum += knapsack(j);
        }
        return sum;
    }

    /** A relaxed answer in which every task stands once is a plan. */
    private void repairToBest() {
        for (int times : chosen) {
            if (times != 1) {
                return;
            }
        }
        best = Math.max(best, worth(last));
    }

    private double knapsack(int j) {
        double[] f = new double[room[j] + 1];
        Arrays.fill(f, Double.NEGATIVE_INFINITY);
        f[0] = 0;
        boolean[][] took = new boolean[tasks][];
        for (int i = 0; i < tasks; i++) {
            double gain = value[i][j] - lambda[i];
            if (closed[i][j] || Double.isNaN(gain)) {
                continue;
            }
            took[i] = new boolean[room[j] + 1];
            for (int load = room[j]; load >= minutes[i]; load--) {
                double with = f[load - minutes[i]] + gain;
                if (with > f[load]) {
                    f[load] = with;
                    took[i][load] = true;
                }
            }
        }
        int at = 0;
        for (int load = 0; load <= room[j]; load++) {
            if (f[load] - price[j][load] > f[at] - price[j][at]) {
                at = load;
            }
        }
        double worth = f[at] - price[j][at];
        for (int i = tasks - 1; i >= 0; i--) {
            if (took[i] != null && took[i][at]) {
                chosen[i]++;
                last[i] = j;
                at -= minutes[i];
            }
        }
        return worth;
    }
}
