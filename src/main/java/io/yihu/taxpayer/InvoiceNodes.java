package io.yihu.taxpayer;

import io.yihu.exchange.StagedBatch;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells who passed a node by a batch, so that the indicators of the node can run at once; large batches wait for the nightly run. */
@Component
@RequiredArgsConstructor
public class InvoiceNodes {
    private static final int MOST = 2_000;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    /**
     * Called at the end of a load, in its transaction.
     *
     * @param taxId SQL over the staged row {@code s}: whose node it is
     * @param at SQL over the staged row: when
     * @param where SQL condition over the staged row
     */
    public void reached(NodesReached.Node node, StagedBatch batch, String taxId, String at, String where) {
        boolean small = jdbc.sql("select count(*) <= :most from (select from " + batch.table() + " limit :most + 1) x")
                .param("most", MOST)
                .query(Boolean.class)
                .single();
        if (!small) {
            return;
        }
        List<NodesReached.Reached> reached = jdbc.sql("""
                        select p.subject_id, date_trunc('month', x.at at time zone 'Asia/Shanghai')::date as month, max(x.at) as at, count(*) as events
                        from (select taxpayer.party_id(%s) as party_id, (%s)::timestamptz as at from %s s where %s) x
                        join taxpayer.party p on p.id = x.party_id join taxpayer.subject b on b.id = p.subject_id and not b.external
                        where x.at is not null group by 1, 2""".formatted(taxId, at, batch.table(), where))
                .query(NodesReached.Reached.class)
                .list();
        if (!reached.isEmpty()) {
            events.publishEvent(new NodesReached(node, batch.batchId(), reached));
        }
    }
}
