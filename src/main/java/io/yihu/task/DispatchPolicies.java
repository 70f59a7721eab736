package io.yihu.task;

import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the versions of the dispatch policy. */
@Component
@RequiredArgsConstructor
public class DispatchPolicies {
    private final JdbcClient jdbc;

    /** One version with who made it and why. */
    public record Version(DispatchLevers levers, String reason, Instant changedAt, String changedBy) {}

    public DispatchLevers current() {
        return history(1).stream().map(Version::levers).findFirst().orElse(DispatchLevers.DEFAULT);
    }

    /** Newest first. */
    public List<Version> history(int limit) {
        return jdbc.sql("select * from task.dispatch_policy order by version desc limit ?")
                .param(limit)
                .query((row, n) -> new Version(
                        new DispatchLevers(
                                row.getInt("version"),
                                row.getInt("skill_pct"),
                                row.getInt("room_pct"),
                                row.getInt("continuity_pct"),
                                row.getInt("horizon_days"),
                                row.getInt("full_pct"),
                                row.getBoolean("hard_cap"),
                                row.getInt("gate_overdue"),
                                row.getInt("gate_days"),
                                row.getBoolean("preempt")),
                        row.getString("reason"),
                        row.getTimestamp("changed_at").toInstant(),
                        row.getString("changed_by")))
                .list();
    }
}
