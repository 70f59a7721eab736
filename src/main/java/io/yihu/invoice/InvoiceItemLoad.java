package io.yihu.invoice;

import static io.yihu.exchange.FeedColumn.of;
import static io.yihu.exchange.FeedColumn.required;

import io.yihu.exchange.FeedColumn.Type;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.MergeCounts;
import io.yihu.exchange.StagedBatch;
import io.yihu.exchange.StagedCheck;
import io.yihu.exchange.StagedLoad;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes in the feed {@code invoice_items}; a line stands with the seller and with the buyer, as its invoice does. */
@Component
@RequiredArgsConstructor
class InvoiceItemLoad implements StagedLoad {
    private static final String DIGEST = "invoice.digest(s.code, s.number, s.seller_tax_id)";
    static final StagedCheck UNKNOWN_INVOICE = new StagedCheck(
                    "invoice.unknownInvoice",
                    "number",
                    "not exists (select from invoice.invoice i where i.side = 'OUT' and i.digest = " + DIGEST + ")")
            .unlessBroughtBy("invoices", "code", "number", "seller_tax_id");

    private static final String VALUES =
            "item_name, tax_class_code, goods_key, spec, unit, qty, price, amount, rate, tax";
    private final JdbcClient jdbc;
    private final Touched touched;
    private final GoodsFacts goods;
    private final SubjectFacts subjects;

    @Override
    public FeedSchema schema() {
        return new FeedSchema(
                "invoice_items",
                List.of(
                        of("code", Type.TEXT),
                        required("number", Type.TEXT),
                        of("seller_tax_id", Type.TEXT),
                        required("line", Type.INTEGER),
                        of("item_name", Type.TEXT),
                        of("tax_class_code", Type.TEXT),
                        of("spec", Type.TEXT),
                        of("unit", Type.TEXT),
                        of("qty", Type.PRICE),
                        of("price", Type.PRICE),
                        required("amount", Type.MONEY),
                        of("rate", Type.RATE),
                        of("tax", Type.MONEY)),
                List.of("code", "number", "seller_tax_id", "line"));
    }

    @Override
    public List<StagedCheck> checks() {
        return List.of(UNKNOWN_INVOICE);
    }

    /** Months of the invoices, in order. */
    @Override
    public List<String> slices(StagedBatch batch) {
        return new ArrayList<>(jdbc.sql("""
                        select distinct i.month::text from (select %s as digest from %s s) s
                        join invoice.invoice i on i.digest = s.digest and i.side = 'OUT' order by 1""".formatted(DIGEST, batch.table()))
                .query(String.class)
                .list());
    }

    @Override
    public MergeCounts merge(StagedBatch batch, String slice) {
        LocalDate month = LocalDate.parse(slice);
        MonthPartition items = new MonthPartition("invoice.invoice_item", month);
        items.ensure(jdbc);
        jdbc.sql("drop table if exists staged_item").update();
        jdbc.sql("""
                        create temp table staged_item on commit drop as
                        select distinct on (i.party_id, i.side, i.digest, s.line) i.party_id, i.digest, i.month, i.side, s.line::int as line,
                          s.item_name, s.tax_class_code, left(s.tax_class_code, 7) as goods_key, s.spec, s.unit, s.qty, s.price, s.amount,
                          s.rate, s.tax, s.line_no
                        from (select s.*, %s as digest from %s s offset 0) s join %s i on i.digest = s.digest
                        order by i.party_id, i.side, i.digest, s.line, s.line_no desc""".formatted(DIGEST, batch.table(), MonthPartition.invoices(month)))
                .update();
        MergeCounts counts = write(batch, items);
        if (counts.inserted() + counts.updated() > 0) {
            touched.set(
                    month, "select distinct party_id from " + items.name() + " where batch_id = " + batch.batchId());
            goods.recompute(month);
            subjects.derive(month);
        }
        return counts;
    }

    private MergeCounts write(StagedBatch batch, MonthPartition items) {
        return jdbc.sql("""
                        with done as (
                          insert into %1$s as t (party_id, digest, month, side, line, %2$s, batch_id, line_no)
                          select party_id, digest, month, side, line, %2$s, :batch, line_no from staged_item
                          on conflict (party_id, month, side, digest, line) do update set (%2$s) = row(%3$s),
                            batch_id = excluded.batch_id, line_no = excluded.line_no
                          where (%4$s) is distinct from (%3$s)
                          returning side, (xmax = 0) as fresh)
                        select count(*) filter (where fresh) as inserted, count(*) filter (where not fresh) as updated,
                          (select count(*) from staged_item where side = 'OUT') as lines
                        from done where side = 'OUT'""".formatted(items.name(), VALUES, prefixed("excluded."), prefixed("t.")))
                .param("batch", batch.batchId())
                .query((row, n) -> new MergeCounts(
                        row.getLong("inserted"),
                        row.getLong("updated"),
                        row.getLong("lines") - row.getLong("inserted") - row.getLong("updated")))
                .single();
    }

    private static String prefixed(String alias) {
        return VALUES.replaceAll("(\\w+)", alias + "$1");
    }
}
