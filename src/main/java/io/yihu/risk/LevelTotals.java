package io.yihu.risk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Findings by level, of a run and of the one before it. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class LevelTotals {
    private final FindingQueries findings;
    private final JdbcClient jdbc;

    /** One level; {@code before} is null where there was no earlier run. */
    public record Total(String level, long n, Long before) {}

    /** Highest level first; empty before the first run. */
    public List<Total> of(FindingFilter filter) {
        Long run = findings.run(filter).orElse(null);
        if (run == null) {
            return List.of();
        }
        Map<String, Long> now = counts(run);
        Long earlier = jdbc.sql("select max(id) from indicator.v_run where state = 'DONE' and id < ?")
                .param(run)
                .query((row, n) -> (Long) row.getObject(1))
                .list()
                .get(0);
        Map<String, Long> before = earlier == null ? null : counts(earlier);
        return List.of("HIGH", "MEDIUM", "LOW").stream()
                .map(level -> new Total(
                        level, now.getOrDefault(level, 0L), before == null ? null : before.getOrDefault(level, 0L)))
                .toList();
    }

    private Map<String, Long> counts(long run) {
        Map<String, Long> counts = new LinkedHashMap<>();
        findings.levels(run).forEach(row -> counts.put(row.level(), row.n()));
        return counts;
    }
}
