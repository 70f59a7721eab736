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
            String peer,
            long units,
            BigDecimal num,
            BigDecimal den,
            double median) {}

    int score(LocalDate period) {
        jdbc.sql("delete from performance.result where period = ?")
                .param(period)
                .update();
        Map<String, PerformanceIndicator> book = book(period);
        Map<String, Sum> peers = sums(PEERS, period).collect(Collectors.toMap(Sum::indicator, sum -> sum));
        List<Ranking.Entry> rows = Stream.concat(sums(OFFICES, period), sums(STAFF, period))
                .filter(sum -> sum.den().signum() > 0 && book.containsKey(sum.indicator()))
                .map(sum -> new Ranking.Entry(
                        row(sum, peers.get(sum.indicator()), book.get(sum.indicator()), period), sum.peer()))
                .toList();
        return write(Ranking.of(rows, book), period);
    }

    private Map<String, PerformanceIndicator> book(LocalDate period) {
        return definitions.of(period).stream().collect(Collectors.toMap(PerformanceIndicator::code, one -> one));
    }

    /** Digest over everything that went in: definitions and units in a fixed order. */
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
                    select concat_ws('|', indicator, mod(subject_id, 64), count(*), encode(sha256(convert_to(string_agg(
                      concat_ws('|', unit_id, subject_id, coalesce(officer_id, 0), office_id, extract(epoch from at), trim_scale(num),
                        trim_scale(den), source), E'\\n' order by unit_id, subject_id), 'UTF8')), 'hex'))
                    from performance.unit where period = ?
                    group by indicator, mod(subject_id, 64) order by indicator, mod(subject_id, 64)""", period, feed);
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
                        insert into performance.result (indicator, period, scope, scope_id, units, num, den, value, shrunk, score, weight, peer, rank, peers)
                        select r.indicator, :period, r.scope, r.scope_id, r.units, r.num, r.den, r.value, r.shrunk, r.score, r.weight, r.peer, r.rank, r.peers
                        from unnest(:indicator::text[], :scope::text[], :id::bigint[], :units::bigint[], :num::numeric[], :den::numeric[],
                          :value::numeric[], :shrunk::numeric[], :score::numeric[], :weight::numeric[],
                          :peer::text[], :rank::int[], :peers::int[])
                          as r (indicator, scope, scope_id, units, num, den, value, shrunk, score, weight, peer, rank, peers)""")
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

    private static final String FIGURES = "count(*) as units, sum(u.num) as num, sum(u.den) as den,"
            + " percentile_cont(0.5) within group (order by u.num::double precision) as median";

    private static final String OFFICES =
            "select u.indicator, 'OFFICE' as scope, above.id::bigint as scope_id, a.level as peer, " + FIGURES + """
             from performance.unit u join organization.v_office o on o.id = u.office_id
            cross join lateral unnest(string_to_array(trim(both '/' from o.path), '/')) above (id)
            join organization.v_office a on a.id = above.id::bigint
            where u.period = ? group by u.indicator, above.id, a.level""";

    private static final String STAFF =
            "select u.indicator, 'STAFF' as scope, u.officer_id as scope_id, o.level as peer, " + FIGURES + """
             from performance.unit u join organization.v_officer f on f.id = u.officer_id join organization.v_office o on o.id = f.office_id
            where u.period = ? group by u.indicator, u.officer_id, o.level""";

    private static final String PEERS = "select u.indicator, 'ALL' as scope, 0 as scope_id, '' as peer, " + FIGURES
            + " from performance.unit u where u.period = ? group by u.indicator";

    private Stream<Sum> sums(String sql, LocalDate period) {
        return jdbc.sql(sql).param(period).query(Sum.class).list().stream();
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
