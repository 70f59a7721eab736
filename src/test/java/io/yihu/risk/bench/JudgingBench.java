package io.yihu.risk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.yihu.indicator.Condition;
import io.yihu.indicator.Direction;
import io.yihu.indicator.Scorecard;
import io.yihu.indicator.Thresholds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.kie.api.KieBase;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.internal.utils.KieHelper;

/** 50 conditions × 200,000 vectors: our columns against Drools and CEL on the same conditions; all must find the same hits. */
public class JudgingBench {
    private static final int SUBJECTS = 200_000;
    private static final int CONDITIONS = 50;
    private static final int ROUNDS = 7;

    /** A vector as a rule engine wants it: an object with an array, and a sum it adds to. */
    public static final class Fact {
        private final double[] values;
        private double raw;
        private int hits;

        Fact(double[] values) {
            this.values = values;
        }

        /** No data is never above; a rule engine orders NaN above everything. */
        public double above(int place) {
            return values[place] != values[place] ? Double.NEGATIVE_INFINITY : values[place];
        }

        /** No data is never below. */
        public double below(int place) {
            return values[place] != values[place] ? Double.POSITIVE_INFINITY : values[place];
        }

        public void hit(double points) {
            raw += points;
            hits++;
        }
    }

    @Test
    void columnsAgainstDroolsAndCel() throws Exception {
        List<Condition> conditions = conditions();
        double[][] columns = columns();
        Scorecard card = new Scorecard(conditions);
        double[] raw = new double[SUBJECTS];
        double ours = median(() -> {
            Arrays.fill(raw, 0);
            card.judge(columns, SUBJECTS, raw, new boolean[SUBJECTS]);
            return null;
        });
        KieBase rules =
                new KieHelper().addContent(drl(conditions), ResourceType.DRL).build();
        List<Fact> facts = facts(columns);
        double drools = median(() -> {
            facts.forEach(fact -> {
                fact.raw = 0;
                fact.hits = 0;
            });
            KieSession session = rules.newKieSession();
            facts.forEach(session::insert);
            session.fireAllRules();
            session.dispose();
            return null;
        });
        long hits = 0;
        for (int i = 0; i < SUBJECTS; i++) {
            int mine = card.hits(columns, i).size();
            assertThat(facts.get(i).hits).as("hits of " + i).isEqualTo(mine);
            assertThat(Math.abs(facts.get(i).raw - raw[i])).as("raw of " + i).isLessThan(1e-9);
            hits += mine;
        }
        long begin = System.nanoTime();
        long celHits = cel(conditions, columns);
        double cel = (System.nanoTime() - begin) / 1e6;
        assertThat(celHits).isEqualTo(hits);
        System.out.printf(
                Locale.ROOT,
                "BENCH judging %d x %d: columns %.1f ms = %.0f M conditions/s (one thread), Drools %.1f ms, ratio %.1f (medians of %d);"
                        + " CEL %.0f ms (once, warmed), ratio %.0f; identical hits %d%n",
                CONDITIONS,
                SUBJECTS,
                ours,
                CONDITIONS * (double) SUBJECTS / ours / 1e3,
                drools,
                drools / ours,
                ROUNDS,
                cel,
                cel / ours,
                hits);
    }

    /** Each condition compiled once and asked for every subject; severity is added in Java as for us. */
    private static long cel(List<Condition> conditions, double[][] columns) throws Exception {
        CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .addVar("x", SimpleType.DOUBLE)
                .build();
        CelRuntime runtime = CelRuntimeFactory.standardCelRuntimeBuilder().build();
        List<CelRuntime.Program> programs = new ArrayList<>();
        for (Condition c : conditions) {
            Thresholds t = c.thresholds();
            String operator = (t.direction() == Direction.H ? ">" : "<") + (t.inclusive() ? "=" : "");
            programs.add(runtime.createProgram(
                    compiler.compile("x " + operator + " " + t.warn()).getAst()));
        }
        ask(conditions, programs, columns, SUBJECTS / 10);
        return ask(conditions, programs, columns, SUBJECTS);
    }

    private static long ask(
            List<Condition> conditions, List<CelRuntime.Program> programs, double[][] columns, int subjects)
            throws Exception {
        long hits = 0;
        double[] raw = new double[subjects];
        for (int c = 0; c < CONDITIONS; c++) {
            Condition condition = conditions.get(c);
            CelRuntime.Program program = programs.get(c);
            for (int i = 0; i < subjects; i++) {
                double x = columns[condition.place()][i];
                if ((Boolean) program.eval(Map.of("x", x))) {
                    raw[i] += condition.weight() * condition.thresholds().severity(x);
                    hits++;
                }
            }
        }
        return hits;
    }

    private static double median(Supplier<Void> work) {
        work.get();
        work.get();
        double[] times = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            work.get();
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }

    private static List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < CONDITIONS; i++) {
            double warn = 0.80 + (i % 10) / 100.0;
            Thresholds thresholds = i % 4 == 3
                    ? new Thresholds(Direction.L, 1 - warn, 0.02, Thresholds.UNSET, Thresholds.UNSET, false)
                    : new Thresholds(Direction.H, warn, 0.98, Thresholds.UNSET, Thresholds.UNSET, i % 2 == 0);
            conditions.add(new Condition("C" + i, i, -1, thresholds, 1 + i % 10));
        }
        return conditions;
    }

    /** Uniform values, one in five without data. */
    private static double[][] columns() {
        Random random = new Random(20260501);
        double[][] columns = new double[CONDITIONS][SUBJECTS];
        for (double[] column : columns) {
            for (int i = 0; i < SUBJECTS; i++) {
                column[i] = random.nextInt(5) == 0 ? Double.NaN : random.nextDouble();
            }
        }
        return columns;
    }

    private static List<Fact> facts(double[][] columns) {
        List<Fact> facts = new ArrayList<>(SUBJECTS);
        for (int i = 0; i < SUBJECTS; i++) {
            double[] values = new double[CONDITIONS];
            for (int place = 0; place < CONDITIONS; place++) {
                values[place] = columns[place][i];
            }
            facts.add(new Fact(values));
        }
        return facts;
    }

    private static String drl(List<Condition> conditions) {
        StringBuilder drl = new StringBuilder("package bench\nimport " + Fact.class.getCanonicalName() + "\n");
        for (Condition c : conditions) {
            Thresholds t = c.thresholds();
            boolean high = t.direction() == Direction.H;
            String value = (high ? "above(" : "below(") + c.place() + ")";
            String operator = (high ? ">" : "<") + (t.inclusive() ? "=" : "");
            String way = high
                    ? "(f." + value + " - " + t.warn() + ") / " + (t.high() - t.warn())
                    : "(" + t.warn() + " - f." + value + ") / " + (t.warn() - t.high());
            drl.append("rule \"" + c.code() + "\" when f : Fact(" + value + " " + operator + " " + t.warn()
                    + ") then f.hit(" + c.weight() + " * (0.5 + 0.5 * Math.max(0, Math.min(1, " + way + ")))); end\n");
        }
        return drl.toString();
    }
}
