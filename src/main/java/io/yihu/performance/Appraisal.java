package io.yihu.performance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sums units over the tree of offices and over officers, and gives points; everything of a month at once. */
@Component
@RequiredArgsConstructor
class Appraisal {
    /** Weight of the peers in a small sample. */
    static final double ALPHA = 10;

    private final JdbcClient jdbc;
    private final DefinitionQueries definitions;

    /** Units of one office or officer, summed. */
    record Sum(
            String indicator,
            String scope,
            long scopeId,
            Long officeId,
            String peer,
            long units,
            BigDecimal num,
            BigDecimal den,
            Double median) {
        Sum median(Double found) {
            return new Sum(indicator, scope, scopeId, officeId, peer, units, num, den, found);
        }
    }

    int score(LocalDate period) {
        jdbc.sql("delete from performance.result where period = ?")
                .param(period)
                .update();
        Map<String, PerformanceIndicator> book = book(period);
        jdbc.sql("drop table if exists pg_temp.appraisal_base").update();
        jdbc.sql(BASE).update();
        jdbc.sql(FILL).param(period).update();
        Map<Key, Double> medians = medians(period, book);
        Map<String, Sum> peers = sums(PEERS, medians).collect(Collectors.toMap(Sum::indicator, Function.identity()));
        List<Ranking.Entry> rows = Stream.of(OFFICES, STAFF, NOBODY)
                .flatMap(level -> sums(level, medians))
                .filter(sum -> sum.den().signum() > 0 && sum.units() > 0 && book.containsKey(sum.indicator()))
                .filter(sum -> sum.median() != null
                        || book.get(sum.indicator()).aggregate() != PerformanceIndicator.Aggregate.MEDIAN)
                .map(sum -> new Ranking.Entry(
                        row(sum, peers.get(sum.indicator()), book.get(sum.indicator()), period),
                        sum.peer(),
                        sum.officeId()))
                .toList();
        return write(Ranking.of(rows, book), period);
    }

    private Map<String, PerformanceIndicator> book(LocalDate period) {
        return definitions.of(period).stream().collect(Collectors.toMap(PerformanceIndicator::code, one -> one));
    }

    /**
     * Digest over everything that went in: definitions, and the units of each indicator as a sum of their digests. A sum does
     * not ask for an order, so millions of units need no sorting.
     */
    String snapshotHash(LocalDate period) {
        return digest(feed -> {
            definitions
                    .of(period)
                    .forEach(one -> feed.accept(String.join(
                            " ",
                            one.code(),
                            one.digest(),
                            Integer.toString(one.version()),
                            one.function().toString(),
                            Double.toString(one.weight()))));
            lines("""
                    select concat_ws('|', indicator, count(*), sum(('x' || substr(digest, 1, 16))::bit(64)::bigint), sum(('x' || substr(digest, 17, 16))::bit(64)::bigint),
                      sum(('x' || substr(digest, 33, 16))::bit(64)::bigint), sum(('x' || substr(digest, 49, 16))::bit(64)::bigint))
                    from (select indicator, encode(sha256(convert_to(concat_ws('|', unit_id, subject_id, coalesce(officer_id, 0), office_id,
                        extract(epoch from at), trim_scale(num), trim_scale(den), source, corrects), 'UTF8')), 'hex') as digest
                      from performance.unit where period = ?) d
                    group by indicator order by indicator""", period, feed);
        });
    }

    /** Digest over everything that came out. */
    String resultHash(LocalDate period) {
        return digest(feed -> lines("""
                select concat_ws('|', indicator, scope, scope_id, units, trim_scale(num), trim_scale(den), value, shrunk, score, weight, peer, rank, peers)
                from performance.result where period = ? order by scope, scope_id, indicator""", period, feed));
    }

    private static ScoreRow row(Sum sum, Sum peers, PerformanceIndicator indicator, LocalDate period) {
        boolean counted = indicator.aggregate() == PerformanceIndicator.Aggregate.COUNT;
        boolean median = indicator.aggregate() == PerformanceIndicator.Aggregate.MEDIAN;
        double value = value(sum, indicator.aggregate());
        double peer = value(peers, indicator.aggregate());
        double shrunk = counted
                ? value
                : median
                        ? ScoreFunction.shrunk(sum.units() * value, sum.units(), peer, ALPHA)
                        : ScoreFunction.shrunk(
                                sum.num().doubleValue(), sum.den().doubleValue(), peer, ALPHA);
        boolean scored = indicator.scored(sum.scope());
        return new ScoreRow(
                sum.indicator(),
                period,
                sum.scope(),
                sum.scopeId(),
                sum.units(),
                sum.num(),
                sum.den(),
                rounded(value, 6),
                rounded(shrunk, 6),
                rounded(scored ? indicator.function().points(shrunk, indicator.weight()) : 0, 4),
                rounded(scored ? indicator.weight() : 0, 2),
                false);
    }

    private static double value(Sum sum, PerformanceIndicator.Aggregate aggregate) {
        return switch (aggregate) {
            case MEDIAN -> sum.median();
            case COUNT -> sum.num().doubleValue();
            case RATIO -> sum.num().doubleValue() / sum.den().doubleValue();
        };
    }

    private int write(List<Ranking.Ranked> ranked, LocalDate period) {
        List<ScoreRow> rows = ranked.stream().map(Ranking.Ranked::row).toList();
        return jdbc.sql("""
                        insert into performance.result (indicator, period, scope, scope_id, office_id, units, num, den, value, shrunk, score, weight, peer, rank, peers)
                        select r.indicator, :period, r.scope, r.scope_id, r.office_id, r.units, r.num, r.den, r.value, r.shrunk, r.score, r.weight, r.peer, r.rank, r.peers
                        from unnest(:indicator::text[], :scope::text[], :id::bigint[], :office::bigint[], :units::bigint[], :num::numeric[], :den::numeric[],
                          :value::numeric[], :shrunk::numeric[], :score::numeric[], :weight::numeric[],
                          :peer::text[], :rank::int[], :peers::int[])
                          as r (indicator, scope, scope_id, office_id, units, num, den, value, shrunk, score, weight, peer, rank, peers)
                        order by r.scope, r.scope_id, r.indicator""")
                .param("office", ranked.stream().map(Ranking.Ranked::officeId).toArray(Long[]::new))
                .param("peer", ranked.stream().map(Ranking.Ranked::peer).toArray(String[]::new))
                .param("rank", ranked.stream().map(Ranking.Ranked::rank).toArray(Integer[]::new))
                .param("peers", ranked.stream().map(Ranking.Ranked::peers).toArray(Integer[]::new))
                .param("period", period)
                .param("indicator", rows.stream().map(ScoreRow::indicator).toArray(String[]::new))
                .param("scope", rows.stream().map(ScoreRow::scope).toArray(String[]::new))
                .param("id", rows.stream().map(ScoreRow::scopeId).toArray(Long[]::new))
                .param("units", rows.stream().map(ScoreRow::units).toArray(Long[]::new))
                .param("num", rows.stream().map(ScoreRow::num).toArray(BigDecimal[]::new))
                .param("den", rows.stream().map(ScoreRow::den).toArray(BigDecimal[]::new))
                .param("value", rows.stream().map(ScoreRow::value).toArray(BigDecimal[]::new))
                .param("shrunk", rows.stream().map(ScoreRow::shrunk).toArray(BigDecimal[]::new))
                .param("score", rows.stream().map(ScoreRow::score).toArray(BigDecimal[]::new))
                .param("weight", rows.stream().map(ScoreRow::weight).toArray(BigDecimal[]::new))
                .update();
    }

    /** One pass over the units; everything above is added up from what it leaves. */
    private static final String BASE = """
            create temp table appraisal_base (
              indicator text, office_id bigint, officer_id bigint, units bigint, num numeric, den numeric) on commit drop""";

    private static final String FILL = """
            insert into appraisal_base
            select indicator, office_id, officer_id, count(*) filter (where corrects is null) - count(*) filter (where corrects is not null and den < 0), sum(num), sum(den)
            from performance.unit where period = ? group by indicator, office_id, officer_id""";

    private static final String FIGURES =
            "sum(b.units)::bigint as units, sum(b.num) as num, sum(b.den) as den, null::double precision as median";

    private static final String OFFICES =
            "select b.indicator, 'OFFICE' as scope, above.id::bigint as scope_id, null::bigint as office_id, a.level as peer, "
                    + FIGURES + """
             from (select indicator, office_id, sum(units) as units, sum(num) as num, sum(den) as den from appraisal_base group by indicator, office_id) b
            join organization.v_office o on o.id = b.office_id
            cross join lateral unnest(string_to_array(trim(both '/' from o.path), '/')) above (id)
            join organization.v_office a on a.id = above.id::bigint
            group by b.indicator, above.id, a.level""";

    private static final String STAFF =
            "select b.indicator, 'STAFF' as scope, b.officer_id as scope_id, min(b.office_id) as office_id, o.level as peer, "
                    + FIGURES + """
             from appraisal_base b join organization.v_officer f on f.id = b.officer_id join organization.v_office o on o.id = f.office_id
            group by b.indicator, b.officer_id, o.level""";

    private static final String NOBODY =
            "select b.indicator, 'NOBODY' as scope, b.office_id as scope_id, b.office_id, '' as peer, " + FIGURES
                    + " from appraisal_base b where b.officer_id is null group by b.indicator, b.office_id";

    private static final String PEERS =
            "select b.indicator, 'ALL' as scope, 0::bigint as scope_id, null::bigint as office_id, '' as peer, "
                    + FIGURES + " from appraisal_base b group by b.indicator";

    /** Medians need the units themselves, but only of the few indicators that are one; a unit excluded by an appeal is left out. */
    private static final String MEDIANS = """
            with u as materialized (
              select u.indicator, u.office_id, u.officer_id, u.num::double precision as num from performance.unit u
              where u.period = :period and u.indicator = any(:indicators) and u.corrects is null
                and not exists (select from performance.unit c where c.period = u.period and c.indicator = u.indicator and c.subject_id = u.subject_id
                  and c.corrects = u.unit_id)),
            p as materialized (
              select o.id as office_id, above.id::bigint as above from organization.v_office o
              cross join lateral unnest(string_to_array(trim(both '/' from o.path), '/')) above (id))
            select indicator, 'OFFICE' as scope, above as scope_id, percentile_cont(0.5) within group (order by num) as median
            from u join p on p.office_id = u.office_id group by indicator, above
            union all
            select indicator, 'STAFF', officer_id, percentile_cont(0.5) within group (order by num) from u where officer_id is not null group by indicator, officer_id
            union all
            select indicator, 'NOBODY', office_id, percentile_cont(0.5) within group (order by num) from u where officer_id is null group by indicator, office_id
            union all
            select indicator, 'ALL', 0, percentile_cont(0.5) within group (order by num) from u group by indicator""";

    private record Key(String indicator, String scope, long scopeId) {}

    private record Median(String indicator, String scope, long scopeId, double median) {}

    private Map<Key, Double> medians(LocalDate period, Map<String, PerformanceIndicator> book) {
        return jdbc
                .sql(MEDIANS)
                .param("period", period)
                .param(
                        "indicators",
                        book.values().stream()
                                .filter(one -> one.aggregate() == PerformanceIndicator.Aggregate.MEDIAN)
                                .map(PerformanceIndicator::code)
                                .toArray(String[]::new))
                .query(Median.class)
                .list()
                .stream()
                .collect(Collectors.toMap(one -> new Key(one.indicator(), one.scope(), one.scopeId()), Median::median));
    }

    private Stream<Sum> sums(String sql, Map<Key, Double> medians) {
        return jdbc.sql(sql).query(Sum.class).list().stream()
                .map(sum -> sum.median(medians.get(new Key(sum.indicator(), sum.scope(), sum.scopeId()))));
    }

    private void lines(String sql, LocalDate period, Consumer<String> feed) {
        jdbc.sql(sql).param(period).query(row -> {
            feed.accept(row.getString(1));
        });
    }

    private static String digest(Consumer<Consumer<String>> content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            content.accept(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigDecimal rounded(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    }
}
