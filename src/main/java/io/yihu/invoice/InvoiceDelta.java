package io.yihu.invoice;

import io.yihu.exchange.MergeCounts;
import io.yihu.exchange.StagedBatch;
import java.util.List;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes a staged month into one that already has rows: only what is new or differs is written. */
@Component
@RequiredArgsConstructor
class InvoiceDelta {
    /** Values a later file may correct; an empty one never wipes a known one. */
    private static final List<String> CORRECTED = List.of(
            "counter_party_id",
            "issue_time",
            "blue",
            "kind",
            "status",
            "management_status",
            "amount",
            "tax",
            "total",
            "own_division",
            "counter_division",
            "counter_name",
            "red_of_code",
            "red_of_number",
            "channel",
            "ip",
            "ip_division",
            "mac",
            "device_serial",
            "issuer",
            "bank_account");

    private final JdbcClient jdbc;
    private final Touched touched;

    /** Leaves the touched parties in the temporary table {@code touched}. */
    MergeCounts merge(StagedBatch batch, MonthPartition partition) {
        long lines = classify(batch, partition);
        keepSellers(partition);
        keepConflicts(partition);
        String name = partition.name();
        jdbc.sql("""
                        delete from %s i using delta d
                        where d.op = 'U' and d.side = 'OUT' and d.known_counter is not null
                          and d.known_counter is distinct from d.counter_party_id
                          and i.side = 'IN' and i.digest = d.digest and i.party_id = d.known_counter""".formatted(name)).update();
        jdbc.sql("insert into %s (%s) select %s from delta where op = 'I'"
                        .formatted(name, StagedInvoices.COLUMNS, StagedInvoices.COLUMNS))
                .update();
        jdbc.sql("""
                        update %s i set %s, batch_id = d.batch_id, line_no = d.line_no from delta d
                        where d.op = 'U' and i.party_id = d.party_id and i.month = d.month and i.side = d.side and i.digest = d.digest""".formatted(
                                name,
                                CORRECTED.stream()
                                        .map(column -> "%1$s = coalesce(d.%1$s, i.%1$s)".formatted(column))
                                        .collect(Collectors.joining(", "))))
                .update();
        touched.set(partition.month(), """
                select party_id from delta where op in ('I', 'U')
                union select known_counter from delta where op = 'U' and known_counter is not null""");
        return jdbc.sql("""
                        select count(*) filter (where op = 'I') as inserted, count(*) filter (where op = 'U') as updated
                        from delta where side = 'OUT'""")
                .query((row, n) -> new MergeCounts(
                        row.getLong("inserted"),
                        row.getLong("updated"),
                        lines - row.getLong("inserted") - row.getLong("updated")))
                .single();
    }

    /** Builds {@code delta}: op I new, U differs and may be corrected, C contradicts another source, S another seller's, N nothing new. */
    private long classify(StagedBatch batch, MonthPartition partition) {
        jdbc.sql("drop table if exists incoming, delta").update();
        long lines = jdbc.sql("create temp table incoming on commit drop as "
                        + StagedInvoices.seller(batch, partition.month()))
                .update();
        jdbc.sql("insert into incoming " + StagedInvoices.buyer(batch, partition.month()))
                .update();
        jdbc.sql("analyze incoming (party_id, digest, side)").update();
        String differs = CORRECTED.stream()
                .map(column -> "coalesce(d.%1$s, e.%1$s) is distinct from e.%1$s".formatted(column))
                .collect(Collectors.joining(" or "));
        jdbc.sql("""
                        create temp table delta on commit drop as
                        select d.*, e.counter_party_id as known_counter, o.other as kept_seller,
                          case when not coalesce(o.own, false) and o.other is not null then 'S'
                            when e.party_id is null then 'I'
                            when k.source <> :source and (d.amount <> e.amount or d.tax <> e.tax
                              or d.counter_party_id is distinct from coalesce(e.counter_party_id, d.counter_party_id)) then 'C'
                            when k.source <> :source and invoice.progress(d.status) < invoice.progress(e.status) then 'N'
                            when %s then 'U' else 'N' end as op
                        from (select distinct on (seller, party_id, side, digest) * from (
                            select i.*, case when side = 'OUT' then party_id else counter_party_id end as seller from incoming i) r
                          order by seller, party_id, side, digest, line_no desc) d
                        left join %2$s e on e.party_id = d.party_id and e.month = d.month and e.side = d.side and e.digest = d.digest
                        left join lateral (
                          select bool_or(x.party_id = d.seller) as own, min(x.party_id) filter (where x.party_id <> d.seller) as other
                          from %2$s x where x.side = 'OUT' and x.digest = d.digest) o on true
                        left join invoice.load k on k.batch_id = e.batch_id""".formatted(differs, partition.name()))
                .param("source", batch.source())
                .update();
        jdbc.sql("analyze delta").update();
        return lines;
    }

    /** Two sellers of one new number in this file: the first line counts. */
    private void keepSellers(MonthPartition partition) {
        jdbc.sql("""
                        update delta d set op = 'S', kept_seller = f.seller
                        from (
                          select distinct on (digest) digest, seller from delta
                          where side = 'OUT' and op = 'I' and digest in (
                            select digest from delta where side = 'OUT' and op = 'I' group by digest having count(*) > 1)
                          order by digest, line_no) f
                        where d.digest = f.digest and d.seller <> f.seller and d.op = 'I'""").update();
        jdbc.sql(SellerConflicts.KEEP.formatted("""
                        select d.*, k.amount as kept_amount, k.batch_id as kept_batch, k.line_no as kept_line
                        from delta d join lateral (
                          select amount, batch_id, line_no from %s e where e.side = 'OUT' and e.digest = d.digest and e.party_id = d.kept_seller
                          union all
                          select amount, batch_id, line_no from delta i where i.op = 'I' and i.side = 'OUT' and i.digest = d.digest
                            and i.party_id = d.kept_seller
                          limit 1) k on true
                        where d.op = 'S' and d.side = 'OUT'""".formatted(partition.name())))
                .update();
    }

    private void keepConflicts(MonthPartition partition) {
        jdbc.sql("""
                        insert into invoice.conflict (kind, seller_party_id, digest, month, code, number, kept, refused, batch_id, line_no)
                        select 'SIDES', d.party_id, d.digest, d.month, d.code, d.number,
                          jsonb_build_object('amount', e.amount, 'tax', e.tax, 'batch', e.batch_id, 'line', e.line_no),
                          jsonb_build_object('amount', d.amount, 'tax', d.tax), d.batch_id, d.line_no
                        from delta d join %s e on e.party_id = d.party_id and e.month = d.month and e.side = d.side and e.digest = d.digest
                        where d.op = 'C' and d.side = 'OUT'
                        on conflict (batch_id, line_no, kind) do nothing""".formatted(partition.name())).update();
        jdbc.sql(
                        "delete from delta where digest in (select digest from delta where op = 'C' and side = 'OUT') and op = 'I'")
                .update();
    }
}
