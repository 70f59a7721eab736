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

/** Takes in the feed {@code invoice_quotas}; near-limit counts of the months since are computed anew. */
@Component
@RequiredArgsConstructor
class InvoiceQuotaLoad implements StagedLoad {
    private final JdbcClient jdbc;
    private final PartyAdmission parties;
    private final InvoiceNodes nodes;
    private final Touched touched;
    private final PartyFacts facts;
    private final SubjectFacts subjects;

    @Override
    public FeedSchema schema() {
        return new FeedSchema(
                "invoice_quotas",
                List.of(
                        required("tax_id", Type.TEXT),
                        code("kind", true, InvoiceLoad.KINDS),
                        of("per_invoice_limit", Type.MONEY),
                        of("monthly_count", Type.INTEGER),
                        of("monthly_amount", Type.MONEY),
                        of("reason", Type.TEXT),
                        of("approver", Type.TEXT),
                        required("approved_at", Type.TIME)),
                List.of("tax_id", "kind", "approved_at"));
    }

    @Override
    public MergeCounts merge(StagedBatch batch, String slice) {
        parties.admit("select tax_id, null::text as name from " + batch.table());
        MergeCounts counts = StagedUpsert.into("invoice.invoice_quota")
                .key("party_id", "taxpayer.party_id(s.tax_id)")
                .key("kind", "s.kind")
                .key("approved_at", "s.approved_at")
                .same("per_invoice_limit", "monthly_count", "monthly_amount", "reason", "approver")
                .run(jdbc, batch);
        if (counts.inserted() + counts.updated() > 0) {
            refreshLimits(batch);
        }
        return counts;
    }

    @Override
    public void finish(StagedBatch batch) {
        nodes.reached(NodesReached.Node.QUOTA_APPROVED, batch, "s.tax_id", "s.approved_at", "true");
    }

    private void refreshLimits(StagedBatch batch) {
        List<LocalDate> months =
                jdbc.sql("""
                        select distinct f.month from invoice.fact_party_month f join invoice.invoice_quota q on q.party_id = f.party_id
                        where q.batch_id = ? and f.month >= date_trunc('month', q.approved_at at time zone 'Asia/Shanghai')::date
                        order by 1""").param(batch.batchId()).query(LocalDate.class).list();
        for (LocalDate month : months) {
            touched.set(month, """
                    select distinct f.party_id from invoice.fact_party_month f join invoice.invoice_quota q on q.party_id = f.party_id
                    where q.batch_id = %d and f.month = date '%s'""".formatted(batch.batchId(), month));
            facts.recompute(month);
            subjects.derive(month);
        }
    }
}
