package io.yihu.risk;

import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Step 310 of a run: what each finding may yield, from what cases of its level came to and the tax it is about. */
@Component
@RequiredArgsConstructor
class RankStep implements RunStep {
    /** How many cases the score itself weighs against what was concluded before. */
    private static final int PRIOR = 10;

    private final JdbcClient jdbc;

    private record Newest(long id, LocalDate asOf, LocalDate period) {}

    @Override
    public String code() {
        return "risk.rank";
    }

    @Override
    public int order() {
        return 310;
    }

    @Override
    @Transactional
    public long run(RunContext run) {
        jdbc.sql("delete from risk.ranking").update();
        return jdbc.sql(SQL)
                .param("run", run.runId())
                .param("period", run.period())
                .param("prior", PRIOR)
                .update();
    }

    /** A database that was judged before there was a ranking gets one. */
    @Transactional
    @EventListener(ApplicationReadyEvent.class)
    void first() {
        jdbc.sql("""
                        select id, as_of, period from indicator.v_run
                        where state = 'DONE' and not exists (select from risk.ranking) order by id desc limit 1""")
                .query(Newest.class)
                .optional()
                .ifPresent(run -> run(new RunContext(run.id(), run.asOf(), run.period())));
    }

    private static final String SQL = """
            insert into risk.ranking (subject_id, finding_id, run_id, chance, stake, expected, minutes)
            with concluded as (
              select f.level, count(*) as n, count(*) filter (where l.value = 1) as confirmed
              from risk.label l join task.v_matter m on m.id = l.matter_id and m.source = 'RISK'
              join risk.finding f on f.id = case when m.source_ref ~ '^[0-9]{1,18}$' then m.source_ref::bigint end
              group by f.level
            ), found as materialized (
              select f.id, f.subject_id, f.level, f.score from risk.finding f where f.run_id = :run
            ), stake as materialized (
              select x.subject_id, sum(greatest(coalesce(x.out_tax, 0), 0) + greatest(coalesce(x.in_tax_claim, 0), 0))::float8 as tax
              from invoice.v_fact_subject_month x
              where x.month > cast(:period as date) - interval '3 months' and x.month <= cast(:period as date)
                and x.subject_id in (select subject_id from found)
              group by x.subject_id
            ), valued as (
              select f.id, f.subject_id, coalesce(k.tax, 0) as stake, t.standard_minutes as minutes,
                (coalesce(c.confirmed, 0) + :prior * f.score / 100) / (coalesce(c.n, 0) + :prior) as chance
              from found f
              join task.v_matter_type t on t.code = case f.level when 'LOW' then 'RISK_REMIND' when 'MEDIUM' then 'ASSESSMENT' else 'POST_RESPONSE' end
              left join concluded c on c.level = f.level left join stake k on k.subject_id = f.subject_id)
            select subject_id, id, :run, chance, stake, chance * stake, minutes from valued""";
}
