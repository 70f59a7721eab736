package io.yihu.control.scan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Derives the unit events of a scan, one statement an indicator.
 *
 * <p>A unit counts where its officer serves; without an officer where it was done, else where the taxpayer is managed.
 */
@Component
@RequiredArgsConstructor
class UnitScan {
    private static final String UNITS = """
            select u.unit_id, u.subject_id, u.officer_id, coalesce(f.office_id, u.office_id, s.office_id) as office_id, u.at, u.num, u.den, u.ref
            from (%s) u
            left join organization.v_officer f on f.id = u.officer_id
            left join taxpayer.v_subject s on s.id = u.subject_id
            where coalesce(f.office_id, u.office_id, s.office_id) is not null""";

    private final JdbcClient jdbc;

    /** What is wrong with a definition, found by running it: nothing is written. */
    record Fault(String problem, long rows) {}

    /** Units twice, denominators that would divide by zero, numerators beyond them. */
    List<Fault> faults(ScanIndicator indicator, Instant to) {
        return ask("""
                with u as materialized (%s)
                select 'TWICE' as problem, count(*) as rows from (select 1 from u group by coalesce(subject_id, 0), unit_id having count(*) > 1) x having count(*) > 0
                union all
                select 'ZERO', count(*) from u where den is null or den <= 0 having count(*) > 0
                union all
                select 'NEGATIVE', count(*) from u where num is null or num < 0 or at is null or ref is null having count(*) > 0""".formatted(UNITS.formatted(indicator.units())), indicator, to)
                .query(Fault.class)
                .list();
    }

    /** How many units a definition gives and how many of them are not as they should be. */
    record Sum(long units, long hits) {}

    Sum sum(ScanIndicator indicator, Instant to) {
        return ask(
                        "select count(*) as units, count(*) filter (where num > 0) as hits from ("
                                + UNITS.formatted(indicator.units()) + ") u",
                        indicator,
                        to)
                .query(Sum.class)
                .single();
    }

    /** Writes the units of a sound definition and nothing of a faulty one; the units are computed once. */
    int derive(ScanIndicator indicator, LocalDate period, Instant to) {
        jdbc.sql("delete from control.unit where indicator = ? and period = ?")
                .params(indicator.code(), period)
                .update();
        return ask("""
                with u as materialized (%s),
                bad as materialized (
                  select 1 from u where den is null or den <= 0 or num is null or num < 0 or at is null or ref is null
                  union all select 1 from u group by coalesce(subject_id, 0), unit_id having count(*) > 1)
                insert into control.unit (period, indicator, unit_id, subject_id, officer_id, office_id, at, num, den, ref)
                select cast('%s' as date), '%s', unit_id, coalesce(subject_id, 0), officer_id, office_id, at, num, den, ref from u
                where not exists (select from bad)""".formatted(UNITS.formatted(indicator.units()), period, indicator.code()), indicator, to)
                .update();
    }

    private JdbcClient.StatementSpec ask(String sql, ScanIndicator indicator, Instant to) {
        return jdbc.sql(sql)
                .param("from", to.minus(Duration.ofDays(indicator.days())).atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC));
    }
}
