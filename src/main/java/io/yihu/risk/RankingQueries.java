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

    /** The first of the list, and those around the last one within reach. */
    public List<Row> first(String level, int limit, long within) {
        return ranked(level, """
                        , shown as (select * from ranked where place <= :limit or place between :within - 10 and :within + 10)
                        select r.place, r.finding_id, r.subject_id, s.name as subject_name, s.tax_id, coalesce(o.short_name, o.name) as office_name,
                          r.level, r.score, r.chance, r.stake, r.expected, r.minutes, r.up_to,
                          (select max(m.id) from task.v_matter m where m.subject_id = r.subject_id and m.source = 'RISK' and m.closed_at is null) as matter_id
                        from shown r join taxpayer.v_subject s on s.id = r.subject_id join organization.v_office o on o.id = s.office_id
                        order by r.place""")
                .param("limit", limit)
                .param("within", within)
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

    /** What the first so many person-days may yield: one point of the curve. */
    public record Point(double personDays, double expected) {}

    /** The list in about forty steps, from the top. */
    public List<Point> curve(String level) {
        return ranked(level, """
                        select max(up_to) / 480.0 as person_days, max(sum_expected) as expected from (
                          select up_to, sum(expected) over (order by place rows unbounded preceding) as sum_expected,
                            width_bucket(place, 1, (select count(*) + 1 from ranked), 40) as step from ranked) x
                        group by step order by step""").query(Point.class).list();
    }

    private JdbcClient.StatementSpec ranked(String level, String select) {
        return jdbc.sql(RANKED + select)
                .param("scope", CurrentActor.get().scope())
                .param("level", level);
    }

    private static final String RANKED = """
            with ranked as materialized (
              select v.*, row_number() over w as place, sum(v.minutes) over w as up_to
              from risk.v_ranking v join taxpayer.v_subject s on s.id = v.subject_id join organization.v_office o on o.id = s.office_id
              where o.path like :scope and (cast(:level as text) is null or v.level = :level)
              window w as (order by v.expected desc, v.score desc, v.finding_id rows unbounded preceding)
            )
            """;
}
