package io.yihu.task;

import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Work orders by hand: one matter leaves its order, or joins the open order of another of the same taxpayer. */
@Service
@RequiredArgsConstructor
public class OrderService {
    private final JdbcClient jdbc;
    private final TaskAccess access;
    private final MatterTypes types;
    private final MatterWriting writing;

    /** The matter of this task goes on by itself, with its own deadline; the rest of the order keeps theirs. */
    @Traced("task.order.split")
    public void split(long taskId, String reason) {
        String said = StepPolicy.said(reason);
        writing.lock();
        Task task = open(taskId);
        int together = jdbc.sql("select count(*) from task.matter where subject_id = ? and work_order_id = ?")
                .params(task.getSubjectId(), task.getWorkOrderId())
                .query(Integer.class)
                .single();
        if (together < 2) {
            throw Refusal.conflict("task.refused.orderAlone");
        }
        long fresh = jdbc.sql("""
                        insert into task.work_order (subject_id, level, priority, items, created_at, due_at)
                        select m.subject_id, m.level, p.factor, 0, m.created_at, m.due_at from task.matter m
                        join task.level_priority p on p.level = m.level where m.subject_id = ? and m.id = ? returning id""")
                .params(task.getSubjectId(), task.getMatterId())
                .query(Long.class)
                .single();
        move(task, fresh, said);
    }

    /** @throws Refusal when the other is of another taxpayer, closed, or one of them is confidential */
    @Traced("task.order.join")
    public void join(long taskId, long otherTaskId, String reason) {
        String said = StepPolicy.said(reason);
        writing.lock();
        Task task = open(taskId);
        Task other = open(otherTaskId);
        if (task.getSubjectId() != other.getSubjectId() || task.getWorkOrderId() == other.getWorkOrderId()) {
            throw Refusal.conflict("task.refused.orderOther");
        }
        if (types.byCode(task.getMatterType()).confidential()
                || types.byCode(other.getMatterType()).confidential()) {
            throw Refusal.conflict("task.refused.confidential");
        }
        move(task, other.getWorkOrderId(), said);
    }

    private Task open(long taskId) {
        Task task = access.supervised(taskId);
        if (task.getClosedAt() != null) {
            throw Refusal.conflict("task.refused.over");
        }
        return task;
    }

    private void move(Task task, long order, String reason) {
        long subject = task.getSubjectId();
        jdbc.sql("update task.matter set work_order_id = ? where subject_id = ? and id = ?")
                .params(order, subject, task.getMatterId())
                .update();
        jdbc.sql("update task.task set work_order_id = ?, version = version + 1 where subject_id = ? and matter_id = ?")
                .params(order, subject, task.getMatterId())
                .update();
        jdbc.sql("""
                        update task.work_order w set items = c.items, level = coalesce(c.level, w.level),
                          priority = coalesce(c.priority, w.priority), due_at = coalesce(c.due_at, w.due_at),
                          state = case when c.open > 0 then 'OPEN' else 'CLOSED' end
                        from (select m.work_order_id, count(*) as items, count(*) filter (where m.state = 'OPEN') as open,
                            (array_agg(m.level order by p.factor desc, m.id) filter (where m.state = 'OPEN'))[1] as level,
                            max(p.factor) filter (where m.state = 'OPEN') as priority, min(m.due_at) filter (where m.state = 'OPEN') as due_at
                          from task.matter m join task.level_priority p on p.level = m.level where m.subject_id = ? group by 1) c
                        where w.subject_id = ? and w.id = c.work_order_id and w.id in (?, ?)""").params(subject, subject, order, task.getWorkOrderId()).update();
        jdbc.sql("""
                        update task.work_order w set items = 0, state = 'CLOSED', closed_at = coalesce(closed_at, created_at)
                        where w.subject_id = ? and w.id = ? and not exists (select from task.matter m where m.subject_id = w.subject_id
                          and m.work_order_id = w.id)""").params(subject, task.getWorkOrderId()).update();
        Trail.object("task", task.getId());
        Trail.subject(subject);
        Trail.change("order", task.getWorkOrderId(), order);
        Trail.note("reason", reason);
    }
}
