package io.yihu.task;

import io.yihu.trail.Trail;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Moves the deadline of a task, its matter and its work order by working days, always to the end of office hours. */
@Component
@RequiredArgsConstructor
class DeadlineMove {
    private final JdbcClient jdbc;

    void later(Task task, int days) {
        Trail.note("days", days);
        if (days == 0) {
            return;
        }
        for (String table : new String[] {"task", "matter"}) {
            jdbc.sql("""
                            update task.%s set due_at = (platform.add_working_days((due_at at time zone 'Asia/Shanghai')::date, ?)
                              + time '18:00') at time zone 'Asia/Shanghai' where subject_id = ? and id = ?""".formatted(table))
                    .params(days, task.getSubjectId(), table.equals("task") ? task.getId() : task.getMatterId())
                    .update();
        }
        jdbc.sql("""
                        update task.work_order w set due_at = (select min(m.due_at) from task.matter m
                          where m.subject_id = w.subject_id and m.work_order_id = w.id and m.state = 'OPEN')
                        where w.subject_id = ? and w.id = ? and w.state = 'OPEN' and exists (select from task.matter m
                          where m.subject_id = w.subject_id and m.work_order_id = w.id and m.state = 'OPEN')""").params(task.getSubjectId(), task.getWorkOrderId()).update();
    }
}
