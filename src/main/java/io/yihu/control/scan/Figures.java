package io.yihu.control.scan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sums of the units by office (own and with all below), officer and taxpayer, with the place among peers and the level. */
@Component
@RequiredArgsConstructor
class Figures {
    private static final String SUMS = """
            insert into control.figure (period, indicator, scope, scope_id, office_id, n, num, den, value)
            select period, indicator, %s, %s, %s, count(*), sum(num), sum(den), sum(num) / nullif(sum(den), 0)
            from control.unit u %s where period = ? %s group by period, indicator, %s""";

    private final JdbcClient jdbc;
    private final ScanSettings settings;

    private record Sum(String indicator, String scope, long scopeId, long n, double num, double den, Double peer) {}

    long sum(LocalDate period) {
        jdbc.sql("delete from control.figure where period = ?").param(period).update();
        String above = "above.id::bigint";
        long rows = insert(
                period,
                SUMS.formatted(
                        "'OFFICE'",
                        above,
                        above,
                        "join organization.v_office o on o.id = u.office_id cross join lateral unnest(string_to_array(trim(both '/' from o.path), '/')) above (id)",
                        "",
                        above));
        rows += insert(period, SUMS.formatted("'OWN'", "u.office_id", "u.office_id", "", "", "u.office_id"));
        rows += insert(
                period,
                SUMS.formatted(
                        "'STAFF'",
                        "u.officer_id",
                        "max(u.office_id)",
                        "",
                        "and u.officer_id is not null",
                        "u.officer_id"));
        rows += insert(
                period,
                SUMS.formatted(
                        "'SUBJECT'", "u.subject_id", "max(u.office_id)", "", "and u.subject_id <> 0", "u.subject_id"));
        compare(period);
        levels(period);
        return rows;
    }

    private long insert(LocalDate period, String sql) {
        return jdbc.sql(sql).param(period).update();
    }

    /** Peers are offices of the same level, and all officers; only those with five units count. */
    private void compare(LocalDate period) {
        jdbc.sql("""
                        with peers as materialized (
                          select g.indicator, g.scope, coalesce(o.level, '') as kind, percentile_cont(0.5) within group (order by g.value::double precision) as median,
                            avg(g.value) as mean, stddev_samp(g.value) as sd
                          from control.figure g left join organization.v_office o on o.id = g.scope_id and g.scope in ('OFFICE', 'OWN')
                          where g.period = :period and g.scope <> 'SUBJECT' and g.n >= 5 group by 1, 2, 3)
                        update control.figure g set peer = p.median, z = case when p.sd > 0 and g.n >= 5 then round((g.value - p.mean) / p.sd, 3) end
                        from peers p where g.period = :period and g.scope <> 'SUBJECT' and g.indicator = p.indicator and g.scope = p.scope
                          and p.kind = case g.scope when 'STAFF' then '' else coalesce((select o.level from organization.v_office o where o.id = g.scope_id), '') end""").param("period", period).update();
    }

    private void levels(LocalDate period) {
        Map<String, ScanIndicator> definitions = settings.all().stream()
                .filter(ScanSettings.Standing::enabled)
                .map(ScanSettings.Standing::indicator)
                .collect(Collectors.toMap(ScanIndicator::code, indicator -> indicator));
        List<Sum> past = new ArrayList<>();
        List<String> levels = new ArrayList<>();
        for (Sum sum : jdbc.sql(
                        "select indicator, scope, scope_id, n, num, den, peer from control.figure where period = ? and num > 0")
                .param(period)
                .query(Sum.class)
                .list()) {
            ScanIndicator indicator = definitions.get(sum.indicator());
            String level = indicator == null
                    ? null
                    : indicator.threshold().level(indicator.level(), sum.n(), sum.num(), sum.den(), sum.peer());
            if (level != null) {
                past.add(sum);
                levels.add(level);
            }
        }
        jdbc.sql("""
                        update control.figure g set level = x.level
                        from unnest(cast(:indicator as text[]), cast(:scope as text[]), cast(:id as bigint[]), cast(:level as text[])) as x (indicator, scope, id, level)
                        where g.period = :period and g.indicator = x.indicator and g.scope = x.scope and g.scope_id = x.id""")
                .param("period", period)
                .param("indicator", past.stream().map(Sum::indicator).toArray(String[]::new))
                .param("scope", past.stream().map(Sum::scope).toArray(String[]::new))
                .param("id", past.stream().map(Sum::scopeId).toArray(Long[]::new))
                .param("level", levels.toArray(String[]::new))
                .update();
    }
}
