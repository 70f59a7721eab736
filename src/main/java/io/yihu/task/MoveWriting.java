package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.task.MovePlan.Move;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tasks change hands in one statement, with their events; the new officer has to accept them, processes go on where they stand. */
@Component
@RequiredArgsConstructor
class MoveWriting {
    private final JdbcClient jdbc;

    void move(List<Move> moves, String cause, String note, Instant at) {
        jdbc.sql("""
                        with x as (
                          select x.*, t.state as was from unnest(:subjects, :tasks, :officers, :grids) x (subject, task, officer, grid)
                          join task.task t on t.subject_id = x.subject and t.id = x.task
                        ), moved as (
                          update task.task t set state = 'DISPATCHED', officer_id = x.officer, grid_id = x.grid,
                            dispatched_at = :at::timestamptz, accepted_at = null, suspended_at = null, dispatch_cause = :cause,
                            version = version + 1
                          from x where t.subject_id = x.subject and t.id = x.task
                          returning t.id, t.subject_id, x.officer, x.was
                        )
                        insert into task.task_event (task_id, subject_id, at, officer_id, actor, actor_name, from_state, to_state, note)
                        select id, subject_id, :at::timestamptz, :me::bigint, :actor, :name, was, 'DISPATCHED', :note from moved""")
                .param(
                        "subjects",
                        moves.stream().map(m -> m.held().task().subjectId()).toArray(Long[]::new))
                .param("tasks", moves.stream().map(m -> m.held().task().id()).toArray(Long[]::new))
                .param("officers", moves.stream().map(m -> m.to().officerId()).toArray(Long[]::new))
                .param("grids", moves.stream().map(m -> m.to().slot().gridId()).toArray(Long[]::new))
                .param("at", at.toString())
                .param("cause", cause)
                .param("me", CurrentActor.get().officerId())
                .param("actor", CurrentActor.get().login())
                .param("name", CurrentActor.get().name())
                .param("note", note)
                .update();
    }
}
