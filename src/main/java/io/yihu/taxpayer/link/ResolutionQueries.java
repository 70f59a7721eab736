package io.yihu.taxpayer.link;

import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How many registrations became how many taxpayers, by which evidence, and how right that is where the truth is known. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class ResolutionQueries {
    private final JdbcClient jdbc;

    /** A run as the list shows it. */
    public record Run(
            long id,
            String kind,
            String state,
            Long jobId,
            String startedBy,
            Instant startedAt,
            Instant finishedAt,
            Long registrations,
            Long subjects,
            Long linked,
            Long queued,
            Long apart) {
        public Long seconds() {
            return finishedAt == null
                    ? null
                    : java.time.Duration.between(startedAt, finishedAt).toSeconds();
        }
    }

    /** Registrations, tax ids and living taxpayers of now. */
    public record Totals(long registrations, long parties, long subjects, long external, long merged) {}

    /** Standing judgements of one kind of evidence. */
    public record Evidence(String rule, long linked, long queued, long apart, long byPeople) {}

    /**
     * Pairs of registrations against the truth.
     *
     * @param what kind of evidence or of planted case
     * @param found pairs we hold to be one enterprise (of a planted case: pairs there are)
     * @param right of them right (of a planted case: found)
     */
    public record Score(String what, long found, long right) {
        public Double share() {
            return found == 0 ? null : (double) right / found;
        }
    }

    /** Pairwise precision and recall over all registrations with a known truth, and both in parts. */
    public record Quality(
            long registrations,
            long entities,
            Score precision,
            Score recall,
            List<Score> byEvidence,
            List<Score> byCase) {}

    public List<Run> runs() {
        return jdbc.sql("""
                        select id, kind, state, job_id, started_by, started_at, finished_at, registrations, subjects, linked, queued, apart
                        from taxpayer.resolution_run order by id desc limit 30""").query(Run.class).list();
    }

    public Totals totals() {
        return jdbc.sql("""
                        select (select count(*) from taxpayer.registration) as registrations,
                          (select count(*) from taxpayer.party where not external) as parties,
                          count(*) filter (where merged_into is null and not external) as subjects,
                          count(*) filter (where merged_into is null and external) as external,
                          count(*) filter (where merged_into is not null) as merged
                        from taxpayer.subject""").query(Totals.class).single();
    }

    public List<Evidence> evidence() {
        return jdbc.sql("""
                        select rule, count(*) filter (where outcome = 'LINKED') as linked, count(*) filter (where outcome = 'QUEUED') as queued,
                          count(*) filter (where outcome = 'APART') as apart, count(*) filter (where decided_by <> 'AUTO') as by_people
                        from taxpayer.resolution_pair where superseded_at is null group by rule
                        union all
                        select 'SAME_ID', count(*), 0, 0, 0 from (
                          select party_id from taxpayer.registration group by party_id having count(*) > 1) several having count(*) > 0
                        order by linked desc, rule""").query(Evidence.class).list();
    }

    /** Empty lists and zeros where no truth was loaded. */
    public Quality quality() {
        return new Quality(
                jdbc.sql("select count(*) from taxpayer.registration_truth")
                        .query(Long.class)
                        .single(),
                jdbc.sql("select count(distinct entity) from taxpayer.registration_truth")
                        .query(Long.class)
                        .single(),
                score("subject_id", "entity"),
                score("entity", "subject_id"),
                byEvidence(),
                byCase());
    }

    private static final String KNOWN = """
            with known as materialized (
              select t.reg_serial, t.entity, t.kind, r.party_id, p.subject_id from taxpayer.registration_truth t
              join taxpayer.registration r on r.reg_serial = t.reg_serial join taxpayer.party p on p.id = r.party_id)
            """;

    private Score score(String whole, String part) {
        return jdbc.sql(KNOWN + """
                        select '' as what, coalesce((select sum(n * (n - 1) / 2) from (select count(*) as n from known group by %1$s) w), 0) as found,
                          coalesce((select sum(n * (n - 1) / 2) from (select count(*) as n from known group by %1$s, %2$s) b), 0) as "right"
                        """.formatted(whole, part)).query(Score.class).single();
    }

    private List<Score> byEvidence() {
        return jdbc.sql(KNOWN + """
                        , tax as (select party_id, min(entity) as entity from known group by party_id)
                        select r.rule as what, count(*) as found, count(*) filter (where a.entity = b.entity) as "right"
                        from taxpayer.resolution_pair r join tax a on a.party_id = r.party_a join tax b on b.party_id = r.party_b
                        where r.superseded_at is null and r.outcome = 'LINKED' group by r.rule
                        union all
                        select 'SAME_ID', coalesce(sum(n * (n - 1) / 2), 0), coalesce(sum(same), 0) from (
                          select sum(m) as n, sum(m * (m - 1) / 2) as same from (
                            select party_id, entity, count(*) as m from known group by party_id, entity) g group by party_id having sum(m) > 1) s
                        having sum(n) > 0
                        order by found desc""").query(Score.class).list();
    }

    private List<Score> byCase() {
        return jdbc.sql(KNOWN + """
                        , cases as (select entity, string_agg(distinct kind, ' ' order by kind) as kind, count(*) as n from known group by entity),
                        held as (select entity, sum(m * (m - 1) / 2) as hits from (
                          select entity, subject_id, count(*) as m from known group by 1, 2) g group by entity)
                        select coalesce(c.kind, '') as what, sum(n * (n - 1) / 2) as found, sum(h.hits) as "right"
                        from cases c join held h on h.entity = c.entity group by 1 having sum(n * (n - 1) / 2) > 0 order by 2 desc""").query(Score.class).list();
    }
}
