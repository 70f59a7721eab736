package io.yihu.task;

import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What lies on one officer's desk; our own tables only. */
@Component
@RequiredArgsConstructor
public class InboxQueries {
    private static final String OPEN = "t.state in ('ACCEPTED', 'PROCESSING', 'RETURNED')";
    private static final String WAITING =
            "t.state in ('WAIT_TAXPAYER', 'WAIT_REGION', 'WAIT_APPROVAL', 'SUBMITTED', 'APPROVED', 'SUSPENDED')";
    private static final String URGENT_FIRST =
            " order by t.returned_count > 0 desc, t.priority desc, t.due_at, t.id limit ?";
    private final JdbcClient jdbc;

    /** Numbers on the tabs; {@code overdue} of those still to be submitted. */
    public record Counts(int accept, int open, int waiting, int done, int overdue) {}

    public Counts counts(long officerId, Instant now) {
        return jdbc.sql("""
                        select count(*) filter (where t.state in ('DISPATCHED', 'TRANSFERRED')) as accept,
                          count(*) filter (where %s) as open, count(*) filter (where %s) as waiting,
                          count(*) filter (where t.closed_at is not null) as done,
                          count(*) filter (where t.closed_at is null and t.submitted_at is null and t.due_at < ?::timestamptz) as overdue
                        from task.task t where t.officer_id = ?""".formatted(OPEN, WAITING))
                .params(now.toString(), officerId)
                .query(Counts.class)
                .single();
    }

    /** Dispatched and waiting to be accepted, most urgent first. */
    public List<TaskRow> toAccept(long officerId, int limit) {
        return rows("t.state in ('DISPATCHED', 'TRANSFERRED')", URGENT_FIRST, officerId, limit);
    }

    public List<TaskRow> open(long officerId, int limit) {
        return rows(OPEN, URGENT_FIRST, officerId, limit);
    }

    public List<TaskRow> waiting(long officerId, int limit) {
        return rows(WAITING, " order by t.due_at, t.id limit ?", officerId, limit);
    }

    public List<TaskRow> done(long officerId, int limit) {
        return rows("t.closed_at is not null", " order by t.closed_at desc, t.id limit ?", officerId, limit);
    }

    private List<TaskRow> rows(String condition, String order, long officerId, int limit) {
        return jdbc.sql(TaskQueries.ROW + " where t.officer_id = ? and " + condition + order)
                .params(officerId, limit)
                .query(TaskRow.class)
                .list();
    }
}
