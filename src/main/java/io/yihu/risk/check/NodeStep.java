package io.yihu.risk.check;

import io.yihu.indicator.Definitions;
import io.yihu.indicator.IndicatorDefinition;
import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
import io.yihu.platform.YihuClock;
import java.time.ZoneOffset;
import java.util.Collection;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Step 320 of a run: what the indicators of each node's stage said about taxpayers with a finding that passed the node in the month. */
@Component
@RequiredArgsConstructor
class NodeStep implements RunStep {
    private final Definitions definitions;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    @Override
    public String code() {
        return "risk.nodes";
    }

    @Override
    public int order() {
        return 320;
    }

    @Override
    public long run(RunContext run) {
        Collection<IndicatorDefinition> all = definitions.indicators();
        jdbc.sql("select risk.refresh_statistics()").query(row -> {});
        return jdbc.sql("""
                        with stage as materialized (select * from unnest(:codes, :stages) s (code, stage)),
                        found as materialized (
                          select subject_id, hit_codes, hit_values, hard_codes, level, hard from risk.finding where run_id = :run and not parked),
                        reported as materialized (
                          select subject_id, count(*) as events from taxpayer.v_tax_event
                          where type = 'REG_REPORT' and at >= :from and at < :to group by 1),
                        approved as materialized (
                          select subject_id, count(*) as events from invoice.v_invoice_quota where approved_at >= :from and approved_at < :to group by 1),
                        passed as (
                          select f.subject_id, n.* from found f join invoice.v_fact_subject_month m on m.subject_id = f.subject_id and m.month = :month
                          cross join lateral (values ('ISSUE_MONTHLY', 'MID', m.out_cnt::bigint), ('RECEIVE_MONTHLY', 'POST', m.in_cnt::bigint),
                            ('DEDUCT', 'POST', case when m.in_tax_claim <> 0 then 1::bigint end)) n (node, stage, events)
                          where n.events > 0
                          union all
                          select f.subject_id, 'REG_REPORT', 'PRE', r.events from found f join reported r on r.subject_id = f.subject_id
                          union all
                          select f.subject_id, 'QUOTA_APPROVED', 'PRE', a.events from found f join approved a on a.subject_id = f.subject_id)
                        insert into risk.node_check as c (subject_id, node, month, stage, happened_at, events, origin, run_id, hit_codes, hit_values,
                          hard_codes, decision, checked_at)
                        select p.subject_id, p.node, :month, p.stage, :to - interval '1 second', p.events, 'RUN', :run, h.codes, h.vals,
                          array(select x from unnest(f.hard_codes) x join stage s on s.code = x and s.stage = p.stage),
                          case f.level when 'HIGH' then case when f.hard then 'BLOCK' else 'VERIFY' end when 'MEDIUM' then 'REMIND' else 'PASS' end, :now
                        from passed p join found f on f.subject_id = p.subject_id
                        cross join lateral (
                          select coalesce(array_agg(u.code order by u.n), '{}') as codes, coalesce(array_agg(u.val order by u.n), '{}') as vals
                          from unnest(f.hit_codes, f.hit_values) with ordinality u (code, val, n)
                          join stage s on s.code = u.code and s.stage = p.stage) h
                        on conflict (subject_id, node, month) do update set origin = 'RUN', run_id = excluded.run_id, events = excluded.events,
                          asked = null, hit_codes = excluded.hit_codes, hit_values = excluded.hit_values, hard_codes = excluded.hard_codes,
                          decision = excluded.decision, checked_at = excluded.checked_at""")
                .param("codes", all.stream().map(IndicatorDefinition::code).toArray(String[]::new))
                .param("stages", all.stream().map(IndicatorDefinition::stage).toArray(String[]::new))
                .param("run", run.runId())
                .param("month", run.period())
                .param("from", run.period().atStartOfDay(YihuClock.CHINA).toOffsetDateTime())
                .param(
                        "to",
                        run.period().plusMonths(1).atStartOfDay(YihuClock.CHINA).toOffsetDateTime())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
