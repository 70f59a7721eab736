package io.yihu.task;

import io.yihu.task.MovePlan.Held;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tasks that may change hands, locked where they are about to. */
@Component
@RequiredArgsConstructor
class MoveQueries {
    private static final int MOST = 20_000;
    private static final String HELD = """
            select t.id, t.subject_id, t.work_order_id, t.matter_type, t.level, t.priority, t.standard_minutes, t.officer_id, t.state
            from task.task t
            where t.closed_at is null and t.officer_id is not null and not t.relayed
              and t.office_id in (select id from organization.v_office where path like :scope) """;
    private final JdbcClient jdbc;

    /** What lies with officers and is not submitted. */
    List<Held> held(MoveService.Wish wish, String scope, boolean lock) {
        return jdbc.sql(HELD + """
                          and t.state in ('DISPATCHED', 'ACCEPTED', 'PROCESSING', 'WAIT_TAXPAYER', 'WAIT_REGION', 'WAIT_APPROVAL',
                            'RETURNED', 'SUSPENDED')
                          and %s and (:type = '' or t.matter_type = :type)
                        order by t.id limit :most""".formatted(chosen(wish)) + locking(lock))
                .param("scope", scope)
                .param(
                        "tasks",
                        wish.tasks() == null ? new Long[0] : wish.tasks().toArray(Long[]::new))
                .param("from", wish.fromOfficer())
                .param("office", wish.fromOffice())
                .param("type", wish.type() == null ? "" : wish.type())
                .param("most", MOST)
                .query(MoveQueries::row)
                .list();
    }

    /** Given out and not accepted; work orders of several matters stay together where they are. */
    List<Held> unstarted(String scope, boolean lock) {
        return jdbc.sql(HELD + """
                          and t.state = 'DISPATCHED' and t.accepted_at is null and t.step is null
                          and not exists (select from task.task o where o.work_order_id = t.work_order_id and o.id <> t.id
                            and o.closed_at is null)
                        order by t.id limit :most""" + locking(lock))
                .param("scope", scope)
                .param("most", MOST)
                .query(MoveQueries::row)
                .list();
    }

    private static String chosen(MoveService.Wish wish) {
        if (wish.tasks() != null && !wish.tasks().isEmpty()) {
            return "t.id = any (:tasks)";
        }
        if (wish.fromOfficer() != null) {
            return "t.officer_id = :from";
        }
        return """
                t.officer_id in (select f.id from organization.v_officer f join organization.v_office o on o.id = f.office_id
                  join organization.v_office a on a.id = :office and o.path like a.path || '%')""";
    }

    private static String locking(boolean lock) {
        return lock ? " for update" : "";
    }

    private static Held row(ResultSet row, int n) throws SQLException {
        return new Held(
                new QueuedTask(
                        row.getLong("id"),
                        row.getLong("subject_id"),
                        row.getLong("work_order_id"),
                        row.getString("matter_type"),
                        row.getString("level"),
                        row.getBigDecimal("priority"),
                        row.getInt("standard_minutes")),
                row.getLong("officer_id"),
                row.getString("state"));
    }
}
