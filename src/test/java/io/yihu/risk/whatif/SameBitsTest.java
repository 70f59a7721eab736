package io.yihu.risk.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.indicator.Catalogue;
import io.yihu.indicator.Columns;
import io.yihu.indicator.Direction;
import io.yihu.risk.Level;
import io.yihu.risk.model.CompiledModel;
import io.yihu.risk.model.ModelSpec;
import io.yihu.risk.model.ModelSpec.Effect;
import io.yihu.risk.model.ModelSpec.Kind;
import io.yihu.risk.model.ModelSpec.Line;
import io.yihu.risk.model.ModelSpec.Row;
import io.yihu.risk.model.ModelSpec.Rule;
import io.yihu.risk.model.VectorBatch;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random models over random vectors: all subjects at once, one by one, and a moved line give the same bits. */
class SameBitsTest {
    private static final int PLACES = 24;
    private static final int SUBJECTS = 700;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void runTrialAndLiveCheckAgree(long seed) {
        Random random = new Random(seed);
        Catalogue.Version version = version();
        ModelSpec spec = spec(random);
        VectorBatch batch = batch(random);
        CompiledModel model = CompiledModel.of(spec, version);
        Columns all = batch.columns(model);
        CompiledModel.Outcome together = model.judge(all);
        for (int i = 0; i < SUBJECTS; i++) {
            Columns one = CompiledModel.one(all, i);
            CompiledModel.Outcome alone = model.judge(one);
            assertThat(Double.doubleToLongBits(alone.raw()[0]))
                    .as("raw of " + i)
                    .isEqualTo(Double.doubleToLongBits(together.raw()[i]));
            assertThat(alone.hard()[0]).isEqualTo(together.hard()[i]);
            assertThat(alone.least()[0]).isEqualTo(together.least()[i]);
            assertThat(model.hits(one, 0)).isEqualTo(model.hits(all, i));
            assertThat(together.raw()[i]).as("independent sum of " + i).isCloseTo(plain(spec, batch, i), within());
        }
        moves(random, version, spec, batch, model);
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }

    /** What moving a line says without judging again equals judging the moved model from the start. */
    private static void moves(
            Random random, Catalogue.Version version, ModelSpec spec, VectorBatch batch, CompiledModel model) {
        boolean[] mine = new boolean[SUBJECTS];
        for (int i = 0; i < SUBJECTS; i++) {
            mine[i] = random.nextInt(10) > 0;
        }
        var period = new ColumnCache.Period(LocalDate.of(2026, 4, 1), LocalDate.of(2026, 5, 1), 1, 1, SUBJECTS);
        PeriodTrial trial = new PeriodTrial(period, batch, model, mine, new byte[SUBJECTS], new double[SUBJECTS]);
        for (int n = 0; n < 12; n++) {
            Line line = spec.lines().get(random.nextInt(spec.lines().size()));
            double warn = random.nextInt(20) == 0 ? line.warn() : random.nextDouble();
            double far = line.direction() == Direction.L ? warn * random.nextDouble() : warn + random.nextDouble();
            Double weight = random.nextBoolean() ? null : (double) random.nextInt(10);
            CompiledModel moved = CompiledModel.of(spec.with(line.moved(warn, far, weight)), version);
            PeriodTrial.Moved quick = trial.move(moved, line.code(), batch);
            PeriodTrial whole = new PeriodTrial(period, batch, moved, mine, new byte[SUBJECTS], new double[SUBJECTS]);
            assertThat(quick.level()).as("levels after moving " + line.code()).isEqualTo(whole.level);
            assertThat(quick.hits()).isEqualTo(whole.hits[moved.card().index(line.code())]);
        }
    }

    /** The sum as a person would write it down, with nothing shared but the thresholds. */
    private static double plain(ModelSpec spec, VectorBatch batch, int subject) {
        double raw = 0;
        int hits = 0;
        for (Line line : spec.lines()) {
            double x = batch.values()[place(line.code())][subject];
            ModelSpec.Override special = line.overrides().stream()
                    .filter(o -> batch.industries()[subject].startsWith(o.industry())
                            && batch.divisions()[subject].startsWith(o.division()))
                    .findFirst()
                    .orElse(null);
            double warn = special == null || special.warn() == null ? line.warn() : special.warn();
            double weight = special == null || special.weight() == null ? line.weight() : special.weight();
            double severity = 0;
            if (!Double.isNaN(x)) {
                boolean low = line.direction() == Direction.L;
                boolean past = low ? x < warn : x > warn;
                double way = line.high() == warn ? 1 : (x - warn) / (line.high() - warn);
                boolean beyond = low ? line.high() >= warn : line.high() <= warn;
                severity = !past ? 0 : beyond ? 1 : 0.5 + 0.5 * Math.max(0, Math.min(1, way));
            }
            raw += weight * severity;
            hits += severity > 0 ? 1 : 0;
        }
        for (Rule rule : spec.rules()) {
            if (rule.effect() == Effect.POINTS && rule.name().equals("多项命中") && hits >= 6) {
                raw += rule.amount();
            }
            if (rule.effect() == Effect.POINTS && rule.name().equals("比较")) {
                double a = batch.values()[0][subject];
                double b = batch.values()[1][subject];
                boolean recent = batch.values()[PLACES][subject] < 6;
                raw += a > 0.5 * b && recent ? rule.amount() : 0;
            }
        }
        return raw;
    }

    private static ModelSpec spec(Random random) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            double warn = 0.5 + random.nextDouble() / 4;
            boolean low = random.nextInt(4) == 0;
            List<ModelSpec.Override> overrides = random.nextInt(3) == 0
                    ? List.of(new ModelSpec.Override(
                            "51", "", warn / 2, null, null, null, random.nextBoolean() ? 3.5 : null))
                    : List.of();
            lines.add(new Line(
                    "C" + i,
                    low ? Direction.L : Direction.H,
                    low ? 1 - warn : warn,
                    low ? 0.05 : 0.95,
                    null,
                    null,
                    false,
                    random.nextInt(90) / 10.0,
                    random.nextInt(5) == 0,
                    overrides));
        }
        List<Rule> rules = new ArrayList<>();
        rules.add(new Rule(
                "比较",
                Effect.POINTS,
                1.7,
                List.of(
                        new Row(0, Kind.ALL, null, null, null, null),
                        new Row(1, Kind.AGAINST, "C0", "GT", 0.5, "C1"),
                        new Row(1, Kind.EVENT, "LEGAL_REP", null, 6.0, null))));
        if (random.nextBoolean()) {
            rules.add(new Rule("多项命中", Effect.POINTS, 4.3, List.of(new Row(0, Kind.HITS, null, null, 6.0, null))));
            rules.add(new Rule(
                    "任一",
                    random.nextBoolean() ? Effect.HARD : Effect.FLOOR,
                    45,
                    List.of(
                            new Row(0, Kind.RULE, "多项命中", null, null, null),
                            new Row(0, Kind.NOT, null, null, null, null),
                            new Row(1, Kind.COMPARE, "C3", "LT", 0.9, null))));
        }
        return new ModelSpec("m", "m", 15, 40, 70, 3, 1, 0.3, lines, rules);
    }

    private static VectorBatch batch(Random random) {
        int places = PLACES + CompiledModel.EVENT_ITEMS.size();
        double[][] values = new double[places][SUBJECTS];
        String[] industries = new String[SUBJECTS];
        String[] divisions = new String[SUBJECTS];
        byte[][] before = new byte[2][SUBJECTS];
        boolean[] grey = new boolean[SUBJECTS];
        boolean[] white = new boolean[SUBJECTS];
        for (int i = 0; i < SUBJECTS; i++) {
            for (int place = 0; place < places; place++) {
                double x = random.nextInt(5) == 0 ? Double.NaN : random.nextDouble();
                values[place][i] =
                        place >= PLACES && x == x ? Math.floor(x * 12) : place >= 20 && x == x ? Math.rint(x * 0.6) : x;
            }
            industries[i] = random.nextBoolean() ? "5164" : "3311";
            divisions[i] = random.nextBoolean() ? "330102" : "310101";
            before[0][i] = (byte) (random.nextInt(5) - 1);
            before[1][i] = (byte) (random.nextInt(5) - 1);
            grey[i] = random.nextInt(20) == 0;
            white[i] = random.nextInt(20) == 0;
        }
        String[] offices = new String[SUBJECTS];
        java.util.Arrays.fill(offices, "/");
        return new VectorBatch(
                SUBJECTS,
                new long[SUBJECTS],
                values,
                before,
                white,
                grey,
                industries,
                divisions,
                offices,
                new Level[SUBJECTS]);
    }

    private static int place(String code) {
        return Integer.parseInt(code.substring(1));
    }

    private static Catalogue.Version version() {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            places.put("C" + i, i);
        }
        for (int i = 0; i < 4; i++) {
            places.put("C" + i + "!", 20 + i);
        }
        return new Catalogue.Version(1, places, PLACES);
    }
}
