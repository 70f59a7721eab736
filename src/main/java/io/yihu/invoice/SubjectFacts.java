package io.yihu.invoice;

import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Monthly facts of subjects, derived from those of their parties of today, for the parties in {@code touched}. */
@Component
@RequiredArgsConstructor
class SubjectFacts {
    private final JdbcClient jdbc;

    /**
     * Replaces the month's row of every subject that a party in {@code touched} belongs to.
     *
     * <p>Invoices, items, usages and returns all end here, and files of two kinds may load at once: months take turns.
     */
    void derive(LocalDate month) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("invoice.fact_subject_month " + month)
                .query(rs -> {});
        jdbc.sql("drop table if exists touched_party").update();
        jdbc.sql("""
                        create temp table touched_party on commit drop as
                        select p.id as party_id, p.subject_id from taxpayer.v_party p
                        where p.subject_id in (select q.subject_id from taxpayer.v_party q join touched t on t.party_id = q.id)""").update();
        jdbc.sql("analyze touched_party").update();
        jdbc.sql("""
                        delete from invoice.fact_subject_month
                        where month = ? and subject_id in (select subject_id from touched_party)""").param(month).update();
        jdbc.sql(DERIVE).param("month", month).update();
    }

    private static final String DERIVE = """
            with sums as (
              select t.subject_id, sum(f.out_cnt) as out_cnt, sum(f.out_amt) as out_amt, sum(f.out_tax) as out_tax, sum(f.blue_cnt) as blue_cnt,
                sum(f.blue_amt) as blue_amt, sum(f.red_cnt) as red_cnt, sum(f.red_amt) as red_amt, sum(f.void_cnt) as void_cnt,
                sum(f.void_amt) as void_amt, sum(f.top_cnt) as top_cnt, sum(f.round_cnt) as round_cnt, sum(f.night_cnt) as night_cnt,
                sum(f.holiday_cnt) as holiday_cnt, max(f.max_day_amt) as max_day_amt, sum(f.last5_amt) as last5_amt, sum(f.oop_amt) as oop_amt,
                max(f.dev_cnt) as dev_cnt, max(f.ip_prov_cnt) as ip_prov_cnt, sum(f.in_cnt) as in_cnt, sum(f.in_amt) as in_amt,
                sum(f.in_tax) as in_tax, sum(f.farm_in_tax) as farm_in_tax, sum(f.abn_in_tax) as abn_in_tax
              from touched_party t join invoice.fact_party_month f on f.party_id = t.party_id and f.month = :month
              group by t.subject_id),
            pairs as (
              select t.subject_id, e.side, c.subject_id as counter, sum(e.amt) as amt, max(e.party_id) as party_id,
                max(e.counter_party_id) as counter_party_id
              from touched_party t join invoice.fact_party_edge_month e on e.party_id = t.party_id and e.month = :month
              join taxpayer.v_party c on c.id = e.counter_party_id
              group by 1, 2, 3),
            ranked as (
              select subject_id, side, amt, greatest(amt, 0)::float8 as weight, row_number() over (partition by subject_id, side order by amt desc) as place from pairs),
            partners as (
              select subject_id, count(*) filter (where side = 'OUT') as buyer_cnt, count(*) filter (where side = 'IN') as seller_cnt,
                sum(amt) filter (where side = 'OUT' and place <= 3) as top3_buyer_amt,
                sum(amt) filter (where side = 'IN' and place <= 3) as top3_seller_amt,
                (sum(weight * weight) filter (where side = 'OUT')
                  / nullif(sum(weight) filter (where side = 'OUT') ^ 2, 0))::numeric(9,6) as buyer_hhi
              from ranked group by 1),
            seen as (
              select distinct o.party_id, o.counter_party_id
              from touched_party t join invoice.fact_party_edge_month o on o.party_id = t.party_id
              where o.side = 'OUT' and o.month <= (:month + interval '1 month' - interval '61 days')::date
                and o.first_date < (:month + interval '1 month' - interval '60 days')::date),
            newcomers as (
              select p.subject_id, sum(p.amt) as new_buyer_amt
              from pairs p left join seen s on s.party_id = p.party_id and s.counter_party_id = p.counter_party_id
              where p.side = 'OUT' and s.party_id is null group by 1),
            goods as (
              select t.subject_id, coalesce(sum(g.amt) filter (where exists (
                  select from invoice.goods_set x where x.name = 'OPEX' and g.goods_key like x.prefix || '%')), 0) as opex_in_amt,
                coalesce(sum(g.amt) filter (where exists (
                  select from invoice.goods_set x where x.name = 'FREIGHT' and g.goods_key like x.prefix || '%')), 0) as freight_in_amt
              from touched_party t join invoice.fact_party_goods_month g on g.party_id = t.party_id and g.month = :month
              where g.side = 'IN' group by 1),
            claims as (
              select t.subject_id, coalesce(sum(u.effective_tax) filter (where u.usage = 'DEDUCT'), 0) as in_tax_claim
              from touched_party t join invoice.invoice_usage u on u.party_id = t.party_id and u.period = :month
              group by 1),
            returns as (
              select t.subject_id, sum(r.r11) as r11, sum(r.r12) as r12, sum(r.r14) as r14, sum(r.r20) as r20, sum(r.r23) as r23,
                sum(r.r24) as r24, sum(r.sales_general) as sales_general, sum(r.sales_simple) as sales_simple,
                sum(r.sales_exempt) as sales_exempt, sum(r.sales_export) as sales_export, sum(coalesce(r.r34, r.r24)) as payable,
                max(r.filed_at) as filed_at, max(r.due_date) as due_date
              from touched_party t join invoice.vat_return r on r.party_id = t.party_id and r.period = :month
              group by 1),
            present as (
              select subject_id from sums union select subject_id from claims union select subject_id from returns)
            insert into invoice.fact_subject_month (subject_id, month, out_cnt, out_amt, out_tax, blue_cnt, blue_amt, red_cnt, red_amt,
              void_cnt, void_amt, top_cnt, round_cnt, night_cnt, holiday_cnt, max_day_amt, last5_amt, oop_amt, buyer_cnt, new_buyer_amt,
              top3_buyer_amt, buyer_hhi, dev_cnt, ip_prov_cnt, in_cnt, in_amt, in_tax, in_tax_claim, seller_cnt, top3_seller_amt,
              opex_in_amt, freight_in_amt, farm_in_tax, abn_in_tax, r11, r12, r14, r20, r23, r24, sales_general, sales_simple, sales_exempt,
              sales_export, payable, filed_at, due_date)
            select n.subject_id, :month, s.out_cnt, s.out_amt, s.out_tax, s.blue_cnt, s.blue_amt, s.red_cnt, s.red_amt,
              s.void_cnt, s.void_amt, s.top_cnt, s.round_cnt, s.night_cnt, s.holiday_cnt, s.max_day_amt, s.last5_amt, s.oop_amt,
              case when s.out_cnt is not null then coalesce(p.buyer_cnt, 0) end,
              case when s.out_cnt is not null then coalesce(w.new_buyer_amt, 0) end,
              case when s.out_cnt is not null then coalesce(p.top3_buyer_amt, 0) end, p.buyer_hhi, s.dev_cnt, s.ip_prov_cnt,
              s.in_cnt, s.in_amt, s.in_tax, c.in_tax_claim,
              case when s.out_cnt is not null then coalesce(p.seller_cnt, 0) end,
              case when s.out_cnt is not null then coalesce(p.top3_seller_amt, 0) end,
              g.opex_in_amt, g.freight_in_amt, s.farm_in_tax, s.abn_in_tax,
              r.r11, r.r12, r.r14, r.r20, r.r23, r.r24, r.sales_general, r.sales_simple, r.sales_exempt, r.sales_export, r.payable,
              r.filed_at, r.due_date
            from present n left join sums s using (subject_id) left join partners p using (subject_id) left join newcomers w using (subject_id)
            left join goods g using (subject_id) left join claims c using (subject_id) left join returns r using (subject_id)""";
}
