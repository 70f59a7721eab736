package io.yihu.task;

import io.yihu.grid.WorkloadSource;
import java.util.HashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Open work per officer over all grids: what still lies with the officer, not what waits for an approver. The database keeps the
 * counters with every change of a task.
 */
@Component
@RequiredArgsConstructor
class OpenWork implements WorkloadSource {
    private final JdbcClient jdbc;
    private final DispatchPolicies policies;

    @Override
    public Map<Long, Workload> byOfficer() {
        return byOfficer(null);
    }

    /** @param only whose work, null for everybody's */
    Map<Long, Workload> byOfficer(Long[] only) {
        Map<Long, Workload> open = new HashMap<>();
        jdbc.sql("select officer_id, open_count, open_minutes from task.workload where open_count > 0"
                        + (only == null ? "" : " and officer_id = any (:only)"))
                .param("only", only)
                .query((row, n) -> open.put(row.getLong(1), new Workload(row.getInt(2), row.getBigDecimal(3))))
                .list();
        return open;
    }

    @Override
    public int horizonDays() {
        return policies.current().horizonDays();
    }
}
