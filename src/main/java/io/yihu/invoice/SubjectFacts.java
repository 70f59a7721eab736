package io.yihu.invoice;

import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Monthly facts of subjects, derived from those of their parties of today, for the parties and months in {@code touched}.
 *
 * <p>A subject is plain where it has one party and deals with such ones only: the partners of the party are its own. Everything else
 * is summed up from the edges.
 */
@Component
@RequiredArgsConstructor
class SubjectFacts {
    private final JdbcClient jdbc;

    void derive(LocalDate month) {
        derive(month, month);
    }

    /**
     * Replaces the rows of every subject and month that a party in {@code touched} belongs to; all months lie in the span.
     *
     * <p>Invoices, items, usages and returns all end here, and files of two kinds may load at once: months take turns.
     */
    void derive(LocalDate from, LocalDate to) {
        String span = "between date '%s' and date '%s'".formatted(from, to);
        for (LocalDate month = from; !month.isAfter(to); month = month.plusMonths(1)) {
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                    .param("invoice.fact_subject_month " + month)
                    .query(rs -> {});
        }
        touchedParties(span);
        jdbc.sql("""
                        delete from invoice.fact_subject_month f using touched_party t
                        where f.month %s and f.subject_id = t.subject_id and f.month = t.month""".formatted(span)).update();
        jdbc.sql(DERIVE.replace("{span}", span)).update();
    }

    private void touchedParties(String span) {
        jdbc.sql("drop table if exists touched_party").update();
        jdbc.sql("""
                        create temp table touched_party on commit drop as
                        with own as (select t.party_id, p.subject_id, t.month from touched t join taxpayer.v_party p on p.id = t.party_id),
                        joint as (select merged_into as subject_id from taxpayer.v_subject_merged group by 1)
                        select party_id, subject_id, month, true as plain from own where subject_id not in (select subject_id from joint)
                        union all
                        select q.id, o.subject_id, o.month, false
                        from (select distinct subject_id, month from own where subject_id in (select subject_id from joint)) o
                        join taxpayer.v_party q on q.subject_id = o.subject_id""").update();
        jdbc.sql("analyze touched_party").update();
        boolean joint = jdbc.sql("select exists (select from taxpayer.v_subject_merged)")
                .query(Boolean.class)
                .single();
        if (joint) {
            jdbc.sql("""
                            update touched_party t set plain = false
                            from (
                              select distinct e.counter_party_id, e.month from taxpayer.v_party p
                              join invoice.fact_party_edge_month e on e.party_id = p.id and e.month %s
                              where p.subject_id in (select merged_into from taxpayer.v_subject_merged)) k
                            where t.plain and t.party_id = k.counter_party_id and t.month = k.month""".formatted(span)).update();
        }
    }

    private static final String DERIVE = """
            with pairs as (
              select t.subject_id, t.month, e.side, c.subject_id as counter, sum(e.amt) as amt
              from touched_party t join invoice.fact_party_edge_month e on e.party_id = t.party_id and e.month = t.month and e.month {span}
              join taxpayer.v_party c on c.id = e.counter_party_id
              where not t.plain group by 1, 2, 3, 4),
            ranked as (
              select subject_id, month, side, amt, greatest(amt, 0)::float8 as weight,
                row_number() over (partition by subject_id, month, side order by amt desc) as place from pairs),
            partners as (
              select subject_id, month, count(*) filter (where side = 'OUT') as buyer_cnt, count(*) filter (where side = 'IN') as seller_cnt,
                sum(amt) filter (where side = 'OUT' and place <= 3) as top3_buyer_amt,
                sum(amt) filter (where side = 'IN' and place <= 3) as top3_seller_amt,
                (sum(weight * weight) filter (where side = 'OUT')
                  / nullif(sum(weight) filter (where side = 'OUT') ^ 2, 0))::numeric(9,6) as buyer_hhi
              from ranked group by 1, 2),
            joint as (
              select t.subject_id, t.month, sum(f.out_cnt) as out_cnt, sum(f.out_amt) as out_amt, sum(f.out_tax) as out_tax,
                sum(f.blue_cnt) as blue_cnt, sum(f.blue_amt) as blue_amt, sum(f.red_cnt) as red_cnt, sum(f.red_amt) as red_amt,
                sum(f.void_cnt) as void_cnt, sum(f.void_amt) as void_amt, sum(f.top_cnt) as top_cnt, sum(f.round_cnt) as round_cnt,
                sum(f.night_cnt) as night_cnt, sum(f.holiday_cnt) as holiday_cnt, max(f.max_day_amt) as max_day_amt,
                sum(f.last5_amt) as last5_amt, sum(f.oop_amt) as oop_amt, max(f.dev_cnt) as dev_cnt, max(f.ip_prov_cnt) as ip_prov_cnt,
                sum(f.in_cnt) as in_cnt, sum(f.in_amt) as in_amt, sum(f.in_tax) as in_tax, sum(f.farm_in_tax) as farm_in_tax,
                sum(f.abn_in_tax) as abn_in_tax
              from touched_party t join invoice.fact_party_month f on f.party_id = t.party_id and f.month = t.month and f.month {span}
              where not t.plain group by 1, 2),
            sums as (
              select t.subject_id, t.month, f.out_cnt, f.out_amt, f.out_tax, f.blue_cnt, f.blue_amt, f.red_cnt, f.red_amt, f.void_cnt,
                f.void_amt, f.top_cnt, f.round_cnt, f.night_cnt, f.holiday_cnt, f.max_day_amt, f.last5_amt, f.oop_amt, f.dev_cnt,
                f.ip_prov_cnt, f.in_cnt, f.in_amt, f.in_tax, f.farm_in_tax, f.abn_in_tax, f.buyer_cnt, f.seller_cnt, f.top3_buyer_amt,
                f.top3_seller_amt, f.buyer_hhi
              from touched_party t join invoice.fact_party_month f on f.party_id = t.party_id and f.month = t.month and f.month {span}
              where t.plain
              union all
              select j.*, coalesce(p.buyer_cnt, 0), coalesce(p.seller_cnt, 0), coalesce(p.top3_buyer_amt, 0),
                coalesce(p.top3_seller_amt, 0), p.buyer_hhi
              from joint j left join partners p using (subject_id, month)),
            sold as (
              select o.subject_id, c.subject_id as counter, min(f.first_date) as since
              from (select distinct subject_id from touched_party where not plain) t
              join taxpayer.v_party o on o.subject_id = t.subject_id join invoice.fact_party_first f on f.party_id = o.id
              join taxpayer.v_party c on c.id = f.counter_party_id
              group by 1, 2),
            newcomers as (
              select t.subject_id, t.month, sum(e.amt) as new_buyer_amt
              from touched_party t join invoice.fact_party_edge_month e on e.party_id = t.party_id and e.month = t.month and e.month {span}
              left join invoice.fact_party_first f on f.party_id = e.party_id and f.counter_party_id = e.counter_party_id
              where t.plain and e.side = 'OUT' and coalesce(f.first_date >= (t.month + interval '1 month' - interval '60 days')::date, true)
              group by 1, 2
              union all
              select p.subject_id, p.month, sum(p.amt)
              from pairs p left join sold s on s.subject_id = p.subject_id and s.counter = p.counter
              where p.side = 'OUT' and coalesce(s.since >= (p.month + interval '1 month' - interval '60 days')::date, true)
              group by 1, 2),
            goods as (
              select t.subject_id, t.month, coalesce(sum(g.amt) filter (where exists (
                  select from invoice.goods_set x where x.name = 'OPEX' and g.goods_key like x.prefix || '%')), 0) as opex_in_amt,
                coalesce(sum(g.amt) filter (where exists (
                  select from invoice.goods_set x where x.name = 'FREIGHT' and g.goods_key like x.prefix || '%')), 0) as freight_in_amt
              from touched_party t join invoice.fact_party_goods_month g on g.party_id = t.party_id and g.month = t.month and g.month {span}
              where g.side = 'IN' group by 1, 2),
            claims as (
              select t.subject_id, t.month, coalesce(sum(u.effective_tax) filter (where u.usage = 'DEDUCT'), 0) as in_tax_claim
              from touched_party t join invoice.invoice_usage u on u.party_id = t.party_id and u.period = t.month and u.period {span}
              group by 1, 2),
            returns as (
              select t.subject_id, t.month, sum(r.r11) as r11, sum(r.r12) as r12, sum(r.r14) as r14, sum(r.r20) as r20, sum(r.r23) as r23,
                sum(r.r24) as r24, sum(r.sales_general) as sales_general, sum(r.sales_simple) as sales_simple,
                sum(r.sales_exempt) as sales_exempt, sum(r.sales_export) as sales_export, sum(coalesce(r.r34, r.r24)) as payable,
                max(r.filed_at) as filed_at, max(r.due_date) as due_date
              from touched_party t join invoice.vat_return r on r.party_id = t.party_id and r.period = t.month and r.period {span}
              group by 1, 2)
            insert into invoice.fact_subject_month (subject_id, month, out_cnt, out_amt, out_tax, blue_cnt, blue_amt, red_cnt, red_amt,
              void_cnt, void_amt, top_cnt, round_cnt, night_cnt, holiday_cnt, max_day_amt, last5_amt, oop_amt, buyer_cnt, new_buyer_amt,
              top3_buyer_amt, buyer_hhi, dev_cnt, ip_prov_cnt, in_cnt, in_amt, in_tax, in_tax_claim, seller_cnt, top3_seller_amt,
              opex_in_amt, freight_in_amt, farm_in_tax, abn_in_tax, r11, r12, r14, r20, r23, r24, sales_general, sales_simple, sales_exempt,
              sales_export, payable, filed_at, due_date)
            select subject_id, month, s.out_cnt, s.out_amt, s.out_tax, s.blue_cnt, s.blue_amt, s.red_cnt, s.red_amt,
              s.void_cnt, s.void_amt, s.top_cnt, s.round_cnt, s.night_cnt, s.holiday_cnt, s.max_day_amt, s.last5_amt, s.oop_amt,
              s.buyer_cnt, case when s.out_cnt is not null then coalesce(w.new_buyer_amt, 0) end, s.top3_buyer_amt, s.buyer_hhi,
              s.dev_cnt, s.ip_prov_cnt, s.in_cnt, s.in_amt, s.in_tax, c.in_tax_claim, s.seller_cnt, s.top3_seller_amt,
              g.opex_in_amt, g.freight_in_amt, s.farm_in_tax, s.abn_in_tax,
              r.r11, r.r12, r.r14, r.r20, r.r23, r.r24, r.sales_general, r.sales_simple, r.sales_exempt, r.sales_export, r.payable,
              r.filed_at, r.due_date
            from sums s full join claims c using (subject_id, month) full join returns r using (subject_id, month)
            left join newcomers w using (subject_id, month) left join goods g using (subject_id, month)""";
}
