package io.yihu.indicator.bench;

import io.yihu.indicator.RunExecution;
import io.yihu.support.Effort;
import io.yihu.support.YihuIT;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A nightly run over registers and facts as a year of about fifty invoices a taxpayer leaves them (three of four partners stay the
 * same, nine of ten persons have one firm), raw invoices for the last three months; {@code -Dbench.subjects=200000} is the big one. Prints every step and the frames that took longest.
 */
@YihuIT
class NightlyRunBench {
    private static final int SUBJECTS = Integer.getInteger("bench.subjects", 20_000);
    private static final LocalDate LAST = LocalDate.of(2026, 4, 1);

    @Autowired
    RunExecution runs;

    @Autowired
    JdbcClient jdbc;

    @Test
    void wholeRun() {
        long filling = System.nanoTime();
        partitions();
        for (String statement : FILL) {
            jdbc.sql(statement.replace("@n", Integer.toString(SUBJECTS))).update();
        }
        System.out.printf(
                Locale.ROOT, "filled %,d subjects in %.0f s%n", SUBJECTS, (System.nanoTime() - filling) / 1e9);
        for (int round = 1; round <= 2; round++) {
            Effort effort = Effort.of(jdbc);
            StepWatch watch = new StepWatch(jdbc, effort);
            long before = System.nanoTime();
            long run = runs.runNow(LAST.plusMonths(1));
            System.out.printf(
                    Locale.ROOT,
                    "round %d: whole run %.1f s, %.1f CPU seconds, at most %,d MB of heap%n",
                    round,
                    (System.nanoTime() - before) / 1e9,
                    effort.seconds(),
                    Effort.peakHeap() >> 20);
            Map<String, Double> spent = watch.stop();
            jdbc.sql("select code, seconds, rows from indicator.run_step where run_id = ? order by step_order")
                    .param(run)
                    .query(row -> {
                        System.out.printf(
                                Locale.ROOT,
                                "  %-22s %6.1f s %6.1f CPU s  %,d%n",
                                row.getString(1),
                                row.getDouble(2),
                                spent.getOrDefault(row.getString(1), 0.0),
                                row.getLong(3));
                    });
            print(
                    "select unit || ' ' || round(seconds::numeric, 1) from indicator.run_unit where step in ('indicator.frames', 'indicator.bases') and run_id = "
                            + run + " order by seconds desc limit 12");
        }
        print("select level || ' ' || count(*) from risk.judgement group by level order by 1");
        print(
                "select c || ' hits ' || count(*) from risk.finding cross join unnest(hit_codes) c where run_id = (select max(id) from indicator.run) group by c order by count(*) desc limit 20");
        print(
                "select code || ' ' || known || ' of ' || subjects from indicator.distribution where run_id = (select max(id) from indicator.run) order by code");
    }

    /** CPU seconds by the step that was running, looked at ten times a second: the same on a busy machine as on a quiet one. */
    private static final class StepWatch {
        private final Map<String, Double> spent = new HashMap<>();
        private final Thread thread;
        private volatile boolean on = true;

        StepWatch(JdbcClient jdbc, Effort effort) {
            thread = new Thread(() -> look(jdbc, effort), "step-watch");
            thread.start();
        }

        private void look(JdbcClient jdbc, Effort effort) {
            double before = effort.seconds();
            while (on) {
                LockSupport.parkNanos(100_000_000);
                String step = jdbc.sql(
                                "select code from indicator.run_step where state = 'RUNNING' order by run_id desc limit 1")
                        .query(String.class)
                        .optional()
                        .orElse("between");
                double now = effort.seconds();
                spent.merge(step, now - before, Double::sum);
                before = now;
            }
        }

        Map<String, Double> stop() {
            on = false;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return spent;
        }
    }

    private void print(String sql) {
        jdbc.sql(sql).query(String.class).list().forEach(line -> System.out.println("  " + line));
    }

    private void partitions() {
        for (LocalDate month = LAST.minusMonths(11); !month.isAfter(LAST); month = month.plusMonths(1)) {
            for (String parent : List.of("invoice", "invoice_item", "fact_party_edge_month")) {
                jdbc.sql(
                                "create table if not exists invoice.%s_%tY%<tm partition of invoice.%s for values from ('%s') to ('%s')"
                                        .formatted(parent, month, parent, month, month.plusMonths(1)))
                        .update();
            }
        }
    }

    private static final List<String> FILL =
            List.of("""
            insert into taxpayer.subject (id, name, tax_id, external, status, taxpayer_type, subject_kind, industry_code, division_code,
              business_division_code, address_norm, phone, register_date, paid_in_capital)
            overriding system value
            select i, '户' || i, 'T' || i, false, case when random() < 0.02 then '05' else '03' end, case when random() < 0.6 then 'GENERAL' else 'SMALL' end,
              '单位', (array['5164','5123','5165','2651','3351','3441','3971','4700','5430','6510','7233','6210'])[1 + floor(random() * 12)::int],
              d.code, case when random() < 0.97 then d.code else '450102' end,
              '路' || case when random() < 0.95 then i else floor(random() * @n)::int end || '号', '138' || case when random() < 0.97 then i else floor(random() * @n)::int end,
              date '2010-01-01' + floor(random() * 5900)::int, floor(random() * 5000000)
            from generate_series(1, @n) i cross join lateral (
              select (array['330102','320102','310101','440103','370102'])[1 + (hashint4(i) & 2147483647) % 5] as code) d""", """
            insert into taxpayer.party (id, tax_id, subject_id, external, home_subject_id)
            select taxpayer.party_id('T' || i), 'T' || i, i, false, i from generate_series(1, @n) i""", """
            insert into taxpayer.person (person_no, name, birth, source, batch_id, line_no)
            select 'P' || i, '人' || i, date '1958-01-01' + floor(random() * 15000)::int, 'b', 1, i from generate_series(1, (@n * 1.5)::int) i""", """
            insert into taxpayer.person_role (person_id, main_person_id, party_id, reg_serial, role, valid_from, source, batch_id, line_no)
            select p.id, p.id, taxpayer.party_id('T' || r.i), 'R' || r.i, r.role, date '2020-01-01', 'b', 1, r.i
            from (select i, role, case when random() < 0.9 then 'P' || i else 'P' || (1 + floor(random() * @n * 1.5)::int) end as person_no
                  from generate_series(1, @n) i cross join unnest(array['LEGAL_REP','FIN_OFFICER','TAX_AGENT','SHAREHOLDER']) role) r
            join taxpayer.person p on p.person_no = r.person_no on conflict do nothing""", """
            insert into taxpayer.change (party_id, reg_serial, item, old_value, new_value, change_date, source, batch_id, line_no)
            select taxpayer.party_id('T' || i), 'R' || i, (array['LEGAL_REP','ADDRESS','NAME','OFFICE'])[1 + floor(random() * 4)::int], 'a', 'b',
              date '2025-05-01' + floor(random() * 360)::int, 'b', 1, i
            from generate_series(1, @n) i where random() < 0.15""", """
            insert into invoice.invoice_quota (party_id, kind, approved_at, per_invoice_limit, monthly_count, monthly_amount, reason, approver, source, batch_id, line_no)
            select taxpayer.party_id('T' || i), 'DIGITAL_SPECIAL', '2025-01-01', 100000, 25, 750000, 'INITIAL', 'x', 'b', 1, i from generate_series(1, @n) i""", """
            insert into invoice.fact_subject_month (subject_id, month, out_cnt, out_amt, out_tax, blue_cnt, blue_amt, red_cnt, red_amt, void_cnt, void_amt,
              top_cnt, round_cnt, night_cnt, holiday_cnt, max_day_amt, last5_amt, oop_amt, buyer_cnt, new_buyer_amt, top3_buyer_amt, buyer_hhi, dev_cnt,
              ip_prov_cnt, in_cnt, in_amt, in_tax, in_tax_claim, seller_cnt, top3_seller_amt, opex_in_amt, freight_in_amt, farm_in_tax, abn_in_tax,
              r11, r12, r14, r20, r23, r24, sales_general, sales_simple, sales_exempt, sales_export, payable, filed_at, due_date)
            select i, m, c, a, a * 0.13, c, a, 0, 0, 0, 0, (random() < 0.05)::int, (random() < 0.05)::int, (random() < 0.05)::int, (random() < 0.1)::int, a * 0.4, a * 0.2,
              a * random() * 0.45, 3, a * 0.3, a * 0.9, 0.4, 1, 1, c, a * 0.8, a * 0.1, a * 0.1, 3, a * 0.7, a * 0.03, a * 0.01, 0, 0,
              a * 0.13, a * 0.1, 0, 0, 0, a * 0.03, a, 0, 0, 0, a * 0.03, m + interval '44 days', (m + interval '44 days')::date
            from (select i, (date '2025-05-01' + k * interval '1 month')::date as m, 1 + floor(random() * 8)::int as c,
                    round((exp(9 + (hashint4(i) & 2147483647) % 1000 / 333.0) * (0.6 + 0.8 * random()))::numeric, 2) as a
                  from generate_series(1, @n) i cross join generate_series(0, 11) k) x""", """
            insert into invoice.fact_party_goods_month (party_id, month, side, goods_key, amt, qty)
            select taxpayer.party_id('T' || s.id), (date '2025-05-01' + k * interval '1 month')::date, side,
              f.keys[1 + (s.id * 7 + g * 3 + case when s.id % 25 = 0 then k / 6 else 0 end) % cardinality(f.keys)],
              round((exp(8 + 3 * random()))::numeric, 2), 1 + floor(random() * 100) + case side when 'IN' then 60 else 0 end
            from taxpayer.subject s join (
              select i.code, coalesce((select array_agg(rpad(a.prefix, 7, '0') order by a.prefix) from risk.goods_allowed a where a.industry = left(i.code, 2)),
                array['1080207','1010112','1080101','1070207','1080404','1090108','1090519','3050100','3010102','3040201','3040602','3070401']) as keys
              from (select distinct industry_code as code from taxpayer.subject) i) f on f.code = s.industry_code
            cross join generate_series(0, 11) k cross join generate_series(0, 1) g cross join unnest(array['OUT', 'IN']) side
            on conflict do nothing""", """
            create unlogged table indicator.bench_edge as
            select i as seller, 1 + floor(@n * (case when e = 4 then random() else abs(hashint8(i * 4::bigint + e)) / 2147483648.0 end) ^ 1.5)::int as buyer, (date '2025-11-01' + k * interval '1 month')::date as month,
              round((exp(8 + 3 * random()))::numeric, 2) as amt
            from generate_series(1, @n) i cross join generate_series(0, 5) k cross join generate_series(1, 4) e""", """
            insert into invoice.fact_party_edge_month (party_id, counter_party_id, month, side, cnt, first_date, last_date, amt, tax)
            select a.id, b.id, e.month, s.side, 1, e.month + 9, e.month + 9, max(e.amt), max(e.amt) * 0.13
            from indicator.bench_edge e cross join unnest(array['OUT', 'IN']) s(side)
            join taxpayer.party a on a.subject_id = case s.side when 'OUT' then e.seller else least(e.buyer, @n) end
            join taxpayer.party b on b.subject_id = case s.side when 'OUT' then least(e.buyer, @n) else e.seller end
            group by a.id, b.id, e.month, s.side""", """
            insert into invoice.invoice (party_id, counter_party_id, digest, issue_time, batch_id, line_no, month, side, blue, kind, code, number, status,
              amount, tax, total, own_division, counter_division, mac, ip_division)
            select case s.side when 'OUT' then a.id else b.id end, case s.side when 'OUT' then b.id else a.id end, e.n,
              e.month + interval '9 days 4 hours', 1, e.n, e.month, s.side, true, 'DIGITAL_SPECIAL', '', e.n::text, 'NORMAL', e.amt, e.amt * 0.13, e.amt * 1.13,
              '330102', '320102', case when s.side = 'OUT' then 'mac' || e.seller end, case when s.side = 'OUT' then case when e.n % 50 = 0 then '450102' else f.division_code end end
            from (select row_number() over () as n, * from indicator.bench_edge where month >= '2026-02-01') e cross join unnest(array['OUT', 'IN']) s(side)
            join taxpayer.party a on a.subject_id = e.seller join taxpayer.party b on b.subject_id = least(e.buyer, @n)
            join taxpayer.subject f on f.id = e.seller""", """
            insert into invoice.invoice_item (party_id, digest, month, side, line, item_name, tax_class_code, goods_key, unit, qty, price, amount, rate, tax, batch_id, line_no)
            select party_id, digest, month, side, 1, '货', '1080207010000000000', '1080207', '吨', 1 + digest % 50, 3000 + digest % 900, amount, 0.13, tax, 1, line_no
            from invoice.invoice where side = 'OUT'""", "drop table indicator.bench_edge");
}
