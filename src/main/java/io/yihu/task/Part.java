package io.yihu.task;

import java.util.Arrays;
import java.util.SplittableRandom;

/** One connected part of a plan as plain arrays, with the search over it; always takes the same way. */
final class Part {
    final long[] minutes;
    final double[][] value;
    final long[] cap;
    final long[] available;
    /** Minutes beside the tasks of this part. */
    final long[] load;

    /** Officer of each task, -1 where it has none. */
    final int[] at;

    private final int tasks;
    private final int officers;
    private final long[] total;
    private final int[][] until;
    private double curve;
    private double above;
    private double highest;

    Part(int tasks, int officers) {
        this.tasks = tasks;
        this.officers = officers;
        minutes = new long[tasks];
        value = new double[tasks][officers];
        at = new int[tasks];
        cap = new long[officers];
        available = new long[officers];
        load = new long[officers];
        total = new long[officers];
        until = new int[tasks][officers];
    }

    /** @param mean minutes of a task of this part */
    void price(double room, double mean) {
        curve = room / (2 * mean);
        above = 2.0 / mean;
        highest = 100 / mean;
    }

    /** Everybody is placed, above the cap if need be; the best plan without any excess is what counts. */
    int[] search() {
        int[] start = at.clone();
        int[] best = walk(start);
        if (best == start && Arrays.stream(start).anyMatch(officer -> officer < 0)) {
            long[] room = new long[officers];
            Arrays.setAll(room, j -> cap[j] - load[j]);
            int[] packed = new Packing(minutes, value, room).find();
            return packed == null ? start : walk(packed);
        }
        return best;
    }

    private int[] walk(int[] from) {
        System.arraycopy(from, 0, at, 0, tasks);
        System.arraycopy(load, 0, total, 0, officers);
        Arrays.stream(until).forEach(row -> Arrays.fill(row, 0));
        boolean complete = true;
        for (int i = 0; i < tasks; i++) {
            complete &= at[i] >= 0;
            at[i] = at[i] < 0 ? emptiest(i) : at[i];
            total[at[i]] += minutes[i];
        }
        int[] best = from;
        double bestValue = complete && excess() == 0 ? worth() : Double.NEGATIVE_INFINITY;
        SplittableRandom random = new SplittableRandom(42);
        int rounds = (int) Math.min(6_000, 12_000_000L / ((long) tasks * (tasks / 2 + officers)));
        for (int round = 1; round <= rounds; round++) {
            step(round, random);
            boolean fits = excess() == 0;
            above = fits ? above / 1.2 : above > highest ? highest / 500 : above * 1.03;
            double worth = fits ? worth() : 0;
            if (fits && worth > bestValue + 1e-9) {
                bestValue = worth;
                best = at.clone();
            }
        }
        return best;
    }

    private int emptiest(int task) {
        int choice = -1;
        double least = Double.MAX_VALUE;
        for (int j = 0; j < officers; j++) {
            double full = (double) (total[j] + minutes[task]) / Math.max(1, cap[j]);
            if (value[task][j] > Double.NEGATIVE_INFINITY && full < least) {
                least = full;
                choice = j;
            }
        }
        return choice;
    }

    private long excess() {
        long sum = 0;
        for (int j = 0; j < officers; j++) {
            sum += Math.max(0, total[j] - cap[j]);
        }
        return sum;
    }

    private double worth() {
        double sum = 0;
        for (int i = 0; i < tasks; i++) {
            sum += value[i][at[i]];
        }
        for (int j = 0; j < officers; j++) {
            sum -= curve * ((double) total[j] * total[j] - (double) load[j] * load[j]) / Math.max(1, available[j]);
        }
        return sum;
    }

    private double cost(int officer, long minutesThere) {
        return curve * minutesThere * (double) minutesThere / Math.max(1, available[officer])
                + above * Math.max(0, minutesThere - cap[officer]);
    }

    /** The best shift or swap that memory allows, even when it makes things worse. */
    private void step(int round, SplittableRandom random) {
        double best = Double.NEGATIVE_INFINITY;
        int task = -1;
        int partner = -1;
        int to = -1;
        for (int i = 0; i < tasks; i++) {
            int a = at[i];
            double leaves = cost(a, total[a]) - cost(a, total[a] - minutes[i]) - value[i][a];
            for (int b = 0; b < officers; b++) {
                if (b != a && value[i][b] > Double.NEGATIVE_INFINITY && until[i][b] < round) {
                    double gain = leaves + value[i][b] + cost(b, total[b]) - cost(b, total[b] + minutes[i]);
                    if (gain > best) {
                        best = gain;
                        task = i;
                        to = b;
                        partner = -1;
                    }
                }
            }
            for (int k = i + 1; k < tasks; k++) {
                int b = at[k];
                if (b != a && swappable(i, k, round)) {
                    double gain = swap(i, k);
                    if (gain > best) {
                        best = gain;
                        task = i;
                        partner = k;
                    }
                }
            }
        }
        if (task < 0) {
            return;
        }
        if (partner >= 0) {
            int a = at[task];
            put(task, at[partner], round, random);
            put(partner, a, round, random);
        } else {
            put(task, to, round, random);
        }
    }

    private boolean swappable(int i, int k, int round) {
        int a = at[i];
        int b = at[k];
        return value[i][b] > Double.NEGATIVE_INFINITY
                && value[k][a] > Double.NEGATIVE_INFINITY
                && until[i][b] < round
                && until[k][a] < round;
    }

    private double swap(int i, int k) {
        int a = at[i];
        int b = at[k];
        long more = minutes[k] - minutes[i];
        return value[i][b]
                + value[k][a]
                - value[i][a]
                - value[k][b]
                + cost(a, total[a])
                - cost(a, total[a] + more)
                + cost(b, total[b])
                - cost(b, total[b] - more);
    }

    private void put(int i, int to, int round, SplittableRandom random) {
        int from = at[i];
        total[from] -= minutes[i];
        total[to] += minutes[i];
        until[i][from] = round + 4 + random.nextInt(Math.max(3, tasks / 4));
        at[i] = to;
    }
}
