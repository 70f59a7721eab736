package io.yihu.risk.quality;

import io.yihu.platform.CurrentActor;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What matters of every source came to, so that rules, machine, gangs, samples and tips can be compared. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class SourceQueries {
    private final JdbcClient jdbc;

    /** One source; {@code hit} of the {@code closed} ones with a clear conclusion were confirmed. */
    public record Row(
            String source,
            long matters,
            double share,
            long closed,
            long hit,
            Double hitRate,
            BigDecimal yield,
            Double yieldPerDay) {}

    /** Matters raised in the month after a period, where one is given; inside the actor's offices. */
    public List<Row> rows(LocalDate period) {
        jdbc.sql("set local enable_nestloop = off").update();
        return jdbc.sql("""
                        with raised as (
                          select m.id, m.subject_id, m.source, m.conclusion, m.state from task.v_matter m
                          join taxpayer.v_subject s on s.id = m.subject_id
                          join organization.v_office o on o.id = s.office_id and o.path like :scope
                          where cast(:period as date) is null
                            or date_trunc('month', m.created_at at time zone 'Asia/Shanghai') = cast(:period as date) + interval '1 month'
                        ), worked as (
                          select t.matter_id, t.subject_id, sum(t.standard_minutes) as minutes from task.v_task t group by 1, 2
                        ), brought as (
                          select t.matter_id, t.subject_id, sum(e.value::numeric) as yield from task.v_feedback k
                          join task.v_task t on t.subject_id = k.subject_id and t.id = k.task_id cross join jsonb_each_text(k.facts) e
                          where k.verdict = 'APPROVED' and e.key in ('TAX_PAID', 'LATE_FEE', 'FINE', 'INPUT_TRANSFER', 'CREDIT_REDUCED', 'REFUND_RECOVERED')
                          group by 1, 2
                        ), counted as (
                          select r.source, count(*) as matters,
                            count(*) filter (where r.state = 'CLOSED' and r.conclusion in ('CONFIRMED', 'PARTIAL', 'TRANSFERRED', 'UNVERIFIABLE', 'EXCLUDED')) as closed,
                            count(*) filter (where r.state = 'CLOSED' and r.conclusion in ('CONFIRMED', 'PARTIAL', 'TRANSFERRED', 'UNVERIFIABLE')) as hit,
                            coalesce(sum(b.yield) filter (where r.state = 'CLOSED'), 0) as yield,
                            coalesce(sum(w.minutes) filter (where r.state = 'CLOSED' and r.conclusion is not null), 0) as minutes
                          from raised r left join worked w on w.subject_id = r.subject_id and w.matter_id = r.id
                          left join brought b on b.subject_id = r.subject_id and b.matter_id = r.id group by r.source)
                        select source, matters, matters / nullif(sum(matters) over (), 0)::double precision as share, closed, hit,
                          hit / nullif(closed, 0)::double precision as hit_rate, yield, (yield / nullif(minutes, 0) * 420)::double precision as yield_per_day
                        from counted order by matters desc, source""")
                .param("scope", CurrentActor.get().scope())
                .param("period", period)
                .query(Row.class)
                .list();
    }
}
