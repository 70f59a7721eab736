package io.yihu.risk.whatif;

import io.yihu.indicator.Catalogue;
import io.yihu.indicator.Columns;
import io.yihu.indicator.Hit;
import io.yihu.platform.CurrentActor;
import io.yihu.risk.Level;
import io.yihu.risk.model.CompiledModel;
import io.yihu.risk.model.FlagShare;
import io.yihu.risk.model.VectorBatch;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a trial found, as the page shows it; names only of subjects the person may see. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class TrialReport {
    private static final int EXAMPLES = 12;
    private static final int CASES = 100;
    private final TrialEngine engine;
    private final Catalogue catalogue;
    private final JdbcClient jdbc;

    /** One period in one line. */
    public record PeriodRow(
            LocalDate period, long subjects, long hit, long found, long medium, long high, long foundLive, long flips) {
        public double flagged() {
            return subjects == 0 ? 0 : (double) found / subjects;
        }

        /** More than a model may flag. */
        public boolean tooMany() {
            return FlagShare.tooMany(flagged());
        }
    }

    /** Subjects that would change from one level to another, with some of them. */
    public record Flip(Level from, Level to, long n, List<Example> examples) {}

    /** One subject with both scores; the name is null where it is beyond the person's offices. */
    public record Example(long subjectId, String name, String taxId, double before, double after) {}

    /** A line and how many it hits by period, newest first. */
    public record LineRow(String code, List<Long> hits) {}

    /** A labelled subject and what the model read. */
    public record Case(
            long subjectId, String name, String taxId, LocalDate period, Level level, double score, List<Hit> hits) {}

    /** Everything of the page. */
    public record View(
            List<PeriodRow> periods,
            List<Flip> flips,
            List<LineRow> lines,
            Confusion confusion,
            Confusion live,
            long[] levels,
            long[] levelsLive) {}

    public View of(Trial trial, Level cut) {
        List<PeriodRow> rows = new ArrayList<>();
        Confusion mine = new Confusion(0, 0, 0, 0);
        Confusion live = mine;
        for (PeriodTrial p : trial.periods) {
            long[] funnel = p.funnel();
            long foundLive = java.util.Arrays.stream(PeriodTrial.count(p.live, p.mine))
                    .skip(1)
                    .sum();
            long[][] flips = p.flips(p.level);
            long changed = IntStream.range(0, flips.length)
                    .mapToLong(from -> IntStream.range(0, flips.length)
                            .filter(to -> to != from)
                            .mapToLong(to -> flips[from][to])
                            .sum())
                    .sum();
            rows.add(new PeriodRow(
                    p.period.period(), funnel[0], funnel[1], funnel[2], funnel[3], funnel[4], foundLive, changed));
            mine = mine.plus(trial.confusion(p, p.level, cut));
            live = live.plus(trial.confusion(p, p.live, cut));
        }
        PeriodTrial newest = trial.periods.isEmpty() ? null : trial.periods.get(0);
        return new View(
                rows,
                newest == null ? List.of() : flips(newest),
                lines(trial),
                mine,
                live,
                newest == null ? new long[4] : PeriodTrial.count(newest.level, newest.mine),
                newest == null ? new long[4] : PeriodTrial.count(newest.live, newest.mine));
    }

    private List<LineRow> lines(Trial trial) {
        if (trial.periods.isEmpty()) {
            return List.of();
        }
        CompiledModel model = trial.periods.get(0).model;
        return IntStream.range(0, model.card().size())
                .mapToObj(n -> model.card().line(n).usual().code())
                .map(code -> new LineRow(
                        code,
                        trial.periods.stream()
                                .map(p -> {
                                    int number = p.model.card().index(code);
                                    return number < 0 ? 0L : p.hits[number];
                                })
                                .toList()))
                .toList();
    }

    private List<Flip> flips(PeriodTrial p) {
        List<Flip> flips = new ArrayList<>();
        long[][] counts = p.flips(p.level);
        for (Level from : Level.values()) {
            for (Level to : Level.values()) {
                long n = counts[from.ordinal()][to.ordinal()];
                if (from != to && n > 0) {
                    flips.add(new Flip(from, to, n, examples(p, from, to)));
                }
            }
        }
        flips.sort(Comparator.comparing(
                        (Flip f) -> Math.abs(f.to().ordinal() - f.from().ordinal()))
                .reversed()
                .thenComparing(Flip::n, Comparator.reverseOrder()));
        return flips;
    }

    private List<Example> examples(PeriodTrial p, Level from, Level to) {
        List<Integer> chosen = IntStream.range(0, p.level.length)
                .filter(i -> p.mine[i] && p.live[i] == from.ordinal() && p.level[i] == to.ordinal())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -Math.abs(p.score[i] - p.liveScore[i]))
                        .thenComparing(i -> p.batch.subjects()[i]))
                .limit(EXAMPLES)
                .toList();
        Map<Long, String[]> names =
                names(chosen.stream().map(i -> p.batch.subjects()[i]).toList());
        return chosen.stream()
                .map(i -> {
                    String[] name = names.get(p.batch.subjects()[i]);
                    return new Example(
                            p.batch.subjects()[i],
                            name == null ? null : name[0],
                            name == null ? null : name[1],
                            p.liveScore[i],
                            p.score[i]);
                })
                .toList();
    }

    /** Labelled subjects of one cell of the confusion matrix ({@code TP FP FN TN}) with the values that were read. */
    public List<Case> cases(Trial trial, String cell, Level cut) {
        List<Case> cases = new ArrayList<>();
        for (PeriodTrial p : trial.periods) {
            Map<Long, Integer> known = trial.labels.get(p.period.period());
            List<Integer> chosen = IntStream.range(0, p.level.length)
                    .filter(i -> p.mine[i] && known.containsKey(p.batch.subjects()[i]))
                    .filter(i -> {
                        boolean flagged = p.level[i] >= cut.ordinal();
                        boolean risky = known.get(p.batch.subjects()[i]) == 1;
                        return cell.equals((flagged == risky ? "T" : "F") + (flagged ? "P" : "N"));
                    })
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -p.score[i]))
                    .limit(CASES - cases.size())
                    .toList();
            cases.addAll(read(p, chosen));
        }
        return cases;
    }

    private List<Case> read(PeriodTrial p, List<Integer> chosen) {
        if (chosen.isEmpty()) {
            return List.of();
        }
        Catalogue.Version version = catalogue.version(p.period.catalogueVersion());
        VectorBatch batch = engine.all(p, version);
        Columns columns = batch.columns(p.model);
        Map<Long, String[]> names =
                names(chosen.stream().map(i -> p.batch.subjects()[i]).toList());
        return chosen.stream()
                .filter(i -> names.containsKey(p.batch.subjects()[i]))
                .map(i -> {
                    String[] name = names.get(p.batch.subjects()[i]);
                    return new Case(
                            p.batch.subjects()[i],
                            name[0],
                            name[1],
                            p.period.period(),
                            Level.values()[p.level[i]],
                            p.score[i],
                            p.model.hits(columns, i));
                })
                .toList();
    }

    private Map<Long, String[]> names(List<Long> subjects) {
        Map<Long, String[]> names = new HashMap<>();
        jdbc.sql("""
                        select s.id, s.name, s.tax_id from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                        where s.id = any(cast(? as bigint[])) and o.path like ?""")
                .params(subjects.toArray(Long[]::new), CurrentActor.get().scope())
                .query(row -> {
                    names.put(row.getLong(1), new String[] {row.getString(2), row.getString(3)});
                });
        return names;
    }
}
