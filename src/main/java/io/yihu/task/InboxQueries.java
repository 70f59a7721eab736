package io.yihu.task;

import io.yihu.platform.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What lies on one officer's desk, by key: a page costs the same however much work the authority has. */
@Component
@RequiredArgsConstructor
public class InboxQueries {
    private static final Duration SOON = Duration.ofDays(3);
    private static final String OPEN = "t.closed_at is null and t.state in ('ACCEPTED', 'PROCESSING', 'RETURNED')";
    private static final String WAITING =
            "t.closed_at is null and t.state in ('WAIT_TAXPAYER', 'WAIT_REGION', 'WAIT_APPROVAL', 'SUBMITTED', 'APPROVED', 'SUSPENDED')";
    private static final String ACCEPT = "t.closed_at is null and t.state in ('DISPATCHED', 'TRANSFERRED')";
    private static final String URGENT_FIRST = "(t.returned_count > 0) desc, t.priority desc, t.due_at, t.id";
    private static final String AFTER_URGENT = """
            (t.returned_count = 0, -t.priority, t.due_at, t.id)
              > (select k.returned_count = 0, -k.priority, k.due_at, k.id from task.task k where k.id = :after)""";
    private final JdbcClient jdbc;

    /** The piles of a desk, each with its order. */
    public enum Pile {
        ACCEPT(InboxQueries.ACCEPT, URGENT_FIRST, AFTER_URGENT),
        OPEN(InboxQueries.OPEN, URGENT_FIRST, AFTER_URGENT),
        WAITING(
                InboxQueries.WAITING,
                "t.due_at, t.id",
                "(t.due_at, t.id) > (select k.due_at, k.id from task.task k where k.id = :after)"),
        DONE(
                "t.closed_at is not null",
                "t.closed_at desc, t.id desc",
                "(t.closed_at, t.id) < (select k.closed_at, k.id from task.task k where k.id = :after)");

        private final String condition;
        private final String order;
        private final String after;

        Pile(String condition, String order, String after) {
            this.condition = condition;
            this.order = order;
            this.after = after;
        }
    }

    /** Numbers on the tabs; {@code overdue} of those still to be submitted. */
    public record Counts(int accept, int open, int waiting, int done, int overdue) {}

    /** Empty or null means any; {@code due} is OVERDUE or SOON, {@code q} part of the taxpayer's name or the tax id. */
    public record Filter(String level, String type, String due, String q) {
        public static final Filter NONE = new Filter(null, null, null, null);

        public boolean any() {
            return !(blank(level) && blank(type) && blank(due) && blank(q));
        }

        private static boolean blank(String value) {
            return value == null || value.isBlank();
        }
    }

    public Counts counts(long officerId, Instant now) {
        return jdbc.sql("""
                        select count(*) filter (where %s) as accept, count(*) filter (where %s) as open,
                          count(*) filter (where %s) as waiting,
                          (select count(*) from task.task d where d.officer_id = :me and d.closed_at is not null) as done,
                          count(*) filter (where t.submitted_at is null and t.due_at < :now::timestamptz) as overdue
                        from task.task t where t.officer_id = :me and t.closed_at is null""".formatted(ACCEPT, OPEN, WAITING))
                .param("now", now.toString())
                .param("me", officerId)
                .query(Counts.class)
                .single();
    }

    /**
     * One page of a pile, most urgent first (done ones newest first).
     *
     * @param after number of the last task of the page before, null for the first page
     */
    public Slice<TaskRow> page(Pile pile, long officerId, Filter filter, Instant now, Long after, int limit) {
        StringBuilder found = new StringBuilder(
                        "with page as materialized (select t.subject_id, t.id, row_number() over (order by ")
                .append(pile.order)
                .append(") as place from task.task t where t.officer_id = :me and ")
                .append(pile.condition);
        if (!Filter.blank(filter.level())) {
            found.append(" and t.level = :level");
        }
        if (!Filter.blank(filter.type())) {
            found.append(" and t.matter_type = :type");
        }
        if ("OVERDUE".equals(filter.due())) {
            found.append(" and t.submitted_at is null and t.due_at < :now::timestamptz");
        }
        if ("SOON".equals(filter.due())) {
            found.append(" and t.due_at >= :now::timestamptz and t.due_at < :soon::timestamptz");
        }
        if (!Filter.blank(filter.q())) {
            found.append(" and exists (select from taxpayer.v_subject s where s.id = t.subject_id")
                    .append(" and (position(:q in s.name) > 0 or s.tax_id = :q))");
        }
        if (after != null) {
            found.append(" and ").append(pile.after);
        }
        found.append(" order by ").append(pile.order).append(" limit :limit) ");
        List<TaskRow> rows = jdbc.sql(found + TaskQueries.ROW
                        + " join page p on p.subject_id = t.subject_id and p.id = t.id order by p.place")
                .param("me", officerId)
                .param("level", filter.level())
                .param("type", filter.type())
                .param("now", now.toString())
                .param("soon", now.plus(SOON).toString())
                .param("q", filter.q() == null ? "" : filter.q().strip())
                .param("after", after)
                .param("limit", limit + 1)
                .query(TaskRow.class)
                .list();
        return Slice.of(rows, limit, row -> Long.toString(row.id()));
    }

    /** Kinds of matters on this desk, for the filter. */
    public List<String> types(long officerId) {
        return jdbc.sql(
                        "select distinct matter_type from task.task where officer_id = ? and closed_at is null order by 1")
                .param(officerId)
                .query(String.class)
                .list();
    }
}
