package io.yihu.risk;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Findings of the newest run by what they may yield, and how far the people there are reach down the list. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class RankingQueries {
    private static final int MINUTES_A_DAY = 480;
    /** How many cases the score itself weighs against what was concluded before. */
    private static final int PRIOR = 10;

    private final JdbcClient jdbc;
    private final YihuClock clock;

    /**
     * One finding at its place.
     *
     * @param chance that it is confirmed: concluded cases of its level, and its score
     * @param stake tax of three months it is about
     * @param minutes standard minutes of the response to its level
     * @param upTo minutes of all up to this one
     */
    public record Row(
            long place,
            long findingId,
            long subjectId,
            String subjectName,
            String taxId,
            String officeName,
            String level,
            double score,
            double chance,
            double stake,
            double expected,
            int minutes,
            long upTo,
            Long matterId) {}

    /** What the capacity reaches: how many findings, how much of the expected yield. */
    public record Reach(long all, long within, double expectedAll, double expectedWithin, long minutesAll) {}

    /** Person-days the officers in the actor's offices have within that many working days, open work taken off. */
    public double capacity(int workingDays) {
        return jdbc.sql("""
                        select coalesce(sum(greatest(0, o.minutes_per_day * :days - coalesce(w.minutes, 0))), 0) / :minutes
                        from organization.v_officer o
                        join organization.v_office f on f.id = o.office_id
                        left join (select officer_id, sum(standard_minutes) as minutes from task.v_task
                                   where closed_at is null and officer_id is not null group by officer_id) w on w.officer_id = o.id
                        where f.path like :scope and f.active and (o.unavailable_until is null or o.unavailable_until < :today)""")
                .param("days", workingDays)
                .param("today", LocalDate.now(clock))
                .param("minutes", (double) MINUTES_A_DAY)
                .param("scope", CurrentActor.get().scope())
                .query(Double.class)
                .single();
    }

    /** The first of the list. */
    public List<Row> first(String level, int limit) {
        return ranked(level, "select * from ranked order by place limit :limit")
                .param("limit", limit)
                .query(Row.class)
                .list();
    }

    public Reach reach(String level, double personDays) {
        return ranked(level, """
                        select count(*) as "all", count(*) filter (where up_to <= :capacity) as within, coalesce(sum(expected), 0) as expected_all,
                          coalesce(sum(expected) filter (where up_to <= :capacity), 0) as expected_within, coalesce(sum(minutes), 0)::bigint as minutes_all
                        from ranked""")
                .param("capacity", personDays * MINUTES_A_DAY)
                .query(Reach.class)
                .single();
    }

    private JdbcClient.StatementSpec ranked(String level, String select) {
        return jdbc.sql(RANKED + select)
                .param("scope", CurrentActor.get().scope())
                .param("level", level)
                .param("prior", PRIOR);
    }

    private static final String RANKED = """
            with newest as (
              select id, period from indicator.v_run where state = 'DONE' order by id desc limit 1
            ), concluded as (
              select f.level, count(*) as n, count(*) filter (where l.value = 1) as confirmed
              from risk.label l join task.v_matter m on m.id = l.matter_id and m.source = 'RISK'
              join risk.finding f on f.id = case when m.source_ref ~ '^[0-9]{1,18}$' then m.source_ref::bigint end
              group by f.level
            ), stake as (
              select x.subject_id, sum(greatest(coalesce(x.out_tax, 0), 0) + greatest(coalesce(x.in_tax_claim, 0), 0)) as tax
              from invoice.v_fact_subject_month x, newest n
              where x.month > n.period - interval '3 months' and x.month <= n.period
                and x.subject_id in (select f.subject_id from risk.finding f where f.run_id = n.id)
              group by x.subject_id
            ), valued as (
              select f.id as finding_id, f.subject_id, s.name as subject_name, s.tax_id, coalesce(o.short_name, o.name) as office_name, f.level, f.score,
                (coalesce(c.confirmed, 0) + :prior * f.score / 100) / (coalesce(c.n, 0) + :prior) as chance, coalesce(k.tax, 0)::float8 as stake,
                t.standard_minutes as minutes,
                (select max(m.id) from task.v_matter m where m.subject_id = f.subject_id and m.source = 'RISK' and m.closed_at is null) as matter_id
              from newest n join risk.finding f on f.run_id = n.id
              join taxpayer.v_subject s on s.id = f.subject_id
              join organization.v_office o on o.id = s.office_id
              join task.v_matter_type t on t.code = case f.level when 'LOW' then 'RISK_REMIND' when 'MEDIUM' then 'ASSESSMENT' else 'POST_RESPONSE' end
              left join concluded c on c.level = f.level left join stake k on k.subject_id = f.subject_id
              where o.path like :scope and (cast(:level as text) is null or f.level = :level)
            ), ranked as (
              select v.*, v.chance * v.stake as expected, row_number() over w as place, sum(v.minutes) over w as up_to
              from valued v window w as (order by v.chance * v.stake desc, v.score desc, v.finding_id rows unbounded preceding)
            )
            """;
}
