package io.yihu.risk.check;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Base quantities an event is added to: monthly facts, quotas and changes of one subject, as they stand this moment. */
@Component
@RequiredArgsConstructor
class CheckFacts {
    private static final double[] STEPS = {1e4, 1e5, 1e6, 1e7};
    private final JdbcClient jdbc;
    private final PurchasesLoaded purchases;
    private final ControlFacts control;
    private final LoginFacts logins;

    /** What is known, by name; what is not is not in the map. */
    Map<String, Double> of(CheckRequest request, CheckedSubject subject, ZonedDateTime at) {
        Map<String, Double> known = new HashMap<>(request.numbers());
        switch (request.event()) {
            case "INVOICE" -> invoice(request, subject, at, known);
            case "QUOTA" -> quota(request, subject, at, known);
            case "DECLARATION" -> declaration(request, subject, known);
            case "CHANGE" -> control.change(request, subject.id(), at.toLocalDate(), known);
            case "REGISTRATION" -> control.registration(request, subject.id(), at.toLocalDate(), known);
            case "LOGIN" -> logins.of(request, subject.id(), at.toLocalDate(), known);
            default -> {}
        }
        return known;
    }

    private void invoice(CheckRequest request, CheckedSubject subject, ZonedDateTime at, Map<String, Double> known) {
        LocalDate month = at.toLocalDate().withDayOfMonth(1);
        jdbc.sql(INVOICE)
                .param("subject", subject.id())
                .param("month", month)
                .param("day", at.toLocalDate())
                .param("buyer", request.text("buyerTaxId"))
                .query((ResultSet row) -> read(row, known));
        double amount = known.get("amount");
        double total = amount + known.getOrDefault("tax", 0.0);
        LocalTime time = at.toLocalTime();
        known.put("is_round", total >= 10_000 && total % 10_000 == 0 ? 1.0 : 0);
        known.put("is_night", time.getHour() >= 22 || time.getHour() < 6 ? 1.0 : 0);
        known.put("is_top", top(amount, request.text("kind"), known.get("kind_limit")) ? 1.0 : 0);
        known.put("purchases_loaded", purchases.of(month) ? 1.0 : 0);
        known.put("producer", subject.industry().matches("0[1-5].*") ? 1.0 : 0);
    }

    private static boolean top(double amount, String kind, Double limit) {
        boolean digital = kind == null || kind.startsWith("DIGITAL");
        double most = Double.NaN;
        if (!digital) {
            most = limit == null ? Double.NaN : limit;
        } else {
            for (double step : STEPS) {
                if (amount <= step) {
                    most = step;
                    break;
                }
            }
        }
        return amount >= 0.95 * most && amount <= most;
    }

    private void quota(CheckRequest request, CheckedSubject subject, ZonedDateTime at, Map<String, Double> known) {
        String kind = request.text("kind") == null ? "DIGITAL_SPECIAL" : request.text("kind");
        jdbc.sql(QUOTA)
                .param("subject", subject.id())
                .param("day", at.toLocalDate())
                .param("kind", kind)
                .query((ResultSet row) -> read(row, known));
        known.put("is_special", kind.endsWith("SPECIAL") ? 1.0 : 0);
        boolean raise = above(known, "perInvoiceLimit", "limit_before")
                || above(known, "monthlyCount", "count_before")
                || above(known, "monthlyAmount", "amount_before");
        known.put("is_raise", raise ? 1.0 : 0);
    }

    private static boolean above(Map<String, Double> known, String wanted, String before) {
        return known.containsKey(wanted) && known.containsKey(before) && known.get(wanted) > known.get(before);
    }

    private void declaration(CheckRequest request, CheckedSubject subject, Map<String, Double> known) {
        jdbc.sql(DECLARATION)
                .param("subject", subject.id())
                .param("month", request.period())
                .query((ResultSet row) -> read(row, known));
    }

    static void read(ResultSet row, Map<String, Double> known) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            double value = row.getDouble(i);
            if (!row.wasNull()) {
                known.put(columns.getColumnLabel(i), value);
            }
        }
    }

    private static final String INVOICE = """
            select f.*, cast(:day as date) - s.register_date as age_days, q.credit_limit, q.kind_limit,
              least(12, coalesce((extract(year from age(cast(:month as date) - interval '2 months', date_trunc('month', s.register_date))) * 12
                + extract(month from age(cast(:month as date) - interval '2 months', date_trunc('month', s.register_date))))::int, 12)) as prev_months,
              case when s.register_date > cast(:day as date) - 181 then (select sum(i.amount) from invoice.v_invoice i
                where i.subject_id = s.id and i.side = 'OUT' and i.status <> 'VOID' and i.month >= date_trunc('month', s.register_date)
                  and (i.issue_time at time zone 'Asia/Shanghai')::date < s.register_date + 90) end as first_90d,
              (select max(i.amount) from invoice.v_invoice i where i.subject_id = s.id and i.side = 'OUT' and i.month = :month
                and i.blue and i.status <> 'VOID') as largest_month,
              case when b.division_code is not null and s.division_code is not null
                then (left(b.division_code, 2) <> left(s.division_code, 2))::int end as is_elsewhere,
              c.base as rep_base, c.surge as rep_surge, c.open as rep_open
            from taxpayer.v_subject s
            cross join (
              select sum(out_cnt) filter (where month > cast(:month as date) - interval '3 months') as out_cnt_3m,
                sum(top_cnt) filter (where month > cast(:month as date) - interval '3 months') as top_cnt_3m,
                sum(round_cnt) filter (where month > cast(:month as date) - interval '3 months') as round_cnt_3m,
                sum(night_cnt) filter (where month > cast(:month as date) - interval '3 months') as night_cnt_3m,
                sum(out_amt) filter (where month > cast(:month as date) - interval '3 months') as out_amt_3m,
                sum(oop_amt) filter (where month > cast(:month as date) - interval '3 months') as oop_amt_3m,
                sum(in_amt) filter (where month > cast(:month as date) - interval '3 months') as in_amt_3m,
                sum(out_amt) filter (where month > cast(:month as date) - interval '6 months') as out_amt_6m,
                sum(in_amt) filter (where month > cast(:month as date) - interval '6 months') as in_amt_6m,
                sum(out_amt) filter (where month = :month) as out_amt_month,
                sum(out_amt) filter (where month <= cast(:month as date) - interval '3 months') as prev_amt_12m
              from invoice.v_fact_subject_month
              where subject_id = :subject and month > cast(:month as date) - interval '15 months' and month <= :month) f
            left join lateral (
              select sum(l.monthly_amount) as credit_limit, max(l.per_invoice_limit) as kind_limit from (
                select distinct on (v.kind) v.kind, v.monthly_amount, v.per_invoice_limit from invoice.v_invoice_quota v
                where v.subject_id = s.id order by v.kind, v.approved_at desc) l) q on true
            left join taxpayer.v_subject b on b.tax_id = :buyer
            left join lateral (
              select least(12, greatest(1, coalesce((extract(year from age(date_trunc('month', h.change_date), date_trunc('month', s.register_date))) * 12
                  + extract(month from age(date_trunc('month', h.change_date), date_trunc('month', s.register_date))))::int, 12))) as months,
                (date_trunc('month', h.change_date + 90)::date >= cast(:month as date))::int as open,
                coalesce((select sum(m.out_amt) from invoice.v_fact_subject_month m where m.subject_id = s.id
                  and m.month >= date_trunc('month', h.change_date) - interval '12 months' and m.month < date_trunc('month', h.change_date)), 0)
                  / least(12, greatest(1, coalesce((extract(year from age(date_trunc('month', h.change_date), date_trunc('month', s.register_date))) * 12
                  + extract(month from age(date_trunc('month', h.change_date), date_trunc('month', s.register_date))))::int, 12))) as base,
                (select max(m.out_amt) from invoice.v_fact_subject_month m where m.subject_id = s.id
                  and m.month >= date_trunc('month', h.change_date) and m.month <= date_trunc('month', h.change_date + 90)
                  and m.month < cast(:month as date)) as surge
              from taxpayer.v_change h where h.subject_id = s.id and h.item = 'LEGAL_REP'
                and h.change_date >= cast(:day as date) - interval '12 months' and h.change_date <= cast(:day as date)
              order by h.change_date desc limit 1) c on true
            where s.id = :subject""";

    private static final String QUOTA = """
            select s.paid_in_capital, cast(:day as date) - s.register_date as age_days,
              (select sum(l.monthly_amount) from (select distinct on (v.kind) v.kind, v.monthly_amount from invoice.v_invoice_quota v
                where v.subject_id = s.id and v.kind <> :kind order by v.kind, v.approved_at desc) l) as other_quota,
              (select count(*) from invoice.v_invoice_quota v where v.subject_id = s.id and v.kind = :kind having count(*) > 0) as quota_before,
              l.per_invoice_limit as limit_before, l.monthly_count as count_before, l.monthly_amount as amount_before,
              (select count(*) from (
                select v.*, lag(v.per_invoice_limit) over w as limit_before, lag(v.monthly_count) over w as count_before,
                  lag(v.monthly_amount) over w as amount_before
                from invoice.v_invoice_quota v where v.subject_id = s.id window w as (partition by v.kind order by v.approved_at)) r
                where r.approved_at >= cast(:day as date) - 180 and (r.per_invoice_limit > r.limit_before
                  or r.monthly_count > r.count_before or r.monthly_amount > r.amount_before)) as raises_180d
            from taxpayer.v_subject s
            left join lateral (select v.per_invoice_limit, v.monthly_count, v.monthly_amount from invoice.v_invoice_quota v
              where v.subject_id = s.id and v.kind = :kind order by v.approved_at desc limit 1) l on true
            where s.id = :subject""";

    private static final String DECLARATION = """
            select sum(out_tax) filter (where month = :month) as period_out_tax, sum(in_tax_claim) filter (where month = :month) as period_claim,
              sum(out_tax) filter (where month < :month and r11 is not null) as filed_out_tax,
              sum(r11) filter (where month < :month) as filed_r11,
              sum(in_tax_claim) filter (where month < :month and r12 is not null) as filed_claim,
              sum(r12) filter (where month < :month) as filed_r12
            from invoice.v_fact_subject_month
            where subject_id = :subject and month > cast(:month as date) - interval '6 months' and month <= :month""";
}
