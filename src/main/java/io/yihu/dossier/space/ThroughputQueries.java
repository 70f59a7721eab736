package io.yihu.dossier.space;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What goes in and what comes out of a taxpayer, by month and by goods. */
@Component
@RequiredArgsConstructor
public class ThroughputQueries {
    private static final int MOST_GOODS = 40;
    private final JdbcClient jdbc;

    /**
     * One month; amounts without tax, null where nothing was loaded.
     *
     * @param stock purchases minus sales since the first month asked for
     * @param ratio purchases / sales; null without sales
     */
    public record Month(
            LocalDate month,
            BigDecimal inAmt,
            BigDecimal inTax,
            Long inCnt,
            Long sellers,
            BigDecimal outAmt,
            BigDecimal outTax,
            Long outCnt,
            Long buyers,
            BigDecimal stock,
            Double ratio) {}

    /**
     * Bought and sold amounts of one kind of goods (first seven digits of the tax class).
     *
     * @param name as the lines of the invoices call it, null where no line tells
     */
    public record Goods(
            String goodsKey,
            String name,
            BigDecimal inAmt,
            Double inShare,
            BigDecimal inQty,
            BigDecimal outAmt,
            Double outShare,
            BigDecimal outQty) {
        /** Units bought and not sold; null where a side gives no quantity. */
        public BigDecimal left() {
            return inQty == null || outQty == null ? null : inQty.subtract(outQty);
        }
    }

    public List<Month> months(long subjectId, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                        select m::date as month, f.in_amt, f.in_tax, f.in_cnt, f.seller_cnt as sellers, f.out_amt, f.out_tax, f.out_cnt,
                          f.buyer_cnt as buyers,
                          sum(coalesce(f.in_amt, 0) - coalesce(f.out_amt, 0)) over (order by m) as stock,
                          (f.in_amt / nullif(f.out_amt, 0))::float8 as ratio
                        from generate_series(cast(:from as timestamp), cast(:to as timestamp), interval '1 month') m
                        left join invoice.v_fact_subject_month f on f.subject_id = :id and f.month = m::date
                        order by m""")
                .param("id", subjectId)
                .param("from", from)
                .param("to", to)
                .query(Month.class)
                .list();
    }

    /** The goods with the largest amounts on either side. */
    public List<Goods> goods(long subjectId, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                        with moved as (
                          select goods_key, sum(amt) filter (where side = 'IN') as in_amt, sum(qty) filter (where side = 'IN') as in_qty,
                            sum(amt) filter (where side = 'OUT') as out_amt, sum(qty) filter (where side = 'OUT') as out_qty,
                            max(month) as month, max(side) as side
                          from invoice.v_fact_subject_goods_month where subject_id = :id and month between :from and :to group by 1),
                        shared as (
                          select m.*, (in_amt / nullif(sum(greatest(in_amt, 0)) over (), 0))::float8 as in_share,
                            (out_amt / nullif(sum(greatest(out_amt, 0)) over (), 0))::float8 as out_share
                          from moved m),
                        top as (
                          select * from shared order by greatest(coalesce(in_share, 0), coalesce(out_share, 0)) desc, goods_key limit :most)
                        select t.goods_key, n.name, t.in_amt, t.in_share, t.in_qty, t.out_amt, t.out_share, t.out_qty
                        from top t left join lateral (
                          select coalesce(nullif(split_part(i.item_name, '*', 2), ''), i.item_name) as name
                          from taxpayer.v_party p
                          join invoice.v_fact_subject_goods_month g on g.subject_id = p.subject_id and g.goods_key = t.goods_key and g.month = t.month
                          join invoice.v_invoice_item i on i.party_id = p.id and i.month = t.month and i.side = g.side and i.goods_key = t.goods_key
                          where p.subject_id = :id and i.item_name is not null limit 1) n on true
                        order by greatest(coalesce(t.in_share, 0), coalesce(t.out_share, 0)) desc, t.goods_key""")
                .param("id", subjectId)
                .param("from", from)
                .param("to", to)
                .param("most", MOST_GOODS)
                .query(Goods.class)
                .list();
    }

    /** How far what is sold differs from what is bought: 1 − Σ min(share in, share out); null while a side is empty. */
    public static Double divergence(List<Goods> goods) {
        boolean both = goods.stream().anyMatch(one -> one.inShare() != null)
                && goods.stream().anyMatch(one -> one.outShare() != null);
        return both
                ? 1
                        - goods.stream()
                                .filter(one -> one.inShare() != null && one.outShare() != null)
                                .mapToDouble(one -> Math.max(0, Math.min(one.inShare(), one.outShare())))
                                .sum()
                : null;
    }
}
