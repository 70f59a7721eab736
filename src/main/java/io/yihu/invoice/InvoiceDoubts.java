package io.yihu.invoice;

import io.yihu.exchange.StagedBatch;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes what only the whole register shows: one number in several months. */
@Component
@RequiredArgsConstructor
class InvoiceDoubts {
    private static final String HEAD =
            "insert into invoice.conflict (kind, seller_party_id, digest, month, code, number, kept, refused, batch_id, line_no) ";
    private final JdbcClient jdbc;

    void find(StagedBatch batch) {
        String staged = """
                select s.*, taxpayer.party_id(s.seller_tax_id) as seller, invoice.digest(s.code, s.number, s.seller_tax_id) as digest,
                  date_trunc('month', s.issue_time at time zone 'Asia/Shanghai')::date as month from %s s""".formatted(batch.table());
        jdbc.sql(HEAD + """
                        select distinct on (n.line_no) 'REPEAT', n.seller, n.digest, n.month, coalesce(n.code, ''), n.number,
                          jsonb_build_object('month', o.month, 'batch', o.batch_id, 'line', o.line_no, 'amount', o.amount),
                          jsonb_build_object('amount', n.amount), :batch, n.line_no
                        from (%s) n join invoice.invoice o on o.digest = n.digest and o.side = 'OUT' and o.month <> n.month
                        order by n.line_no, o.month
                        on conflict (batch_id, line_no, kind) do nothing""".formatted(staged)).param("batch", batch.batchId()).update();
    }
}
