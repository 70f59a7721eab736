package io.yihu.trail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Results of former checks, kept for good. */
@Component
@RequiredArgsConstructor
public class VerificationLog {
    /** One check; {@code problem} is null when the log was intact. */
    public record Entry(
            Instant at,
            String actor,
            long rows,
            long checkpoints,
            long unsealed,
            String problem,
            Long seq,
            Long actionId,
            Long segment) {}

    private final JdbcClient jdbc;

    public List<Entry> latest(int limit) {
        return jdbc.sql("select at, actor, rows, checkpoints, unsealed, problem, seq, action_id, segment"
                        + " from trail.verification order by id desc limit ?")
                .param(limit)
                .query(Entry.class)
                .list();
    }

    void keep(VerifyReport report, String actor, Instant at) {
        TrailProblem first = report.first();
        jdbc.sql("""
                        insert into trail.verification (at, actor, rows, checkpoints, unsealed, problem, seq, action_id, segment)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        at.atOffset(ZoneOffset.UTC),
                        actor,
                        report.rows(),
                        report.checkpoints(),
                        report.unsealed(),
                        first == null ? null : first.kind().name(),
                        first == null ? null : first.seq(),
                        first == null ? null : first.actionId(),
                        first == null ? null : first.segment())
                .update();
    }
}
