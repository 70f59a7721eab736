package io.yihu.task;

import java.time.Instant;
import lombok.RequiredArgsConstructor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Closes the matter and, with its last task, the work order; tells the others. */
@Component
@RequiredArgsConstructor
class TaskClosing {
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    void close(Task task, Feedback feedback, Instant at) {
        closeMatter(task, "CLOSED", task.getConclusion(), at);
        events.publishEvent(jdbc.sql("select source_ref from task.matter where subject_id = ? and id = ?")
                .params(task.getSubjectId(), task.getMatterId())
                .query((row, n) -> new MatterClosed(
                        task.getMatterId(),
                        task.getId(),
                        task.getSubjectId(),
                        task.getMatterType(),
                        task.getSource(),
                        row.getString(1),
                        task.getLevel(),
                        task.getConclusion(),
                        feedback.reasonCode(),
                        feedback.facts(),
                        task.getOfficerId(),
                        task.getApproverId(),
                        at))
                .single());
    }

    void cancel(Task task, Instant at) {
        closeMatter(task, "CANCELLED", null, at);
    }

    private void closeMatter(Task task, String state, String conclusion, Instant at) {
        jdbc.sql("""
                        update task.matter set state = ?, conclusion = ?, closed_at = ?::timestamptz
                        where subject_id = ? and id = ?""")
                .params(state, conclusion, at.toString(), task.getSubjectId(), task.getMatterId())
                .update();
        jdbc.sql("""
                        update task.work_order w set state = 'CLOSED', closed_at = ?::timestamptz
                        where w.subject_id = ? and w.id = ? and not exists (select from task.matter m
                          where m.subject_id = w.subject_id and m.work_order_id = w.id and m.state = 'OPEN')""")
                .params(at.toString(), task.getSubjectId(), task.getWorkOrderId())
                .update();
    }
}
