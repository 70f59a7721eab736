package io.yihu.invoice;

import io.yihu.exchange.StagedBatch;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Builds a month that is not there yet in tables that nobody reads (rows, indexes, facts, edges), so that taking it in is a matter of a
 * moment. What a killed process left behind is built anew.
 */
@Component
@RequiredArgsConstructor
class FreshMonth {
    /** What joins and sums go by; sorting samples of all the texts costs more than the merge. */
    private static final String STATISTICS =
            " (party_id, counter_party_id, digest, side, status, month, issue_time, batch_id)";

    private static final String TWICE = """
            select digest from %s where side = 'OUT' group by digest having count(*) > 1""";
    private final JdbcClient jdbc;
    private final PartyFacts facts;

    /** The tables of one month of one batch. */
    record Tables(long batch, LocalDate month) {
        String invoices() {
            return "invoice.prepared_" + batch + "_" + month.toString().replace("-", "");
        }

        String edges() {
            return invoices() + "_edge";
        }

        String facts() {
            return invoices() + "_fact";
        }

        List<String> all() {
            return List.of(invoices(), edges(), facts());
        }
    }

    /** Builds ahead; a month with repeated numbers is left to {@link #build}, whose transaction can report them. */
    void prepare(StagedBatch batch, LocalDate month) {
        Tables tables = new Tables(batch.batchId(), month);
        drop(tables);
        long rows = fill(batch, tables);
        if (repeated(tables)) {
            drop(tables);
        } else {
            complete(tables, rows);
        }
    }

    boolean prepared(Tables tables) {
        return jdbc.sql("select to_regclass(?) is not null and to_regclass(?) is not null")
                .params(tables.invoices(), tables.facts())
                .query(Boolean.class)
                .single();
    }

    /**
     * Builds in the transaction of the merge.
     *
     * @return lines that repeat the number of another line
     */
    long build(StagedBatch batch, Tables tables) {
        drop(tables);
        long rows = fill(batch, tables);
        long left = repeated(tables) ? tidy(tables) : 0;
        complete(tables, rows);
        return left;
    }

    void drop(Tables tables) {
        tables.all().forEach(table -> jdbc.sql("drop table if exists " + table).update());
    }

    private long fill(StagedBatch batch, Tables tables) {
        jdbc.sql("create table %s (like invoice.invoice including defaults including constraints)"
                        .formatted(tables.invoices()))
                .update();
        String insert = "insert into %s (%s) ".formatted(tables.invoices(), StagedInvoices.COLUMNS);
        return jdbc.sql(insert + StagedInvoices.seller(batch, tables.month())).update()
                + jdbc.sql(insert + StagedInvoices.buyer(batch, tables.month())).update();
    }

    private boolean repeated(Tables tables) {
        return jdbc.sql("select exists (" + TWICE.formatted(tables.invoices()) + ")")
                .query(Boolean.class)
                .single();
    }

    /** The first line says who the seller is, other sellers of the number are kept aside; of one seller the last line counts. */
    private long tidy(Tables tables) {
        jdbc.sql(
                        "create temp table twice on commit drop as select distinct on (t.digest) t.digest, t.party_id as seller from %1$s t where t.side = 'OUT' and t.digest in (%2$s) order by t.digest, t.line_no"
                                .formatted(tables.invoices(), TWICE.formatted(tables.invoices())))
                .update();
        jdbc.sql(SellerConflicts.KEEP.formatted("""
                        select n.*, o.batch_id as kept_batch, o.line_no as kept_line, o.amount as kept_amount, o.party_id as kept_seller
                        from %1$s n join twice w on w.digest = n.digest and w.seller <> n.party_id
                        join lateral (select * from %1$s o where o.side = 'OUT' and o.digest = n.digest and o.party_id = w.seller
                          order by o.line_no limit 1) o on true
                        where n.side = 'OUT'""".formatted(tables.invoices())))
                .update();
        long strange =
                jdbc.sql("""
                        with gone as (
                          delete from %s t using twice w where w.digest = t.digest
                            and w.seller is distinct from (case when t.side = 'OUT' then t.party_id else t.counter_party_id end)
                          returning side)
                        select count(*) from gone where side = 'OUT'""".formatted(tables.invoices())).query(Long.class).single();
        long again =
                jdbc.sql("""
                        with ranked as (
                          select ctid, row_number() over (partition by side, digest order by line_no desc) as n from %1$s
                          where digest in (select digest from twice)),
                        gone as (delete from %1$s where ctid in (select ctid from ranked where n > 1) returning side)
                        select count(*) from gone where side = 'OUT'""".formatted(tables.invoices())).query(Long.class).single();
        jdbc.sql("drop table twice").update();
        return strange + again;
    }

    private void complete(Tables tables, long rows) {
        index(tables.invoices(), "invoice.invoice");
        jdbc.sql("analyze " + tables.invoices() + STATISTICS).update();
        jdbc.sql("create table %s (like invoice.fact_party_edge_month including defaults including constraints)"
                        .formatted(tables.edges()))
                .update();
        jdbc.sql("create unlogged table %s (like invoice.fact_party_month)".formatted(tables.facts()))
                .update();
        facts.fill(tables.month(), tables.invoices(), "true", rows, tables.facts(), tables.edges());
        index(tables.edges(), "invoice.fact_party_edge_month");
        jdbc.sql("analyze " + tables.edges() + " (party_id, counter_party_id, side, month, first_date)")
                .update();
    }

    /** The indexes of the parent, so that attaching has none to build. */
    private void index(String table, String parent) {
        jdbc.sql("""
                        select case when indisprimary then 'alter table %1$s add primary key ' || substring(definition from '\\(.*\\)')
                          else 'create ' || case when indisunique then 'unique ' else '' end || 'index on %1$s '
                            || substring(definition from 'USING .*') end
                        from (select indisprimary, indisunique, pg_get_indexdef(indexrelid) as definition from pg_index
                          where indrelid = ?::regclass) i order by indisprimary desc""".formatted(table))
                .param(parent)
                .query(String.class)
                .list()
                .forEach(statement -> jdbc.sql(statement).update());
    }

    /** Makes the month part of the register. */
    void adopt(Tables tables) {
        jdbc.sql("insert into invoice.fact_party_month (%1$s) select %1$s from %2$s"
                        .formatted(PartyMonth.FACT_COLUMNS, tables.facts()))
                .update();
        jdbc.sql("drop table " + tables.facts()).update();
        new MonthPartition("invoice.invoice", tables.month()).adopt(jdbc, tables.invoices());
        MonthPartition edges = new MonthPartition("invoice.fact_party_edge_month", tables.month());
        if (edges.exists(jdbc)) {
            jdbc.sql("insert into %1$s (%2$s) select %2$s from %3$s"
                            .formatted(edges.name(), PartyMonth.EDGE_COLUMNS, tables.edges()))
                    .update();
            jdbc.sql("drop table " + tables.edges()).update();
        } else {
            edges.adopt(jdbc, tables.edges());
        }
        jdbc.sql("analyze invoice.fact_party_month (party_id, month)").update();
    }

    /** Tables of batches that are not being merged any more: cancelled, or finished by a process that was killed. */
    void sweep() {
        jdbc.sql("""
                        select c.relname from pg_class c where c.relnamespace = 'invoice'::regnamespace and c.relkind = 'r'
                          and c.relname ~ '^prepared_[0-9]+_' and not exists (
                            select from exchange.v_batch b where b.id = split_part(c.relname, '_', 2)::bigint and b.state = 'MERGING')""")
                .query(String.class)
                .list()
                .forEach(table ->
                        jdbc.sql("drop table if exists invoice." + table).update());
    }
}
