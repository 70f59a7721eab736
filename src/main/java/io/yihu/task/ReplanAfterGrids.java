package io.yihu.task;

import io.yihu.grid.GridsChanged;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Open work follows grids that changed: what queues stands in the taxpayer's grid of now, what nobody accepted goes back into
 * the queue when its officer is no member of these grids any more. Accepted work stays and is listed by {@link ProofQueries}.
 */
@Component
@RequiredArgsConstructor
class ReplanAfterGrids {
    private final JdbcClient jdbc;
    private final MessageSource messages;
    private final YihuClock clock;

    @EventListener
    void follow(GridsChanged changed) {
        LocalDate day = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        jdbc.sql("""
                        with replanned as (
                          select t.subject_id, t.id, k.grid_id, s.office_id, t.state = 'DISPATCHED' and t.accepted_at is null and t.step is null
                            and not t.relayed and t.tier_office_id is null
                            and not exists (select from grid.v_grid_subject c join grid.v_grid g on g.id = c.grid_id and g.status = 'ACTIVE'
                              join grid.v_grid_member m on m.grid_id = c.grid_id and m.officer_id = t.officer_id and m.valid_from <= :day
                                and (m.valid_to is null or m.valid_to >= :day)
                              where c.subject_id = t.subject_id) as back
                          from task.task t
                          join taxpayer.v_subject s on s.id = t.subject_id
                          left join grid.v_grid_subject k on k.subject_id = t.subject_id and k.type = 'INSTITUTION'
                          where t.closed_at is null
                        ), moved as (
                          update task.task t set office_id = coalesce(r.office_id, t.office_id),
                            grid_id = case when r.back or t.state = 'NEW' then r.grid_id else t.grid_id end, state = case when r.back then 'NEW' else t.state end,
                            officer_id = case when r.back then null else t.officer_id end,
                            dispatched_at = case when r.back then null else t.dispatched_at end,
                            queue_reason = case when r.back then 'REPLANNED' else t.queue_reason end, version = t.version + 1
                          from replanned r where t.subject_id = r.subject_id and t.id = r.id
                            and (r.back or t.state = 'NEW' and t.grid_id is distinct from r.grid_id or t.office_id is distinct from r.office_id)
                          returning t.id, t.subject_id, r.back
                        )
                        insert into task.task_event (task_id, subject_id, at, actor, actor_name, from_state, to_state, note)
                        select id, subject_id, :at::timestamptz, :actor, :name, 'DISPATCHED', 'NEW', :note from moved where back""")
                .param("day", day)
                .param("at", clock.instant().toString())
                .param("actor", CurrentActor.get().login())
                .param("name", CurrentActor.get().name())
                .param("note", messages.getMessage("task.replanned", null, Locale.SIMPLIFIED_CHINESE))
                .update();
    }
}
