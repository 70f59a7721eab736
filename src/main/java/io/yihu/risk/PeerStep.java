package io.yihu.risk;

import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Step 150 of a run: what peers of a period look like, by industry, province and type and by the nation; only groups of 30 and more. */
@Component
@RequiredArgsConstructor
class PeerStep implements RunStep {
    static final int FEWEST = 30;
    private final JdbcClient jdbc;

    @Override
    public String code() {
        return "risk.peers";
    }

    @Override
    public int order() {
        return 150;
    }

    /** Returns the number of groups. */
    @Override
    @Transactional
    public long run(RunContext run) {
        jdbc.sql("delete from risk.peer_value where period = ?")
                .param(run.period())
                .update();
        return jdbc.sql(SQL)
                .param("period", run.period())
                .param("asOf", run.asOf())
                .param("fewest", FEWEST)
                .update();
    }

    private static final String SQL = """
            with filed as (
              select f.subject_id,
                sum(f.r24) filter (where f.month > cast(:period as date) - interval '12 months') as tax,
                sum(coalesce(f.sales_general, 0) + coalesce(f.sales_simple, 0)) filter (where f.month > cast(:period as date) - interval '12 months') as sales,
                sum(coalesce(f.sales_general, 0) + coalesce(f.sales_simple, 0)) filter (where f.month <= cast(:period as date) - interval '12 months') as before
              from invoice.v_fact_subject_month f
              where f.month > cast(:period as date) - interval '24 months' and f.month <= cast(:period as date)
                and f.filed_at < cast(:asOf as timestamp) at time zone 'Asia/Shanghai'
              group by f.subject_id
            ), stated as (
              select subject_id, sum(revenue) as revenue, sum(cost) as cost from taxpayer.v_financial_statement
              where period > cast(:period as date) - interval '12 months' and period <= cast(:period as date) group by subject_id
            ), made as (
              select u.subject_id, g.qty / nullif(u.kwh, 0) as output
              from (select subject_id, sum(kwh) as kwh from taxpayer.v_utility_usage
                    where month > cast(:period as date) - interval '3 months' and month <= cast(:period as date) group by subject_id) u
              join (select subject_id, sum(qty) as qty from invoice.v_fact_subject_goods_month
                    where month > cast(:period as date) - interval '3 months' and month <= cast(:period as date) and side = 'OUT' and goods_key like '1%'
                      and subject_id in (select v.subject_id from taxpayer.v_utility_usage v where v.month > cast(:period as date) - interval '3 months')
                    group by subject_id) g on g.subject_id = u.subject_id
            ), own as (
              select subject_id, 'VAT_BURDEN' as measure, (tax / nullif(sales, 0))::float8 as x from filed
              union all select subject_id, 'SALES_CHANGE', (sales / nullif(before, 0) - 1)::float8 from filed
              union all select subject_id, 'GROSS_MARGIN', ((revenue - cost) / nullif(revenue, 0))::float8 from stated
              union all select subject_id, 'OUTPUT_PER_KWH', output::float8 from made
            )
            insert into risk.peer_value (period, measure, industry, province, taxpayer_type, n, p10, p25, median, p75, p90)
            select cast(:period as date), g.measure, g.industry, g.province, g.taxpayer_type, g.n, g.p[1], g.p[2], g.p[3], g.p[4], g.p[5]
            from (
              select o.measure, left(s.industry_code, 2) as industry, coalesce(left(s.division_code, 2), '') as province, s.taxpayer_type, count(*) as n,
                percentile_cont(array[0.1, 0.25, 0.5, 0.75, 0.9]) within group (order by o.x) as p
              from own o join taxpayer.v_subject s on s.id = o.subject_id
              where o.x is not null and s.active and not s.external and s.industry_code is not null and s.taxpayer_type is not null
                and s.division_code is not null
              group by 1, 2, 3, 4 having count(*) >= :fewest
              union all
              select o.measure, left(s.industry_code, 2), '', s.taxpayer_type, count(*),
                percentile_cont(array[0.1, 0.25, 0.5, 0.75, 0.9]) within group (order by o.x)
              from own o join taxpayer.v_subject s on s.id = o.subject_id
              where o.x is not null and s.active and not s.external and s.industry_code is not null and s.taxpayer_type is not null
              group by 1, 2, 4 having count(*) >= :fewest) g""";
}
