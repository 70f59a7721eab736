package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Audits by level: key tax sources to the province, large and medium ones to the city, small ones to the county. The office of that
 * level, or an audit office directly below it, gives the case to the least loaded holder of the duty; where it has nobody the next
 * level up does, and where no level has anybody the grids decide as for everything else. Whoever knows the trade comes first (POL-14).
 */
@Component
@RequiredArgsConstructor
class TierRouting {
    static final String CAUSE = "TIER";
    private static final String ASSIGN = """
            with q as (
              select t.id, t.subject_id, t.duty_code, y.needs_cert, o.path, coalesce(r.level, 'COUNTY') as wanted, k.tag as trade,
                row_number() over (order by t.priority desc, t.due_at, t.id) as place
              from task.task t join task.matter_type y on y.code = t.matter_type and y.tiered
              join taxpayer.v_subject s on s.id = t.subject_id join organization.v_office o on o.id = t.office_id
              left join task.tier_rule r on r.tax_source_class = s.tax_source_class
              left join organization.v_industry i on i.code = s.industry_code left join task.trade_skill k on k.section = coalesce(i.section, i.code)
              where t.subject_id = any (:subjects) and t.id = any (:tasks) and t.state = 'NEW'
            ), levels as (select * from unnest(array['COUNTY', 'CITY', 'PROVINCE', 'HQ']) with ordinality l (level, n)
            ), fit as (
              select q.id, u.id as office, l.n as height, f.id as officer, coalesce(w.open_minutes, 0) as load, f.staff_no,
                exists (select from organization.v_officer_skill k where k.officer_id = f.id and k.tag = q.trade
                  and (k.valid_to is null or k.valid_to >= :day)) as knows
              from q join levels x on x.level = q.wanted join levels l on l.n >= x.n
              join organization.v_office u on u.level = l.level and q.path like u.path || '%'
              join organization.v_office b on b.id = u.id or b.parent_id = u.id and b.kind = 'AUDIT'
              join organization.v_officer f on f.office_id = b.id and f.status = 'ON_DUTY'
                and (f.unavailable_until is null or f.unavailable_until < :day)
                and (not q.needs_cert or f.cert_no is not null and (f.cert_valid_to is null or f.cert_valid_to >= :day))
              left join task.workload w on w.officer_id = f.id
              where exists (select from organization.v_officer_post p join organization.v_post_duty d on d.post_code = p.post_code
                    and d.duty_code = q.duty_code and d.valid_from <= :day and (d.valid_to is null or d.valid_to >= :day)
                  where p.officer_id = f.id and p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day))
                and not exists (select from organization.v_avoidance a where a.officer_id = f.id and a.subject_id = q.subject_id
                  and a.valid_from <= :day and (a.valid_to is null or a.valid_to >= :day))
            ), ranked as (
              select f.*, min(height) over (partition by id) as nearest, bool_or(knows) over (partition by id, height) as known,
                row_number() over (partition by id, height, knows order by load, staff_no) as rank,
                count(*) over (partition by id, height, knows) as several
              from fit f
            ), chosen as (
              select q.id, q.subject_id, q.wanted, r.office, r.officer, r.several
              from q join ranked r on r.id = q.id and r.height = r.nearest and r.knows = r.known and r.rank = 1 + (q.place - 1) % r.several
            ), assigned as (
              update task.task t set state = 'DISPATCHED', officer_id = c.officer, dispatched_at = :at::timestamptz, queue_reason = null,
                dispatch_run_id = :run, dispatch_cause = 'TIER', candidates = c.several, eligible = c.several, relayed = true,
                tier_level = c.wanted, tier_office_id = c.office, version = version + 1
              from chosen c where t.subject_id = c.subject_id and t.id = c.id and t.state = 'NEW'
              returning t.id, t.subject_id, t.officer_id
            )
            insert into task.task_event (task_id, subject_id, at, officer_id, actor, actor_name, from_state, to_state)
            select id, subject_id, :at::timestamptz, officer_id, :actor, :name, 'NEW', 'DISPATCHED' from assigned
            returning task_id""";
    private final MatterTypes types;
    private final JdbcClient jdbc;

    /** Gives those that go by level; what is left is for the grids. */
    List<QueuedTask> assign(long run, List<QueuedTask> queue, Instant now) {
        Set<String> tiered = types.tiered();
        List<QueuedTask> mine = queue.stream()
                .filter(task -> tiered.contains(task.matterType()))
                .toList();
        if (mine.isEmpty()) {
            return queue;
        }
        Set<Long> given = new HashSet<>(jdbc.sql(ASSIGN)
                .param("subjects", mine.stream().map(QueuedTask::subjectId).toArray(Long[]::new))
                .param("tasks", mine.stream().map(QueuedTask::id).toArray(Long[]::new))
                .param("day", LocalDate.ofInstant(now, YihuClock.CHINA))
                .param("at", now.toString())
                .param("run", run)
                .param("actor", CurrentActor.get().login())
                .param("name", CurrentActor.get().name())
                .query(Long.class)
                .list());
        return queue.stream().filter(task -> !given.contains(task.id())).toList();
    }
}
