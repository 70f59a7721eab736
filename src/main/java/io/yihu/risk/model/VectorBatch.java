package io.yihu.risk.model;

import io.yihu.indicator.Columns;
import io.yihu.risk.Level;
import java.util.Arrays;

/**
 * Vectors of many subjects with what their levels need to know, column by column.
 *
 * @param values by place, then subject; NaN = no data; null where nobody asked for the column
 * @param before by how many periods ago (0 = the period before), then subject: ordinal of the level computed, −1 unknown
 * @param offices path of the office in charge
 * @param decided level two persons have decided on, null for most
 */
public record VectorBatch(
        int size,
        long[] subjects,
        double[][] values,
        byte[][] before,
        boolean[] white,
        boolean[] grey,
        String[] industries,
        String[] divisions,
        String[] offices,
        Level[] decided) {

    static VectorBatch of(int capacity, int places, int[] wanted, int periodsBefore) {
        double[][] values = new double[places][];
        for (int place : wanted) {
            values[place] = new double[capacity];
            Arrays.fill(values[place], Double.NaN);
        }
        byte[][] before = new byte[periodsBefore][capacity];
        for (byte[] period : before) {
            Arrays.fill(period, (byte) -1);
        }
        return new VectorBatch(
                capacity,
                new long[capacity],
                values,
                before,
                new boolean[capacity],
                new boolean[capacity],
                new String[capacity],
                new String[capacity],
                new String[capacity],
                new Level[capacity]);
    }

    /** One subject whose vector was computed this moment, without history. */
    public static VectorBatch single(
            long subject, double[] vector, int extra, String industry, String division, String office) {
        double[][] values = new double[vector.length + extra][];
        for (int place = 0; place < values.length; place++) {
            values[place] = new double[] {place < vector.length ? vector[place] : Double.NaN};
        }
        return new VectorBatch(
                1,
                new long[] {subject},
                values,
                new byte[0][1],
                new boolean[1],
                new boolean[1],
                new String[] {industry},
                new String[] {division},
                new String[] {office},
                new Level[1]);
    }

    VectorBatch cut(int read) {
        return new VectorBatch(read, subjects, values, before, white, grey, industries, divisions, offices, decided);
    }

    /** The batch as a model sees it. */
    public Columns columns(CompiledModel model) {
        if (!model.segmented()) {
            return new Columns(size, values, null);
        }
        int[] segments = new int[size];
        for (int i = 0; i < size; i++) {
            segments[i] = model.segment(industries[i], divisions[i]);
        }
        return new Columns(size, values, segments);
    }

    /** Highest level computed within the cool-down before this period, null where nothing is known. */
    public Level highestBefore(int subject, int coolDown) {
        int highest = -1;
        for (int i = 0; i < Math.min(coolDown - 1, before.length); i++) {
            highest = Math.max(highest, before[i][subject]);
        }
        return highest < 0 ? null : Level.values()[highest];
    }

    /** What a judged subject comes to. */
    public record Verdict(double score, Level computed, Level level, String listing, boolean overridden) {}

    public Verdict verdict(CompiledModel model, CompiledModel.Outcome outcome, int i) {
        double score = LevelPolicy.listed(CompiledModel.score(outcome, i), grey[i]);
        boolean hard = outcome.hard()[i];
        Level computed = model.level(score, hard, white[i]);
        Level effective =
                LevelPolicy.effective(computed, highestBefore(i, model.spec().coolDown()));
        Level level = LevelPolicy.decided(effective, decided[i], hard);
        return new Verdict(score, computed, level, grey[i] ? "GREY" : white[i] ? "WHITE" : null, level != effective);
    }

    /** Everything but the values: what is left when a trial is kept. */
    public VectorBatch withoutValues() {
        return new VectorBatch(
                size,
                subjects,
                new double[values.length][],
                before,
                white,
                grey,
                industries,
                divisions,
                offices,
                decided);
    }

    public boolean has(int[] places) {
        return Arrays.stream(places).allMatch(place -> values[place] != null);
    }

    /** Roughly what it takes in memory. */
    public long bytes() {
        return Arrays.stream(values).filter(c -> c != null).count() * 8L * subjects.length + 60L * subjects.length;
    }
}
