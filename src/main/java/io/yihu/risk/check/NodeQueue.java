package io.yihu.risk.check;

import io.yihu.platform.YihuClock;
import io.yihu.taxpayer.NodesReached;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes who passed a node in the transaction that brought it; what lies further back than last month is history and waits for nobody. */
@Component
@RequiredArgsConstructor
class NodeQueue {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** When the indicators of a node can run. */
    static String stage(NodesReached.Node node) {
        return switch (node) {
            case REG_REPORT, QUOTA_APPROVED -> "PRE";
            case ISSUE_MONTHLY -> "MID";
            case RECEIVE_MONTHLY, DEDUCT -> "POST";
        };
    }

    @EventListener
    void note(NodesReached told) {
        LocalDate lastMonth = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA)
                .withDayOfMonth(1)
                .minusMonths(1);
        List<NodesReached.Reached> fresh = told.reached().stream()
                .filter(each -> !each.month().isBefore(lastMonth))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into risk.node_check as c (subject_id, node, month, stage, happened_at, events, batch_id, origin)
                        select r.subject_id, ?, r.month, ?, r.at, r.events, ?, 'LIVE'
                        from unnest(?::bigint[], ?::date[], ?::timestamptz[], ?::bigint[]) r (subject_id, month, at, events)
                        on conflict (subject_id, node, month) do update set happened_at = greatest(c.happened_at, excluded.happened_at),
                          events = case when c.origin = 'LIVE' and c.batch_id is distinct from excluded.batch_id
                            then c.events + excluded.events else excluded.events end,
                          batch_id = excluded.batch_id, origin = 'LIVE', run_id = null, checked_at = null""")
                .params(
                        told.node().name(),
                        stage(told.node()),
                        told.batchId(),
                        fresh.stream().map(NodesReached.Reached::subjectId).toArray(Long[]::new),
                        fresh.stream().map(each -> each.month().toString()).toArray(String[]::new),
                        fresh.stream().map(each -> each.at().toString()).toArray(String[]::new),
                        fresh.stream().map(NodesReached.Reached::events).toArray(Long[]::new))
                .update();
    }
}
