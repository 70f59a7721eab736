package io.yihu.invoice;

import io.yihu.platform.Slice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What lies behind an edge: months, goods and invoices of one seller with one buyer.
 *
 * <p>An invoice stands with both parties; it is read with the one that has fewer. The caller must have checked that one of the two may be
 * seen.
 */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class DealingQueries {
    /** Above this number of invoices on both sides the goods of an edge are not read in passing. */
    private static final int MANY = 3_000;

    private static final String PAIR = """
            edge as (select * from unnest(cast(:sellers as bigint[]), cast(:buyers as bigint[])) e (seller, buyer)),
            pair as (
              select e.seller, e.buyer, s.id as seller_party, b.id as buyer_party,
                (select coalesce(sum(f.out_cnt + f.void_cnt), 0) from invoice.fact_party_month f where f.party_id = s.id and f.month between :from and :to) as out_cnt,
                (select coalesce(sum(f.in_cnt), 0) from invoice.fact_party_month f where f.party_id = b.id and f.month between :from and :to) as in_cnt
              from edge e join taxpayer.v_party s on s.subject_id = e.seller join taxpayer.v_party b on b.subject_id = e.buyer),
            side as (
              select p.*, case when out_cnt <= in_cnt then seller_party else buyer_party end as own,
                case when out_cnt <= in_cnt then buyer_party else seller_party end as other, case when out_cnt <= in_cnt then 'OUT' else 'IN' end as side
              from pair p)""";
    private final JdbcClient jdbc;

    /** Dealings of one month. */
    public record Month(LocalDate month, long cnt, BigDecimal amt, BigDecimal tax) {}

    /** Amount of one kind of goods on one edge, the largest first. */
    public record Goods(long seller, long buyer, String goodsKey, String name, BigDecimal amt) {}

    /** One invoice with the name of its first line. */
    public record Paper(
            String digest,
            String kind,
            String code,
            String number,
            Instant issueTime,
            BigDecimal amount,
            BigDecimal tax,
            BigDecimal total,
            String status,
            boolean blue,
            String managementStatus,
            String item,
            long batchId,
            long lineNo) {}

    public List<Month> months(long seller, long buyer, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                        select e.month, sum(e.cnt) as cnt, sum(e.amt) as amt, sum(e.tax) as tax
                        from taxpayer.v_party s cross join taxpayer.v_party b
                        join invoice.fact_party_edge_month e on e.party_id = s.id and e.side = 'OUT' and e.counter_party_id = b.id
                        where s.subject_id = ? and b.subject_id = ? and e.month between ? and ? group by 1 order by 1""").params(seller, buyer, from, to).query(Month.class).list();
    }

    /** Goods of several edges; edges between two hubs are left out. */
    public List<Goods> goods(List<Long> sellers, List<Long> buyers, LocalDate from, LocalDate to) {
        return jdbc.sql("with " + PAIR + """
                        select s.seller, s.buyer, g.goods_key, max(g.name) as name, sum(g.amt) as amt
                        from side s cross join lateral (
                          select t.goods_key, max(coalesce(nullif(split_part(t.item_name, '*', 2), ''), t.item_name)) as name, sum(t.amount) as amt
                          from invoice.invoice i
                          join invoice.invoice_item t on t.party_id = i.party_id and t.month = i.month and t.side = i.side and t.digest = i.digest
                          where i.party_id = s.own and i.side = s.side and i.month between :from and :to and i.counter_party_id = s.other
                            and i.status <> 'VOID' and t.goods_key is not null group by 1 offset 0) g
                        where least(s.out_cnt, s.in_cnt) <= :many
                        group by 1, 2, 3 order by 1, 2, 5 desc, 3""")
                .param("sellers", sellers.toArray(Long[]::new))
                .param("buyers", buyers.toArray(Long[]::new))
                .param("from", from)
                .param("to", to)
                .param("many", MANY)
                .query(Goods.class)
                .list();
    }

    /** Invoices of the edge, voided ones too, newest first; {@code after} is {@code time~digest}. */
    public Slice<Paper> papers(long seller, long buyer, LocalDate from, LocalDate to, String after, int limit) {
        String[] key = after == null ? null : after.split("~");
        List<Paper> read = jdbc.sql("with " + PAIR + """
                        , month as (
                          select distinct s.own, s.other, s.side, e.month from side s
                          join invoice.fact_party_edge_month e on e.party_id = s.seller_party and e.side = 'OUT' and e.counter_party_id = s.buyer_party
                          where e.month between :from and :to)
                        select i.digest::text as digest, i.kind, i.code, i.number, i.issue_time, i.amount, i.tax, i.total, i.status, i.blue,
                          i.management_status, t.item_name as item, i.batch_id, i.line_no
                        from month m cross join lateral (
                          select i.* from invoice.invoice i
                          where i.party_id = m.own and i.month = m.month and i.side = m.side and i.counter_party_id = m.other
                            and (:first or (i.issue_time, i.digest) < (cast(:time as timestamptz), cast(:digest as bigint)))
                          order by i.issue_time desc, i.digest desc limit :limit) i
                        left join lateral (
                          select t.item_name from invoice.invoice_item t
                          where t.party_id = i.party_id and t.month = i.month and t.side = i.side and t.digest = i.digest order by t.line limit 1) t on true
                        order by i.issue_time desc, i.digest desc limit :limit""")
                .param("sellers", new Long[] {seller})
                .param("buyers", new Long[] {buyer})
                .param("from", from)
                .param("to", to)
                .param("first", key == null)
                .param("time", key == null ? "1970-01-01T00:00:00Z" : key[0])
                .param("digest", key == null ? 0L : Long.parseLong(key[1]))
                .param("limit", limit + 1)
                .query(Paper.class)
                .list();
        return Slice.of(read, limit, row -> row.issueTime() + "~" + row.digest());
    }
}
