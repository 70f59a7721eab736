package io.yihu.task;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Names of officers, grids and tasks, for plans that know only ids. */
@Component
@RequiredArgsConstructor
class WorkNames {
    private final JdbcClient jdbc;

    /** What a task is called and about whom. */
    record TaskName(long id, String title, long subjectId, String subjectName) {}

    Map<Long, String> officers(Collection<Long> ids) {
        return names("select id, name || ' ' || staff_no from organization.v_officer where id = any (?)", ids);
    }

    Map<Long, String> grids(Collection<Long> ids) {
        return names("select id, name from grid.v_grid where id = any (?)", ids);
    }

    Map<Long, TaskName> tasks(Collection<Long> ids) {
        Map<Long, TaskName> names = new HashMap<>();
        jdbc.sql("""
                        select t.id, m.title, t.subject_id, s.name as subject_name from task.task t
                        join task.matter m on m.subject_id = t.subject_id and m.id = t.matter_id
                        join taxpayer.v_subject s on s.id = t.subject_id where t.id = any (?)""")
                .params((Object) ids.toArray(Long[]::new))
                .query(TaskName.class)
                .list()
                .forEach(each -> names.put(each.id(), each));
        return names;
    }

    private Map<Long, String> names(String sql, Collection<Long> ids) {
        Map<Long, String> names = new HashMap<>();
        jdbc.sql(sql)
                .params((Object) ids.toArray(Long[]::new))
                .query((row, n) -> names.put(row.getLong(1), row.getString(2)))
                .list();
        return names;
    }
}
