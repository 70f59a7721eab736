package io.yihu.invoice;

import static io.yihu.exchange.FeedColumn.code;
import static io.yihu.exchange.FeedColumn.of;
import static io.yihu.exchange.FeedColumn.required;

import io.yihu.exchange.FeedColumn;
import io.yihu.exchange.FeedColumn.Type;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.MergeCounts;
import io.yihu.exchange.StagedBatch;
import io.yihu.exchange.StagedCheck;
import io.yihu.exchange.StagedLoad;
import io.yihu.taxpayer.InvoiceNodes;
import io.yihu.taxpayer.NodesReached;
import io.yihu.taxpayer.PartyAdmission;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes in the feed {@code invoices}, month by month, and keeps the facts of the touched months. */
@Component
@RequiredArgsConstructor
class InvoiceLoad implements StagedLoad {
    static final String[] KINDS = {
        "DIGITAL_SPECIAL",
        "DIGITAL_NORMAL",
        "E_SPECIAL",
        "E_NORMAL",
        "PAPER_SPECIAL",
        "PAPER_NORMAL",
        "VEHICLE",
        "USED_CAR",
        "TOLL",
        "CUSTOMS_PAYMENT",
        "FARM_PURCHASE"
    };
    private static final List<FeedColumn> COLUMNS = List.of(
            code("kind", true, KINDS),
            of("code", Type.TEXT),
            required("number", Type.TEXT),
            required("issue_time", Type.TIME),
            required("seller_tax_id", Type.TEXT),
            of("seller_name", Type.TEXT),
            of("buyer_tax_id", Type.TEXT),
            of("buyer_name", Type.TEXT),
            required("amount", Type.MONEY),
            required("tax", Type.MONEY),
            of("total", Type.MONEY),
            code("status", true, "NORMAL", "VOID", "RED_PART", "RED_FULL"),
            of("blue_flag", Type.BOOLEAN),
            of("red_of_code", Type.TEXT),
            of("red_of_number", Type.TEXT),
            code("management_status", false, "NORMAL", "ABNORMAL_VOUCHER", "LOST_CONTROL", "SUSPECT", "RELEASED"),
            of("channel", Type.TEXT),
            of("ip", Type.TEXT),
            of("ip_division", Type.TEXT),
            of("mac", Type.TEXT),
            of("device_serial", Type.TEXT),
            of("issuer", Type.TEXT),
            of("bank_account", Type.TEXT),
            of("seller_division", Type.TEXT),
            of("buyer_division", Type.TEXT));

    private final JdbcClient jdbc;
    private final InvoiceMerge invoices;
    private final InvoiceDoubts doubts;
    private final FreshMonth freshMonth;
    private final PartyAdmission parties;
    private final InvoiceNodes nodes;

    @Override
    public FeedSchema schema() {
        return new FeedSchema("invoices", COLUMNS, List.of("code", "number", "seller_tax_id"), StagedInvoices.DERIVED);
    }

    @Override
    public List<StagedCheck> checks() {
        return List.of(
                StagedCheck.warning("invoice.sum", "total", "s.total is not null and s.amount + s.tax <> s.total"),
                new StagedCheck("invoice.digitalVoid", "status", "s.status = 'VOID' and s.kind like 'DIGITAL%'"),
                new StagedCheck(
                        "invoice.timeOutOfRange",
                        "issue_time",
                        "s.issue_time < timestamptz '1994-01-01' or s.issue_time >= timestamptz '2100-01-01'"),
                new StagedCheck(
                        "invoice.amountOutOfRange",
                        "amount",
                        "abs(s.amount) >= 1e13 or abs(s.tax) >= 1e13 or abs(s.total) >= 1e13"));
    }

    /** All parties of the file are let in once and not month by month. */
    @Override
    public void open(StagedBatch batch) {
        jdbc.sql("set local work_mem = '256MB'").update();
        parties.admit(StagedInvoices.parties(batch));
    }

    /** Months of the file in order, Beijing time. */
    @Override
    public List<String> slices(StagedBatch batch) {
        jdbc.sql("create index on " + batch.table() + " using brin (issue_time) with (pages_per_range = 32)")
                .update();
        return new ArrayList<>(
                jdbc.sql("""
                        select distinct date_trunc('month', issue_time at time zone interval '8 hours')::date::text as month
                        from %s order by 1""".formatted(batch.table())).query(String.class).list());
    }

    @Override
    public boolean preparesAhead() {
        return true;
    }

    @Override
    public void prepare(StagedBatch batch, String slice) {
        invoices.prepare(batch, LocalDate.parse(slice));
    }

    @Override
    public MergeCounts merge(StagedBatch batch, String slice) {
        return invoices.merge(batch, LocalDate.parse(slice));
    }

    @Override
    public void finish(StagedBatch batch) {
        doubts.find(batch);
        freshMonth.sweep();
        InvoiceUsageLoad.placeUsages(jdbc);
        jdbc.sql("analyze invoice.fact_party_month (party_id, month), invoice.fact_subject_month (subject_id, month),"
                        + " invoice.fact_party_first")
                .update();
        String counted = "s.status <> 'VOID'";
        nodes.reached(NodesReached.Node.ISSUE_MONTHLY, batch, "s.seller_tax_id", "s.issue_time", counted);
        nodes.reached(NodesReached.Node.RECEIVE_MONTHLY, batch, "s.buyer_tax_id", "s.issue_time", counted);
    }
}
