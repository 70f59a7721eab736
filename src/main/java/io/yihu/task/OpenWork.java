package io.yihu.task;

import io.yihu.grid.WorkloadSource;
import java.util.HashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Open work per officer over all grids: what still lies with the officer, not what waits for an approver. */
@Component
@RequiredArgsConstructor
class OpenWork implements WorkloadSource {
    private final JdbcClient jdbc;

    @Override
    public Map<Long, Workload> byOfficer() {
        Map<Long, Workload> open = new HashMap<>();
        jdbc.sql("""
                        select officer_id, count(*), sum(standard_minutes * priority) from task.task
                        where closed_at is null and officer_id is not null and state in ('DISPATCHED', 'ACCEPTED', 'PROCESSING',
                          'WAIT_TAXPAYER', 'WAIT_REGION', 'WAIT_APPROVAL', 'RETURNED', 'TRANSFERRED')
                        group by 1""")
                .query((row, n) -> open.put(row.getLong(1), new Workload(row.getInt(2), row.getBigDecimal(3))))
                .list();
        return open;
    }
}
