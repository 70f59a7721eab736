package io.yihu.invoice;

import static io.yihu.exchange.FeedColumn.code;
import static io.yihu.exchange.FeedColumn.of;
import static io.yihu.exchange.FeedColumn.required;

import io.yihu.exchange.FeedColumn.Type;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.MergeCounts;
import io.yihu.exchange.StagedBatch;
import io.yihu.exchange.StagedLoad;
import io.yihu.exchange.StagedUpsert;
import io.yihu.taxpayer.InvoiceNodes;
import io.yihu.taxpayer.NodesReached;
import io.yihu.taxpayer.PartyAdmission;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes in the feed {@code invoice_usages}: what a buyer did with an invoice, even one that was not loaded yet. */
@Component
@RequiredArgsConstructor
class InvoiceUsageLoad implements StagedLoad {
    private final JdbcClient jdbc;
    private final PartyAdmission parties;
    private final InvoiceNodes nodes;
    private final Touched touched;
    private final SubjectFacts subjects;

    @Override
    public FeedSchema schema() {
        return new FeedSchema(
                "invoice_usages",
                List.of(
                        of("code", Type.TEXT),
                        required("number", Type.TEXT),
                        of("seller_tax_id", Type.TEXT),
                        required("buyer_tax_id", Type.TEXT),
                        code("usage", true, "DEDUCT", "REFUND", "AGENT_REFUND", "NON_DEDUCT", "CANCEL"),
                        required("period", Type.MONTH),
                        of("ticked_at", Type.TIME),
                        of("effective_tax", Type.MONEY)),
                List.of("code", "number", "seller_tax_id", "buyer_tax_id", "period"));
    }

    @Override
    public List<String> slices(StagedBatch batch) {
        return jdbc.sql("select distinct period::text from " + batch.table() + " order by 1")
                .query(String.class)
                .list();
    }

    @Override
    public MergeCounts merge(StagedBatch batch, String slice) {
        parties.admit("select buyer_tax_id as tax_id, null::text as name from " + batch.table());
        MergeCounts counts = StagedUpsert.into("invoice.invoice_usage")
                .key("party_id", "taxpayer.party_id(s.buyer_tax_id)")
                .key("period", "s.period")
                .key("digest", "invoice.digest(s.code, s.number, s.seller_tax_id)")
                .same("usage", "ticked_at", "effective_tax")
                .where("s.period = date '" + LocalDate.parse(slice) + "'")
                .run(jdbc, batch);
        if (counts.inserted() + counts.updated() > 0) {
            placeUsages(jdbc);
            touched.set(
                    LocalDate.parse(slice),
                    "select distinct party_id from invoice.invoice_usage where period = date '%s' and batch_id = %d"
                            .formatted(slice, batch.batchId()));
            subjects.derive(LocalDate.parse(slice));
        }
        return counts;
    }

    @Override
    public void finish(StagedBatch batch) {
        nodes.reached(
                NodesReached.Node.DEDUCT,
                batch,
                "s.buyer_tax_id",
                "s.period::timestamp at time zone 'Asia/Shanghai'",
                "s.usage = 'DEDUCT'");
    }

    /** Gives usages the month of their invoice as soon as it is known. */
    static void placeUsages(JdbcClient jdbc) {
        jdbc.sql("""
                        update invoice.invoice_usage u set month = i.month from invoice.invoice i
                        where u.month is null and i.digest = u.digest and i.side = 'OUT'""").update();
    }
}
