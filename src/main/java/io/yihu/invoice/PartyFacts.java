package io.yihu.invoice;

import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Monthly facts and edges of parties, computed from the invoices of one month for the parties in {@code touched}. */
@Component
@RequiredArgsConstructor
class PartyFacts {
    private static final String FACT_COLUMNS = """
            out_cnt, out_amt, out_tax, blue_cnt, blue_amt, red_cnt, red_amt, void_cnt, void_amt, top_cnt, round_cnt, night_cnt,
            holiday_cnt, max_day_amt, last5_amt, oop_amt, dev_cnt, ip_prov_cnt, in_cnt, in_amt, in_tax, farm_in_tax, abn_in_tax""";
    private final JdbcClient jdbc;

    /**
     * Recomputes the month.
     *
     * @param whole all parties of the month are touched, and nothing is there yet
     */
    void recompute(LocalDate month, boolean whole) {
        String invoices = MonthPartition.invoices(month);
        String touched = whole ? "true" : "i.party_id in (select party_id from touched)";
        if (!whole) {
            jdbc.sql(
                            "delete from invoice.fact_party_month where month = ? and party_id in (select party_id from touched)")
                    .param(month)
                    .update();
        }
        jdbc.sql(facts(invoices, touched)).param("month", month).update();
        jdbc.sql("analyze invoice.fact_party_month (party_id, month)").update();
        edges(month, invoices, touched, whole);
    }

    private static String facts(String invoices, String touched) {
        return """
                with v as (
                  select i.party_id, i.side, i.amount, i.tax, i.total, i.blue, i.status = 'VOID' as void, i.kind, i.management_status,
                    i.mac, i.device_serial, i.ip_division, i.own_division, i.counter_division, i.issue_time,
                    i.issue_time at time zone interval '8 hours' as at
                  from %1$s i where %2$s),
                days as (
                  select party_id, at::date as day, sum(amount) filter (where not void) as amt,
                    count(*) filter (where not void and blue) as blue
                  from v where side = 'OUT' group by 1, 2),
                day_facts as (
                  select d.party_id, max(d.amt) as max_day_amt, sum(d.blue) filter (where not w.working) as holiday_cnt,
                    sum(d.amt) filter (where d.day > (:month + interval '1 month' - interval '6 days')::date) as last5_amt
                  from days d left join platform.v_working_day w on w.day = d.day group by 1),
                devices as (
                  select party_id, count(*) as dev_cnt from (
                    select distinct party_id, coalesce(mac, device_serial) collate "C" as device from v
                    where side = 'OUT' and coalesce(mac, device_serial) is not null) x group by 1),
                places as (
                  select party_id, count(*) as ip_prov_cnt from (
                    select distinct party_id, left(ip_division, 2) collate "C" as place from v where side = 'OUT' and ip_division is not null) x group by 1),
                limits as (
                  select party_id, kind, per_invoice_limit, approved_at,
                    lead(approved_at, 1, 'infinity') over (partition by party_id, kind order by approved_at) as until
                  from invoice.invoice_quota where per_invoice_limit is not null),
                top as (
                  select v.party_id, count(*) filter (where v.amount between 0.95 * l.ceiling and l.ceiling) as top_cnt
                  from v left join limits q on q.party_id = v.party_id and q.kind = v.kind and v.issue_time >= q.approved_at
                    and v.issue_time < q.until
                  cross join lateral (select case when v.kind not like 'DIGITAL%%' then q.per_invoice_limit
                    when v.amount <= 1e4 then 1e4 when v.amount <= 1e5 then 1e5 when v.amount <= 1e6 then 1e6
                    when v.amount <= 1e7 then 1e7 end as ceiling) l
                  where v.side = 'OUT' and v.blue and not v.void and (l.ceiling is not null or v.kind like 'DIGITAL%%')
                  group by 1),
                sums as (
                  select party_id,
                    count(*) filter (where side = 'OUT' and not void) as out_cnt,
                    coalesce(sum(amount) filter (where side = 'OUT' and not void), 0) as out_amt,
                    coalesce(sum(tax) filter (where side = 'OUT' and not void), 0) as out_tax,
                    count(*) filter (where side = 'OUT' and not void and blue) as blue_cnt,
                    coalesce(sum(amount) filter (where side = 'OUT' and not void and blue), 0) as blue_amt,
                    count(*) filter (where side = 'OUT' and not void and not blue) as red_cnt,
                    coalesce(-sum(amount) filter (where side = 'OUT' and not void and not blue), 0) as red_amt,
                    count(*) filter (where side = 'OUT' and void) as void_cnt,
                    coalesce(sum(amount) filter (where side = 'OUT' and void), 0) as void_amt,
                    count(*) filter (where side = 'OUT' and not void and blue and total >= 10000 and mod(total, 10000) = 0) as round_cnt,
                    case when bool_or(side = 'OUT' and at::time <> time '00:00') then
                      count(*) filter (where side = 'OUT' and not void and blue and at::time <> time '00:00'
                        and (at::time >= time '22:00' or at::time < time '06:00')) end as night_cnt,
                    sum(case when left(own_division, 2) <> left(counter_division, 2) then amount else 0 end)
                      filter (where side = 'OUT' and not void and own_division is not null and counter_division is not null) as oop_amt,
                    count(*) filter (where side = 'IN' and not void) as in_cnt,
                    coalesce(sum(amount) filter (where side = 'IN' and not void), 0) as in_amt,
                    coalesce(sum(tax) filter (where side = 'IN' and not void), 0) as in_tax,
                    coalesce(sum(tax) filter (where side = 'IN' and not void and kind = 'FARM_PURCHASE'), 0) as farm_in_tax,
                    coalesce(sum(tax) filter (where side = 'IN' and not void
                      and management_status in ('ABNORMAL_VOUCHER', 'LOST_CONTROL')), 0) as abn_in_tax
                  from v group by 1)
                insert into invoice.fact_party_month (party_id, month, %3$s)
                select s.party_id, :month, s.out_cnt, s.out_amt, s.out_tax, s.blue_cnt, s.blue_amt, s.red_cnt, s.red_amt, s.void_cnt, s.void_amt,
                  t.top_cnt, s.round_cnt, s.night_cnt, coalesce(d.holiday_cnt, 0), coalesce(d.max_day_amt, 0), coalesce(d.last5_amt, 0),
                  s.oop_amt, e.dev_cnt, p.ip_prov_cnt, s.in_cnt, s.in_amt, s.in_tax, s.farm_in_tax, s.abn_in_tax
                from sums s left join day_facts d using (party_id) left join top t using (party_id) left join devices e using (party_id)
                left join places p using (party_id)""".formatted(invoices, touched, FACT_COLUMNS);
    }

    private void edges(LocalDate month, String invoices, String touched, boolean whole) {
        MonthPartition edges = new MonthPartition("invoice.fact_party_edge_month", month);
        boolean fresh = whole && !edges.exists(jdbc);
        if (fresh) {
            edges.createDetached(jdbc);
        } else {
            edges.ensure(jdbc);
            jdbc.sql("delete from %s where party_id in (select party_id from touched)".formatted(edges.name()))
                    .update();
        }
        jdbc.sql("""
                        insert into %s (party_id, counter_party_id, month, side, cnt, first_date, last_date, amt, tax)
                        select i.party_id, i.counter_party_id, :month, i.side, count(*),
                          (min(i.issue_time) at time zone interval '8 hours')::date, (max(i.issue_time) at time zone interval '8 hours')::date,
                          sum(i.amount), sum(i.tax)
                        from %s i where i.status <> 'VOID' and i.counter_party_id is not null and %s
                        group by i.party_id, i.side, i.counter_party_id""".formatted(edges.name(), invoices, touched))
                .param("month", month)
                .update();
        if (fresh) {
            edges.attach(jdbc);
        }
        jdbc.sql("analyze " + edges.name() + " (party_id, counter_party_id, side, month, first_date)")
                .update();
    }
}
