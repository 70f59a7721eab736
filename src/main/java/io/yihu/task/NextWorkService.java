package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.task.DispatchPolicy.Slot;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Work an officer takes instead of waiting for it: the next best task, or a few off the top of the queue. */
@Service
@RequiredArgsConstructor
public class NextWorkService {
    static final int MOST = 10;
    private static final int LOOKED_AT = 200;
    private final JdbcClient jdbc;
    private final DispatchInputs inputs;
    private final DispatchPolicies policies;
    private final TaskAccess access;
    private final TaskQueries tasks;
    private final TaskService service;
    private final YihuClock clock;

    /** What the acting officer should take next, most pressing first: own tasks to accept, then what waits in the grids. */
    @Transactional(readOnly = true)
    public List<TaskRow> next(int count) {
        return ids(count).stream().flatMap(id -> tasks.reachable(id).stream()).toList();
    }

    /**
     * Accepts up to so many of them; what somebody else took meanwhile is passed over.
     *
     * @return how many lie with the officer now
     */
    @Traced("task.task.skim")
    public int skim(int count) {
        if (count < 1 || count > MOST) {
            throw Refusal.invalid("task.refused.skim", MOST);
        }
        inputs.waitForOtherDispatcher();
        int taken = 0;
        for (long id : locked(ids(count))) {
            service.accept(id);
            taken++;
        }
        if (taken == 0) {
            throw Refusal.conflict("task.refused.nothingNext");
        }
        Trail.object("officer", CurrentActor.get().officerId());
        Trail.note("count", taken);
        return taken;
    }

    /** Those nobody else is taking at this moment, in their order. */
    private List<Long> locked(List<Long> ids) {
        return jdbc.sql("""
                        select id from task.task where id = any (:ids) and state in ('NEW', 'DISPATCHED')
                          and (officer_id is null or officer_id = :me)
                        order by array_position(:ids, id) for update skip locked""")
                .param("ids", ids.toArray(Long[]::new))
                .param("me", access.officer())
                .query(Long.class)
                .list();
    }

    /** Two short lists, each found its own way: what lies on the desk, what waits in the grids. */
    private List<Long> ids(int count) {
        long me = access.officer();
        List<QueuedTask> waiting = jdbc.sql("""
                        select * from (
                          (select id, subject_id, work_order_id, matter_type, level, priority, standard_minutes, due_at, true as mine
                            from task.task where officer_id = :me and closed_at is null and state = 'DISPATCHED'
                            order by priority desc, due_at, id limit :most)
                          union all
                          (select t.id, t.subject_id, t.work_order_id, t.matter_type, t.level, t.priority, t.standard_minutes, t.due_at, false
                            from task.task t where t.state = 'NEW' and t.subject_id in (
                              select k.subject_id from grid.v_grid_subject k
                              join grid.v_grid_member m on m.grid_id = k.grid_id and m.officer_id = :me and m.valid_to is null
                              join grid.v_grid g on g.id = k.grid_id and g.status = 'ACTIVE')
                            order by t.priority desc, t.due_at, t.id limit :most)) x
                        order by priority desc, mine desc, due_at, id limit :most""")
                .param("me", me)
                .param("most", Math.min(LOOKED_AT, 40 + 20 * count))
                .query(QueuedTask.class)
                .list();
        DispatchWorld world = inputs.own(waiting, me, clock.instant(), policies.current());
        List<Long> may = new ArrayList<>();
        for (QueuedTask task : waiting) {
            if (may.size() < count && may(task, me, world)) {
                may.add(task.id());
                world.officers.get(me).take(task.minutes());
            }
        }
        return may;
    }

    private static boolean may(QueuedTask task, long me, DispatchWorld world) {
        Slot slot = world.pool(task).of(me);
        boolean avoided = world.avoidedBy
                .getOrDefault(task.subjectId(), java.util.Set.of())
                .contains(me);
        return slot != null
                && slot.standing() == null
                && !avoided
                && DispatchPolicy.hasRoom(slot.officer(), task.minutes(), world.levers);
    }
}
