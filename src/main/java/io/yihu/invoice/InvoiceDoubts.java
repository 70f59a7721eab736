package io.yihu.invoice;

import io.yihu.exchange.StagedBatch;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes what only the whole register shows: one number in several months. */
@Component
@RequiredArgsConstructor
class InvoiceDoubts {
    /** From here on one pass over all digests is cheaper than a probe of every month for each row. */
    private static final long MANY = 20_000;

    private final JdbcClient jdbc;

    void find(StagedBatch batch) {
        jdbc.sql("set local work_mem = '96MB'").update();
        long rows = jdbc.sql("select count(*) from " + batch.table())
                .query(Long.class)
                .single();
        String digests = rows > MANY
                ? "select digest from invoice.invoice where side = 'OUT' group by digest having count(*) > 1"
                : "select " + StagedInvoices.DIGEST + " as digest from " + batch.table() + " s";
        jdbc.sql("drop table if exists doubted").update();
        jdbc.sql("create temp table doubted on commit drop as " + digests).update();
        jdbc.sql("analyze doubted").update();
        jdbc.sql("""
                        insert into invoice.conflict (kind, seller_party_id, digest, month, code, number, kept, refused, batch_id, line_no)
                        select distinct on (n.line_no) 'REPEAT', n.party_id, n.digest, n.month, n.code, n.number,
                          jsonb_build_object('month', o.month, 'batch', o.batch_id, 'line', o.line_no, 'amount', o.amount),
                          jsonb_build_object('amount', n.amount), n.batch_id, n.line_no
                        from doubted d join invoice.invoice n on n.digest = d.digest and n.side = 'OUT' and n.batch_id = ?
                        join invoice.invoice o on o.digest = d.digest and o.side = 'OUT' and o.month <> n.month
                        order by n.line_no, o.month
                        on conflict (batch_id, line_no, kind) do nothing""").param(batch.batchId()).update();
    }
}
