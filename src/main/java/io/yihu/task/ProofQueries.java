package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Proof over what lies with officers now, by SQL that shares nothing with the dispatch: is the officer a member of a grid of the
 * taxpayer, with the duty, the mandatory skills and a valid certificate, and without avoidance? And do the counters agree with
 * a recount?
 */
@Component
@RequiredArgsConstructor
public class ProofQueries {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** @param counters officers whose counters differ from a recount */
    public record Proof(
            long checked,
            long jurisdiction,
            long duty,
            long skill,
            long avoidance,
            long certificate,
            long incomplete,
            long counters) {
        public boolean holds() {
            return jurisdiction + duty + skill + avoidance + certificate + incomplete + counters == 0;
        }
    }

    /** A task whose rule does not hold today; {@code accepted} ones may have been right when they were given. */
    public record Broken(
            long taskId,
            String title,
            String subjectName,
            Long officerId,
            String officer,
            String rule,
            boolean accepted) {}

    private static final String CHECKED = """
            with checked as (
              select t.id, t.subject_id, t.matter_id, t.officer_id, t.accepted_at is not null as accepted,
                t.grid_id is null or t.duty_code is null as incomplete,
                not t.relayed and not exists (select from grid.v_grid_subject k join grid.v_grid g on g.id = k.grid_id and g.status = 'ACTIVE'
                  join grid.v_grid_member m on m.grid_id = k.grid_id and m.officer_id = t.officer_id and m.valid_from <= :day
                    and (m.valid_to is null or m.valid_to >= :day)
                  where k.subject_id = t.subject_id) as jurisdiction,
                exists (select from organization.v_officer_post p where p.officer_id = t.officer_id and p.valid_from <= :day
                    and (p.valid_to is null or p.valid_to >= :day))
                  and not exists (select from organization.v_officer_post p join organization.v_post_duty d
                    on d.post_code = p.post_code and d.duty_code = case when t.relayed then t.duty_code else y.duty_code end and d.valid_from <= :day
                      and (d.valid_to is null or d.valid_to >= :day)
                    where p.officer_id = t.officer_id and p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day)) as duty,
                exists (select from unnest(y.mandatory_tags) g where not exists (select from organization.v_officer_skill s
                  where s.officer_id = t.officer_id and s.tag = g and (s.valid_to is null or s.valid_to >= :day))) as skill,
                exists (select from organization.v_avoidance a where a.officer_id = t.officer_id and a.subject_id = t.subject_id
                  and a.valid_from <= :day and (a.valid_to is null or a.valid_to >= :day)) as avoidance,
                y.needs_cert and (f.cert_no is null or coalesce(f.cert_valid_to < :day, false)) as certificate
              from task.task t
              join task.matter_type y on y.code = t.matter_type
              join organization.v_officer f on f.id = t.officer_id
              join organization.v_office o on o.id = t.office_id and o.path like :scope
              where task.lies_with_officer(t.state, t.officer_id, t.closed_at)
            )
            """;

    public Proof proof() {
        return jdbc.sql(CHECKED + """
                        select count(*) as checked, count(*) filter (where jurisdiction) as jurisdiction,
                          count(*) filter (where duty) as duty, count(*) filter (where skill) as skill,
                          count(*) filter (where avoidance) as avoidance, count(*) filter (where certificate) as certificate,
                          count(*) filter (where incomplete) as incomplete,
                          (select count(*) from task.workload w full join (
                            select officer_id, count(*) as n, sum(standard_minutes * priority) as m from task.task
                            where task.lies_with_officer(state, officer_id, closed_at) group by 1) r on r.officer_id = w.officer_id
                            where coalesce(w.open_count, 0) <> coalesce(r.n, 0)
                              or coalesce(w.open_minutes, 0) <> coalesce(r.m, 0)) as counters
                        from checked""")
                .param("day", today())
                .param("scope", CurrentActor.get().scope())
                .query(Proof.class)
                .single();
    }

    public List<Broken> broken(int limit) {
        return jdbc.sql(CHECKED + """
                        select c.id as task_id, m.title, s.name as subject_name, c.officer_id, f.name as officer, r.rule, c.accepted
                        from checked c
                        cross join lateral (values (c.jurisdiction, 'JURISDICTION'), (c.duty, 'DUTY'), (c.skill, 'SKILL'),
                          (c.avoidance, 'AVOIDANCE'), (c.certificate, 'CERTIFICATE'), (c.incomplete, 'INCOMPLETE')) r (breaks, rule)
                        join task.matter m on m.subject_id = c.subject_id and m.id = c.matter_id
                        join taxpayer.v_subject s on s.id = c.subject_id
                        join organization.v_officer f on f.id = c.officer_id
                        where r.breaks order by c.id limit :limit""")
                .param("day", today())
                .param("scope", CurrentActor.get().scope())
                .param("limit", limit)
                .query(Broken.class)
                .list();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
    }
}
