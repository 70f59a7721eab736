package io.yihu.task;

import io.yihu.platform.CurrentActor;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the dispatch did, and what still waits in the queue of the actor's scope. */
@Component
@RequiredArgsConstructor
public class DispatchQueries {
    private final JdbcClient jdbc;

    /** One dispatch. */
    public record Run(
            long id,
            Instant at,
            String actor,
            String cause,
            int considered,
            int dispatched,
            int undispatched,
            long millis,
            int policyVersion,
            int repaired,
            int preempted) {}

    /** Why candidates of queued tasks were excluded, counted. */
    public record Obstacle(String reason, String excluded, int tasks, int candidates) {}

    public List<Run> runs(int limit) {
        return jdbc.sql("""
                        select id, at, actor, cause, considered, dispatched, undispatched, millis, policy_version, repaired, preempted
                        from task.dispatch_run
                        order by id desc limit ?""").param(limit).query(Run.class).list();
    }

    public int queued() {
        return jdbc.sql("""
                        select count(*) from task.task t join organization.v_office o on o.id = t.office_id
                        where t.state = 'NEW' and o.path like ?""")
                .param(CurrentActor.get().scope())
                .query(Integer.class)
                .single();
    }

    /** Most urgent first. */
    public List<TaskRow> queue(int limit) {
        return jdbc.sql(TaskQueries.ROW + """
                         where t.state = 'NEW' and o.path like ? order by t.priority desc, t.due_at, t.id limit ?""")
                .params(CurrentActor.get().scope(), limit)
                .query(TaskRow.class)
                .list();
    }

    public List<Obstacle> obstacles() {
        return jdbc.sql("""
                        select coalesce(t.queue_reason, 'NOT_YET') as reason, c.excluded, count(distinct t.id)::int as tasks,
                          count(c.officer_id)::int as candidates
                        from task.task t join organization.v_office o on o.id = t.office_id and o.path like ?
                        left join task.candidate c on c.subject_id = t.subject_id and c.task_id = t.id
                        where t.state = 'NEW' group by 1, 2 order by 3 desc, 1, 2""")
                .param(CurrentActor.get().scope())
                .query(Obstacle.class)
                .list();
    }
}
