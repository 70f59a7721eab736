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
    private final IndicatorBook book;

    /** Units of one office or officer, summed. */
    record Sum(
            String indicator, String scope, long scopeId, long units, BigDecimal num, BigDecimal den, double median) {}

    int score(LocalDate period) {
        jdbc.sql("delete from performance.result where period = ?")
                .param(period)
                .update();
        Map<String, Sum> peers = sums(PEERS, period).collect(Collectors.toMap(Sum::indicator, sum -> sum));
        List<ScoreRow> rows = Stream.concat(sums(OFFICES, period), sums(STAFF, period))
                .filter(sum -> sum.den().signum() > 0)
                .map(sum -> row(sum, peers.get(sum.indicator()), period))
                .toList();
        return write(rows, period);
    }

    /** Digest over everything that went in: definitions and units in a fixed order. */
    String snapshotHash(LocalDate period) {
        return digest(feed -> {
            book.all().forEach(indicator -> feed.accept(indicator.code() + " " + indicator.digest()));
            lines("""
                    select concat_ws('|', indicator, unit_id, subject_id, officer_id, office_id,
                      extract(epoch from at), trim_scale(num), trim_scale(den), source)
                    from performance.unit where period = ? order by indicator, unit_id, subject_id""", period, feed);
        });
    }

    /** Digest over everything that came out. */
    String resultHash(LocalDate period) {
        return digest(feed -> lines("""
                select concat_ws('|', indicator, scope, scope_id, units, trim_scale(num), trim_scale(den), value, shrunk, score, weight)
                from performance.result where period = ? order by scope, scope_id, indicator""", period, feed));
    }

    private ScoreRow row(Sum sum, Sum peers, LocalDate period) {
        PerformanceIndicator indicator = book.byCode(sum.indicator());
        boolean median = indicator.aggregate() == PerformanceIndicator.Aggregate.MEDIAN;
        double value =
                median ? sum.median() : sum.num().doubleValue() / sum.den().doubleValue();
        double peer = median
                ? peers.median()
                : peers.num().doubleValue() / peers.den().doubleValue();
        double shrunk = median
                ? ScoreFunction.shrunk(sum.units() * value, sum.units(), peer, ALPHA)
                : ScoreFunction.shrunk(sum.num().doubleValue(), sum.den().doubleValue(), peer, ALPHA);
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
                rounded(indicator.function().points(shrunk, indicator.weight()), 4),
                rounded(indicator.weight(), 2),
                false);
    }

    private int write(List<ScoreRow> rows, LocalDate period) {
        return jdbc.sql("""
                        insert into performance.result (indicator, period, scope, scope_id, units, num, den, value, shrunk, score, weight)
                        select r.indicator, :period, r.scope, r.scope_id, r.units, r.num, r.den, r.value, r.shrunk, r.score, r.weight
                        from unnest(:indicator::text[], :scope::text[], :id::bigint[], :units::bigint[], :num::numeric[], :den::numeric[],
                          :value::numeric[], :shrunk::numeric[], :score::numeric[], :weight::numeric[])
                          as r (indicator, scope, scope_id, units, num, den, value, shrunk, score, weight)""")
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
            "select u.indicator, 'OFFICE' as scope, above.id::bigint as scope_id, " + FIGURES + """
             from performance.unit u join organization.v_office o on o.id = u.office_id
            cross join lateral unnest(string_to_array(trim(both '/' from o.path), '/')) above (id)
            where u.period = ? group by u.indicator, above.id""";

    private static final String STAFF = "select u.indicator, 'STAFF' as scope, u.officer_id as scope_id, " + FIGURES
            + " from performance.unit u where u.period = ? and u.officer_id is not null group by u.indicator, u.officer_id";

    private static final String PEERS = "select u.indicator, 'ALL' as scope, 0 as scope_id, " + FIGURES
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
