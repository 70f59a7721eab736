package io.yihu.risk.model;

import io.yihu.indicator.Catalogue;
import io.yihu.indicator.Columns;
import io.yihu.indicator.Condition;
import io.yihu.indicator.Hit;
import io.yihu.indicator.RuleNode;
import io.yihu.indicator.Scorecard;
import io.yihu.risk.Level;
import io.yihu.risk.model.ModelSpec.Effect;
import io.yihu.risk.model.ModelSpec.Kind;
import io.yihu.risk.model.ModelSpec.Line;
import io.yihu.risk.model.ModelSpec.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A model made ready for a catalogue version: the same object judges a run of all subjects, a trial of a past period and one
 * live event, adding up in the same order, so that all three give the same bits.
 */
public final class CompiledModel {
    /** What stands before the name of a rule where findings list the codes they were hit by. */
    public static final String RULE = "规则·";

    private final ModelSpec spec;
    private final Scorecard card;
    private final Segments segments;
    private final List<String> events;
    private final List<RuleNode> rules = new ArrayList<>();
    private final int places;

    private CompiledModel(ModelSpec spec, Catalogue.Version version, List<String> events) {
        this.spec = spec;
        this.events = events;
        this.places = version.size();
        this.segments = new Segments(spec.lines());
        this.card = new Scorecard(
                spec.lines().stream().map(line -> line(line, version)).toArray(Scorecard.Line[]::new));
        Map<String, RuleNode> named = new HashMap<>();
        for (Rule rule : spec.rules()) {
            rules.add(tree(rule, version, named));
        }
    }

    /** Places of items of change events follow those of the vector, in the order of {@link #EVENT_ITEMS}. */
    public static CompiledModel of(ModelSpec spec, Catalogue.Version version) {
        return new CompiledModel(spec, version, EVENT_ITEMS);
    }

    /** Items of registration changes a rule may ask about. */
    public static final List<String> EVENT_ITEMS = List.of(
            "LEGAL_REP",
            "NAME",
            "ADDRESS",
            "SCOPE",
            "SHAREHOLDER",
            "FIN_OFFICER",
            "OFFICE",
            "CAPITAL",
            "INDUSTRY",
            "STATUS",
            "TYPE");

    /** What judging gave, by subject. */
    public record Outcome(double[] raw, double[] least, boolean[] hard, int[] hits) {}

    public ModelSpec spec() {
        return spec;
    }

    public Scorecard card() {
        return card;
    }

    public boolean segmented() {
        return !segments.single();
    }

    public int segment(String industry, String division) {
        return segments.of(industry, division);
    }

    public boolean asksEvents() {
        return spec.rules().stream().flatMap(r -> r.rows().stream()).anyMatch(row -> row.kind() == Kind.EVENT);
    }

    /** Does a rule count hits, so that moving one line may change a rule? */
    public boolean countsHits() {
        return spec.rules().stream().flatMap(r -> r.rows().stream()).anyMatch(row -> row.kind() == Kind.HITS);
    }

    /** Places of the vector this model reads. */
    public int[] reads(Catalogue.Version version) {
        Stream<String> rows = spec.rules().stream()
                .flatMap(rule -> rule.rows().stream())
                .filter(row -> row.kind() != Kind.EVENT && row.kind() != Kind.RULE)
                .flatMap(row -> Stream.of(row.code(), row.other()));
        return Stream.concat(spec.lines().stream().flatMap(line -> Stream.of(line.code(), line.code() + "!")), rows)
                .filter(code -> code != null)
                .mapToInt(version::place)
                .filter(place -> place >= 0)
                .distinct()
                .sorted()
                .toArray();
    }

    public Outcome judge(Columns columns) {
        int n = columns.size();
        Outcome outcome = new Outcome(new double[n], new double[n], new boolean[n], new int[n]);
        card.judge(columns, outcome.raw(), outcome.hard(), outcome.hits());
        for (int r = 0; r < rules.size(); r++) {
            apply(r, rules.get(r).answer(columns, outcome.hits()), outcome);
        }
        return outcome;
    }

    /** Adds what a rule does, given where it is met. */
    public void apply(int rule, byte[] met, Outcome outcome) {
        Rule written = spec.rules().get(rule);
        for (int i = 0; i < met.length; i++) {
            if (met[i] == 1) {
                switch (written.effect()) {
                    case POINTS -> outcome.raw()[i] += written.amount();
                    case FLOOR -> outcome.least()[i] = Math.max(outcome.least()[i], written.amount());
                    case HARD -> outcome.hard()[i] = true;
                }
            }
        }
    }

    public byte[] met(int rule, Columns columns, int[] hits) {
        return rules.get(rule).answer(columns, hits);
    }

    /** Score of a subject before white and grey lists. */
    public static double score(Outcome outcome, int subject) {
        return Math.max(Scorecard.score(outcome.raw()[subject]), outcome.least()[subject]);
    }

    public Level level(double score, boolean hard, boolean white) {
        return LevelPolicy.computed(score, hard, white, spec);
    }

    /** Everything one subject has met, greatest contribution first. */
    public List<Hit> hits(Columns columns, int subject) {
        List<Hit> met = new ArrayList<>(card.met(columns, subject));
        if (!rules.isEmpty()) {
            Columns one = one(columns, subject);
            int[] hits = {(int) met.stream().filter(hit -> hit.severity() > 0).count()};
            for (int r = 0; r < rules.size(); r++) {
                if (rules.get(r).answer(one, hits)[0] == 1) {
                    Rule rule = spec.rules().get(r);
                    double points = rule.effect() == Effect.POINTS ? rule.amount() : 0;
                    met.add(new Hit(RULE + rule.name(), Double.NaN, 1, points, 0, rule.effect() == Effect.HARD));
                }
            }
        }
        return Scorecard.shares(met);
    }

    /** The columns of one subject. */
    public static Columns one(Columns columns, int subject) {
        double[][] values = new double[columns.values().length][];
        for (int place = 0; place < values.length; place++) {
            double[] column = columns.values()[place];
            values[place] = column == null ? null : new double[] {column[subject]};
        }
        return new Columns(1, values, new int[] {columns.segment(subject)});
    }

    private Scorecard.Line line(Line line, Catalogue.Version version) {
        Condition usual = new Condition(
                line.code(),
                version.place(line.code()),
                line.hard() ? version.hardPlace(line.code()) : -1,
                line.thresholds(),
                line.weight());
        if (line.overrides().isEmpty()) {
            return new Scorecard.Line(usual, null);
        }
        Condition[] bySegment = IntStream.range(0, segments.count())
                .mapToObj(segment -> {
                    ModelSpec.Override o = segments.of(line, segment);
                    return o == null
                            ? usual
                            : new Condition(
                                    usual.code(),
                                    usual.place(),
                                    usual.hardPlace(),
                                    line.thresholds(o),
                                    o.weight() == null ? line.weight() : o.weight());
                })
                .toArray(Condition[]::new);
        return new Scorecard.Line(usual, bySegment);
    }

    private RuleNode tree(Rule rule, Catalogue.Version version, Map<String, RuleNode> named) {
        RuleNode known = named.get(rule.name());
        if (known != null) {
            return known;
        }
        RuleNode node = RuleTree.of(
                rule.rows(),
                version::place,
                item -> places + events.indexOf(item),
                name -> tree(
                        spec.rules().stream()
                                .filter(r -> r.name().equals(name))
                                .findFirst()
                                .orElseThrow(),
                        version,
                        named));
        named.put(rule.name(), node);
        return node;
    }
}
