package io.yihu.risk.quality;

import io.yihu.indicator.IndicatorText;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What each indicator and rule was worth: how often it hit, how often officers cleared it, what it brought. */
@Service
@RequiredArgsConstructor
@RolesAllowed({Roles.MODEL_ADMIN, Roles.SUPERVISOR})
public class QualityService {
    /** Minutes of a person-day. */
    private static final double DAY = 420;

    private final JdbcClient jdbc;
    private final IndicatorText text;

    private record Raw(
            String code,
            long hits,
            long everybody,
            long subjects,
            long repeated,
            long closed,
            long cleared,
            long confirmed,
            BigDecimal yield,
            BigDecimal minutes) {}

    /**
     * One indicator or rule in one period, or in all.
     *
     * @param hits findings it took part in, of {@code everybody} judged
     * @param repeated subjects it hit in the period before as well
     * @param closed matters closed with a conclusion that says yes or no; {@code cleared} of them said no
     * @param yield yuan brought in by the closed ones, {@code minutes} the standard time they took
     */
    public record Row(
            String code,
            String title,
            long hits,
            double share,
            long subjects,
            Double repeatRate,
            long closed,
            long cleared,
            Double falseShare,
            BigDecimal yield,
            Double yieldPerDay) {}

    /** A typed period, null for all of them. */
    public static LocalDate month(String typed) {
        try {
            return typed.isBlank() ? null : YearMonth.parse(typed.strip()).atDay(1);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("risk.findings.badPeriod", typed);
        }
    }

    /** Periods with findings, newest first. */
    @Traced(value = "risk.quality.view", read = true)
    public List<LocalDate> periods() {
        Trail.object("quality", "periods");
        return jdbc.sql("select distinct period from risk.finding order by period desc limit 24")
                .query(LocalDate.class)
                .list();
    }

    /** Inside the person's offices; most hits first. */
    @Traced(value = "risk.quality.view", read = true)
    public List<Row> rows(LocalDate period) {
        Trail.object("quality", period == null ? "all" : period);
        jdbc.sql("set local enable_nestloop = off").update();
        return jdbc
                .sql("""
                        with newest as (
                          select distinct on (period) id, period from indicator.v_run where state = 'DONE' order by period desc, id desc
                        ), found as (
                          select f.id, f.subject_id, f.period, f.hit_codes from risk.finding f join newest n on n.id = f.run_id and not f.parked
                          join taxpayer.v_subject s on s.id = f.subject_id
                          join organization.v_office o on o.id = s.office_id and o.path like :scope
                        ), judged as (
                          select count(*) as n from risk.judgement j join newest n on n.id = j.run_id
                          join taxpayer.v_subject s on s.id = j.subject_id
                          join organization.v_office o on o.id = s.office_id and o.path like :scope
                          where cast(:period as date) is null or j.period = :period
                        ), before as (
                          select period, lag(period) over (order by period) as earlier from newest
                        ), hit as materialized (
                          select f.id, f.subject_id, f.period, c.code from found f cross join unnest(f.hit_codes) c(code)
                        ), repeats as (
                          select h.id, h.code, b.subject_id is not null as again from hit h join before p on p.period = h.period
                          left join (select distinct subject_id, code, period from hit) b
                            on b.subject_id = h.subject_id and b.code = h.code and b.period = p.earlier
                          where cast(:period as date) is null or h.period = :period
                        ), closed as (
                          select m.source_ref::bigint as finding_id, m.conclusion, coalesce(b.yield, 0) as yield, t.minutes
                          from task.v_matter m
                          join (select matter_id, subject_id, sum(standard_minutes) as minutes from task.v_task group by 1, 2) t
                            on t.subject_id = m.subject_id and t.matter_id = m.id
                          left join (
                            select kt.matter_id, kt.subject_id, sum((e.value)::numeric) as yield from task.v_feedback k
                            join task.v_task kt on kt.subject_id = k.subject_id and kt.id = k.task_id
                            cross join jsonb_each_text(k.facts) e
                            where k.verdict = 'APPROVED'
                              and e.key in ('TAX_PAID', 'LATE_FEE', 'FINE', 'INPUT_TRANSFER', 'CREDIT_REDUCED', 'REFUND_RECOVERED')
                            group by 1, 2) b on b.subject_id = m.subject_id and b.matter_id = m.id
                          where m.source = 'RISK' and m.state = 'CLOSED' and m.conclusion is not null and m.source_ref ~ '^[0-9]{1,18}$'
                        )
                        select h.code, count(*) as hits, (select n from judged) as everybody, count(distinct h.subject_id) as subjects,
                          count(*) filter (where r.again) as repeated,
                          count(*) filter (where c.conclusion in ('CONFIRMED', 'PARTIAL', 'TRANSFERRED', 'UNVERIFIABLE', 'EXCLUDED')) as closed,
                          count(*) filter (where c.conclusion = 'EXCLUDED') as cleared,
                          count(*) filter (where c.conclusion in ('CONFIRMED', 'PARTIAL', 'TRANSFERRED', 'UNVERIFIABLE')) as confirmed,
                          coalesce(sum(c.yield), 0) as yield, coalesce(sum(c.minutes), 0) as minutes
                        from repeats r join hit h on h.id = r.id and h.code = r.code
                        left join closed c on c.finding_id = h.id
                        group by h.code order by hits desc, h.code""")
                .param("scope", CurrentActor.get().scope())
                .param("period", period)
                .query(Raw.class)
                .list()
                .stream()
                .map(this::row)
                .toList();
    }

    private Row row(Raw raw) {
        double days = raw.minutes().doubleValue() / DAY;
        return new Row(
                raw.code(),
                text.title(raw.code()),
                raw.hits(),
                raw.everybody() == 0 ? 0 : (double) raw.hits() / raw.everybody(),
                raw.subjects(),
                raw.hits() == 0 ? null : (double) raw.repeated() / raw.hits(),
                raw.closed(),
                raw.cleared(),
                raw.closed() == 0 ? null : (double) raw.cleared() / raw.closed(),
                raw.yield(),
                days == 0 ? null : raw.yield().doubleValue() / days);
    }
}
