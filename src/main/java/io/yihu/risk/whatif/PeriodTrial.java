package io.yihu.risk.whatif;

import io.yihu.indicator.Columns;
import io.yihu.risk.Level;
import io.yihu.risk.model.CompiledModel;
import io.yihu.risk.model.VectorBatch;
import java.util.Arrays;

/**
 * What a model makes of one past period, kept so that one line can be moved without judging everything again: by subject the
 * parts of its raw score in the order they were added.
 */
final class PeriodTrial {
    private static final int LEVELS = Level.values().length;
    final ColumnCache.Period period;
    final VectorBatch batch;
    final CompiledModel model;
    final boolean[] mine;
    final byte[] live;
    final double[] liveScore;
    final byte[] level;
    final double[] score;
    final long[] hits;
    private final CompiledModel.Outcome outcome;
    private final byte[][] met;
    private final int[] segments;
    private final boolean[] lineHard;
    private int[] start;
    private short[] line;
    private double[] part;

    PeriodTrial(
            ColumnCache.Period period,
            VectorBatch read,
            CompiledModel model,
            boolean[] mine,
            byte[] live,
            double[] liveScore) {
        this.period = period;
        this.model = model;
        this.mine = mine;
        this.live = live;
        this.liveScore = liveScore;
        this.batch = read.withoutValues();
        Columns columns = read.columns(model);
        this.segments = columns.segments();
        this.outcome = model.judge(columns);
        this.level = new byte[read.size()];
        this.score = new double[read.size()];
        for (int i = 0; i < read.size(); i++) {
            VectorBatch.Verdict verdict = batch.verdict(model, outcome, i);
            level[i] = (byte) verdict.level().ordinal();
            score[i] = verdict.score();
        }
        this.lineHard = new boolean[read.size()];
        model.card().judge(columns, new double[read.size()], lineHard, null);
        this.hits = new long[model.card().size()];
        keep(columns);
        this.met = new byte[model.spec().rules().size()][];
        for (int r = 0; r < met.length; r++) {
            met[r] = model.met(r, columns, outcome.hits());
        }
    }

    private void keep(Columns columns) {
        start = new int[columns.size() + 1];
        for (int i = 0; i < columns.size(); i++) {
            start[i + 1] = start[i] + outcome.hits()[i];
        }
        line = new short[start[columns.size()]];
        part = new double[line.length];
        int[] at = Arrays.copyOf(start, columns.size());
        for (int number = 0; number < model.card().size(); number++) {
            for (int i = 0; i < columns.size(); i++) {
                if (model.card().hit(number, columns, i)) {
                    line[at[i]] = (short) number;
                    part[at[i]++] = model.card().part(number, columns, i);
                    hits[number] += mine[i] ? 1 : 0;
                }
            }
        }
    }

    /** Levels of all subjects and hits of the line when it is moved; nothing is kept. */
    record Moved(byte[] level, long hits, long changed) {}

    /**
     * @param moved the model with one line changed and nothing else
     * @param read a batch that has the column of that line
     */
    Moved move(CompiledModel moved, String code, VectorBatch read) {
        int number = moved.card().index(code);
        byte[] levels = level.clone();
        long lineHits = 0;
        long changed = 0;
        if (number < 0) {
            return new Moved(levels, 0, 0);
        }
        Columns columns = new Columns(read.size(), read.values(), segments);
        boolean counting = moved.countsHits();
        int[] counts = counting ? outcome.hits().clone() : outcome.hits();
        double[] raw = outcome.raw().clone();
        boolean[] affected = new boolean[read.size()];
        for (int i = 0; i < read.size(); i++) {
            boolean hit = moved.card().hit(number, columns, i);
            double now = hit ? moved.card().part(number, columns, i) : 0;
            int at = find(i, number);
            lineHits += hit && mine[i] ? 1 : 0;
            if (hit != at >= 0 || hit && part[at] != now) {
                affected[i] = true;
                raw[i] = sum(i, number, hit, now);
                if (counting) {
                    counts[i] += (hit ? 1 : 0) - (at >= 0 ? 1 : 0);
                }
            }
        }
        if (counting) {
            for (int i = 0; i < read.size(); i++) {
                raw[i] = affected[i] ? raw[i] : sum(i, -1, false, 0);
            }
        }
        boolean[] hard = counting ? lineHard.clone() : outcome.hard();
        CompiledModel.Outcome fresh = new CompiledModel.Outcome(raw, new double[read.size()], hard, counts);
        rules(moved, columns, affected, fresh);
        for (int i = 0; i < read.size(); i++) {
            if (affected[i] || counting) {
                levels[i] = (byte) batch.verdict(moved, fresh, i).level().ordinal();
                changed += levels[i] != level[i] && mine[i] ? 1 : 0;
            }
        }
        return new Moved(levels, lineHits, changed);
    }

    /** Rules come after the lines, in their order; those of subjects not affected are in their raw score already. */
    private void rules(CompiledModel moved, Columns columns, boolean[] affected, CompiledModel.Outcome fresh) {
        for (int r = 0; r < met.length; r++) {
            byte[] now = moved.countsHits() ? moved.met(r, columns, fresh.hits()) : new byte[affected.length];
            if (!moved.countsHits()) {
                for (int i = 0; i < now.length; i++) {
                    now[i] = affected[i] ? met[r][i] : 0;
                }
            }
            moved.apply(r, now, fresh);
        }
    }

    private int find(int subject, int number) {
        for (int at = start[subject]; at < start[subject + 1]; at++) {
            if (line[at] == number) {
                return at;
            }
        }
        return -1;
    }

    /** The raw score of the lines with one part put in, replaced or left out, added up in the order of the conditions. */
    private double sum(int subject, int number, boolean hit, double now) {
        double sum = 0;
        boolean done = !hit;
        for (int at = start[subject]; at < start[subject + 1]; at++) {
            if (!done && line[at] >= number) {
                sum += now;
                done = true;
            }
            if (line[at] != number) {
                sum += part[at];
            }
        }
        return done ? sum : sum + now;
    }

    /** How many of the model's subjects have each level. */
    static long[] count(byte[] levels, boolean[] mine) {
        long[] counts = new long[LEVELS];
        for (int i = 0; i < levels.length; i++) {
            counts[levels[i]] += mine[i] ? 1 : 0;
        }
        return counts;
    }

    /** From level (live) to level (trial), how many. */
    long[][] flips(byte[] to) {
        long[][] flips = new long[LEVELS][LEVELS];
        for (int i = 0; i < to.length; i++) {
            if (mine[i]) {
                flips[live[i]][to[i]]++;
            }
        }
        return flips;
    }

    /** Has data at all, meets a condition, has a finding, at least MEDIUM, HIGH. */
    long[] funnel() {
        long[] funnel = new long[5];
        for (int i = 0; i < level.length; i++) {
            if (mine[i]) {
                funnel[0]++;
                funnel[1] += outcome.hits()[i] > 0 ? 1 : 0;
                funnel[2] += level[i] > 0 ? 1 : 0;
                funnel[3] += level[i] > 1 ? 1 : 0;
                funnel[4] += level[i] > 2 ? 1 : 0;
            }
        }
        return funnel;
    }
}
