package io.yihu.task;

import java.util.Arrays;

/** Looks for any plan that fits at all: the task with the fewest officers left first, back where none is left. */
final class Packing {
    private final long[] minutes;
    private final double[][] value;
    private final long[] room;
    private final int[] at;
    private int budget = 3_000_000;

    Packing(long[] minutes, double[][] value, long[] room) {
        this.minutes = minutes;
        this.value = value;
        this.room = room.clone();
        this.at = new int[minutes.length];
        Arrays.fill(at, -1);
    }

    /** Null when there is none, or none was found within the budget. */
    int[] find() {
        return place(0) ? at : null;
    }

    private boolean place(int placed) {
        if (placed == at.length) {
            return true;
        }
        int task = -1;
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < at.length; i++) {
            if (at[i] < 0) {
                int choices = choices(i);
                if (choices < fewest || choices == fewest && minutes[i] > minutes[task]) {
                    fewest = choices;
                    task = i;
                }
            }
        }
        if (fewest == 0 || --budget < 0 || wasted()) {
            return false;
        }
        int[] order = tightest(task);
        for (int j : order) {
            at[task] = j;
            room[j] -= minutes[task];
            if (place(placed + 1)) {
                return true;
            }
            room[j] += minutes[task];
            at[task] = -1;
        }
        return false;
    }

    private boolean fits(int task, int officer) {
        return value[task][officer] > Double.NEGATIVE_INFINITY && room[officer] >= minutes[task];
    }

    private int choices(int task) {
        int choices = 0;
        for (int j = 0; j < room.length; j++) {
            choices += fits(task, j) ? 1 : 0;
        }
        return choices;
    }

    /** The officer who is filled most comes first. */
    private int[] tightest(int task) {
        return java.util.stream.IntStream.range(0, room.length)
                .filter(j -> fits(task, j))
                .boxed()
                .sorted((one, other) -> Long.compare(room[one], room[other]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Room that no task left fits into counts for nothing. */
    private boolean wasted() {
        long usable = 0;
        long wanted = 0;
        for (int i = 0; i < at.length; i++) {
            wanted += at[i] < 0 ? minutes[i] : 0;
        }
        for (int j = 0; j < room.length; j++) {
            boolean used = false;
            for (int i = 0; i < at.length && !used; i++) {
                used = at[i] < 0 && fits(i, j);
            }
            usable += used ? room[j] : 0;
        }
        return usable < wanted;
    }
}
