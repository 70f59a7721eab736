package io.yihu.risk.whatif;

import io.yihu.indicator.Catalogue;
import io.yihu.indicator.Direction;
import io.yihu.risk.Level;
import io.yihu.risk.model.CompiledModel;
import io.yihu.risk.model.ModelSpec;
import io.yihu.risk.model.ModelSpec.Line;
import io.yihu.risk.model.VectorBatch;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A slider over 200,000 subjects × 12 periods of 50 lines, columns in memory: every move recounts levels of all periods. */
class WhatIfBench {
    private static final int SUBJECTS = 200_000;
    private static final int PERIODS = 12;
    private static final int LINES = 50;
    private static final int MOVES = 15;

    @Test
    void aMoveOfTheSlider() {
        Map<String, Integer> places = new HashMap<>();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            places.put("C" + i, i);
            double warn = 0.88 + (i % 10) / 100.0;
            lines.add(new Line("C" + i, Direction.H, warn, 0.99, null, null, false, 1 + i % 10, false, List.of()));
        }
        Catalogue.Version version = new Catalogue.Version(1, places, LINES);
        ModelSpec spec = new ModelSpec("m", "m", 15, 40, 70, 2, 1, 0.3, lines, List.of());
        CompiledModel model = CompiledModel.of(spec, version);
        boolean[] mine = new boolean[SUBJECTS];
        Arrays.fill(mine, true);
        List<VectorBatch> batches = new ArrayList<>();
        List<PeriodTrial> trials = new ArrayList<>();
        long begin = System.nanoTime();
        for (int p = 0; p < PERIODS; p++) {
            VectorBatch batch = batch(new Random(p));
            batches.add(batch);
            trials.add(new PeriodTrial(
                    new ColumnCache.Period(
                            LocalDate.of(2025, 5, 1).plusMonths(p), LocalDate.of(2025, 6, 1), p, 1, SUBJECTS),
                    batch,
                    model,
                    mine,
                    new byte[SUBJECTS],
                    new double[SUBJECTS]));
        }
        double whole = (System.nanoTime() - begin) / 1e6;
        double[] times = new double[MOVES];
        long changed = 0;
        for (int move = 0; move < MOVES; move++) {
            ModelSpec.Line line = lines.get(move % 5 * 7);
            CompiledModel moved = CompiledModel.of(spec.with(line.moved(0.80 + move * 0.01, null, null)), version);
            long start = System.nanoTime();
            for (int p = 0; p < PERIODS; p++) {
                PeriodTrial.Moved result = trials.get(p).move(moved, line.code(), batches.get(p));
                PeriodTrial.count(result.level(), mine);
                changed += result.changed();
            }
            times[move] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "BENCH what-if %d subjects x %d periods x %d lines: first trial with making the data %.0f ms; a slider move median %.0f ms, slowest %.0f ms; %d levels moved%n",
                SUBJECTS,
                PERIODS,
                LINES,
                whole,
                times[MOVES / 2],
                times[MOVES - 1],
                changed);
    }

    private static VectorBatch batch(Random random) {
        int places = LINES + CompiledModel.EVENT_ITEMS.size();
        double[][] values = new double[places][];
        for (int place = 0; place < LINES; place++) {
            values[place] = new double[SUBJECTS];
            for (int i = 0; i < SUBJECTS; i++) {
                values[place][i] = random.nextInt(5) == 0 ? Double.NaN : random.nextFloat();
            }
        }
        String[] none = new String[SUBJECTS];
        Arrays.fill(none, "");
        return new VectorBatch(
                SUBJECTS,
                new long[SUBJECTS],
                values,
                new byte[1][SUBJECTS],
                new boolean[SUBJECTS],
                new boolean[SUBJECTS],
                none,
                none,
                none,
                new Level[SUBJECTS]);
    }
}
