package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is late is told upwards in two tiers; each telling is answered by a person who says what is done about it. */
@Service
@RequiredArgsConstructor
public class EscalationService {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** One telling as the page shows it. */
    public record Row(
            long id,
            long taskId,
            String title,
            long subjectId,
            String subjectName,
            String level,
            String officerName,
            String officeName,
            String cause,
            int tier,
            Instant dueAt,
            Instant raisedAt,
            Instant answeredAt,
            String answeredBy,
            String answer) {}

    private static final String ROW = """
            select e.id, e.task_id, m.title, e.subject_id, s.name as subject_name, t.level, f.name as officer_name,
              coalesce(o.short_name, o.name) as office_name, e.cause, e.tier, e.due_at, e.raised_at, e.answered_at, e.answered_by, e.answer
            from task.escalation e
            join task.task t on t.subject_id = e.subject_id and t.id = e.task_id
            join task.matter m on m.subject_id = t.subject_id and m.id = t.matter_id
            join taxpayer.v_subject s on s.id = e.subject_id
            join organization.v_office o on o.id = e.office_id
            left join organization.v_officer f on f.id = t.officer_id
            """;

    /** Open ones told to offices of the actor's scope, the higher tier and the later first. */
    @Transactional(readOnly = true)
    public List<Row> open(int limit) {
        return jdbc.sql(ROW
                        + " where e.answered_at is null and o.path like ? order by e.tier desc, e.due_at, e.id limit ?")
                .params(CurrentActor.get().scope(), limit)
                .query(Row.class)
                .list();
    }

    @Transactional(readOnly = true)
    public List<Row> ofTask(long taskId) {
        return jdbc.sql(ROW + " where e.task_id = ? order by e.id")
                .param(taskId)
                .query(Row.class)
                .list();
    }

    /** The lead of the office says what is done; the tier above hears only of what stays late. */
    @Traced("task.escalation.answer")
    public void answer(long id, String answer) {
        String said = StepPolicy.said(answer);
        long[] about = jdbc.sql("""
                        update task.escalation e set answered_at = ?::timestamptz, answered_by = ?, answer = ?
                        from organization.v_office o where e.id = ? and o.id = e.office_id and o.path like ? and e.answered_at is null
                        returning e.task_id, e.subject_id""")
                .params(
                        clock.instant().toString(),
                        CurrentActor.get().login(),
                        said,
                        id,
                        CurrentActor.get().scope())
                .query((row, n) -> new long[] {row.getLong(1), row.getLong(2)})
                .optional()
                .orElseThrow(Refusal::notFound);
        Trail.object("task", about[0]);
        Trail.subject(about[1]);
        Trail.note("reason", said);
    }
}
