package io.yihu.risk.quality;

import io.yihu.platform.CurrentActor;
import io.yihu.risk.Level;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The ranking of past periods beside what is known: a list from elsewhere, or what officers concluded afterwards. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class OutcomeQueries {
    private static final int PERIODS = 12;
    private static final int SHOWN = 60;

    private static final String LIST = """
            select p.period, v.subject_id, bool_or(k.bad) as bad from unnest(cast(:periods as date[])) p(period)
            cross join risk.known_outcome k join taxpayer.v_party v on v.id = k.party_id
            where k.list_id = :list group by p.period, v.subject_id""";

    /** Looks that began within three months from the day of judging, so that the scores know nothing of them; of several the surest, then the newest. */
    private static final String CLOSED = """
            select distinct on (p.period, l.subject_id) p.period, l.subject_id, l.value = 1 as bad
            from (select distinct on (r.period) r.period, r.as_of from indicator.v_run r
                  where r.state = 'DONE' and r.period = any (cast(:periods as date[])) order by r.period, r.id desc) p
            join risk.label l on l.as_of >= p.as_of and l.as_of < p.as_of + interval '3 months'
            where cast(:list as bigint) is null order by p.period, l.subject_id, l.confidence desc, l.recorded_at desc""";

    private final JdbcClient jdbc;

    private record Scored(LocalDate period, long subjectId, boolean bad, double score, String level) {}

    /**
     * One period: how well its scores separate.
     *
     * @param caught bad ones with at least a MEDIUM level, {@code alarms} good ones with it
     * @param first bad ones among as many first places as there are bad ones
     */
    public record Period(
            LocalDate period,
            RankQuality quality,
            long caught,
            long alarms,
            long first,
            double meanBad,
            double meanGood) {}

    /** A taxpayer at its place among those of the list; the name is null beyond the person's offices. */
    public record Place(
            int place, long subjectId, String name, String taxId, boolean bad, String level, double score) {}

    /** Everything of one list: periods newest first, curve and places of the one looked at. */
    public record View(List<Period> periods, Period shown, List<RankQuality.Point> curve, List<Place> places) {}

    /**
     * Compares scores with outcomes.
     *
     * @param list a list, null for what officers concluded
     * @param wanted the period to look at, null for the newest
     */
    public View compare(Long list, LocalDate wanted) {
        Map<LocalDate, List<Scored>> byPeriod = new TreeMap<>(Comparator.reverseOrder());
        scored(list)
                .forEach(s -> byPeriod.computeIfAbsent(s.period(), p -> new ArrayList<>())
                        .add(s));
        List<Period> periods = byPeriod.entrySet().stream()
                .map(e -> period(e.getKey(), e.getValue()))
                .toList();
        Period shown = periods.stream()
                .filter(p -> p.period().equals(wanted))
                .findFirst()
                .orElse(periods.isEmpty() ? null : periods.get(0));
        if (shown == null) {
            return new View(periods, null, List.of(), List.of());
        }
        List<Scored> rows = byPeriod.get(shown.period());
        return new View(periods, shown, RankQuality.curve(scores(rows, true), scores(rows, false)), places(rows));
    }

    private List<Scored> scored(Long list) {
        String[] periods = jdbc.sql("select distinct period::text from risk.judgement order by 1 desc limit ?")
                .param(PERIODS)
                .query(String.class)
                .list()
                .toArray(String[]::new);
        return jdbc.sql("with outcome as materialized (" + (list == null ? CLOSED : LIST) + """
                        )
                        select j.period, j.subject_id, o.bad, j.score, j.level from outcome o
                        join risk.judgement j on j.subject_id = o.subject_id and j.period = o.period
                        order by j.period desc, j.score desc, j.subject_id""")
                .param("periods", periods)
                .param("list", list)
                .query(Scored.class)
                .list();
    }

    private static Period period(LocalDate period, List<Scored> rows) {
        double[] bad = scores(rows, true);
        double[] good = scores(rows, false);
        return new Period(
                period,
                RankQuality.of(bad, good),
                rows.stream().filter(s -> s.bad() && flagged(s)).count(),
                rows.stream().filter(s -> !s.bad() && flagged(s)).count(),
                rows.stream().limit(bad.length).filter(Scored::bad).count(),
                java.util.Arrays.stream(bad).average().orElse(Double.NaN),
                java.util.Arrays.stream(good).average().orElse(Double.NaN));
    }

    private static boolean flagged(Scored row) {
        return Level.valueOf(row.level()).compareTo(Level.MEDIUM) >= 0;
    }

    private static double[] scores(List<Scored> rows, boolean bad) {
        return rows.stream()
                .filter(s -> s.bad() == bad)
                .mapToDouble(Scored::score)
                .toArray();
    }

    /** The bad ones with their places, and the first places. */
    private List<Place> places(List<Scored> rows) {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (chosen.size() < SHOWN && (rows.get(i).bad() || i < SHOWN / 3)) {
                chosen.add(i);
            }
        }
        Map<Long, String[]> names =
                names(chosen.stream().map(i -> rows.get(i).subjectId()).toArray(Long[]::new));
        return chosen.stream()
                .map(i -> {
                    Scored row = rows.get(i);
                    String[] name = names.getOrDefault(row.subjectId(), new String[2]);
                    return new Place(i + 1, row.subjectId(), name[0], name[1], row.bad(), row.level(), row.score());
                })
                .toList();
    }

    private Map<Long, String[]> names(Long[] subjects) {
        Map<Long, String[]> names = new java.util.HashMap<>();
        jdbc.sql("""
                        select s.id, s.name, s.tax_id from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                        where s.id = any (cast(? as bigint[])) and o.path like ?""").params(subjects, CurrentActor.get().scope()).query(row -> {
            names.put(row.getLong(1), new String[] {row.getString(2), row.getString(3)});
        });
        return names;
    }
}
