package io.yihu.dossier.bench;

import io.yihu.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Subjects and a year of invoices written set by set: ordinary firms with a handful of steady partners, a hub that sells a tenth of all
 * invoices, one that buys a thirtieth, and twenty of medium size. Facts follow from the invoices by plain group by.
 */
final class BenchWorld {
    static final LocalDate FROM = LocalDate.of(2025, 5, 1);
    static final int MONTHS = 12;
    /** Subject that sells a tenth of all invoices, and the one that buys a thirtieth. */
    static final int SELLING_HUB = 1;

    static final int BUYING_HUB = 2;
    private final String database;
    private final Connection connection;
    private final int subjects;
    private final int invoices;

    BenchWorld(String database, Connection connection, int subjects, int invoices) {
        this.database = database;
        this.connection = connection;
        this.subjects = subjects;
        this.invoices = invoices;
    }

    void build() throws SQLException {
        quick();
        parties();
        lanes();
        subjectFacts();
        run(
                "analyze taxpayer.subject, taxpayer.party, taxpayer.registration, invoice.invoice, invoice.invoice_item, invoice.fact_party_month,"
                        + " invoice.fact_party_edge_month, invoice.fact_party_goods_month, invoice.fact_subject_month");
    }

    private void quick() throws SQLException {
        run("set synchronous_commit = off");
        run("set work_mem = '256MB'");
        run("set maintenance_work_mem = '512MB'");
    }

    /** Months side by side, each with a seed of its own: one lane a core. */
    private void lanes() throws SQLException {
        AtomicInteger next = new AtomicInteger();
        List<CompletableFuture<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < Math.min(4, Runtime.getRuntime().availableProcessors()); lane++) {
            lanes.add(CompletableFuture.runAsync(() -> {
                try (Connection own = TestDatabase.owner(database)) {
                    BenchWorld world = new BenchWorld(database, own, subjects, invoices);
                    world.quick();
                    for (int m = next.getAndIncrement(); m < MONTHS; m = next.getAndIncrement()) {
                        world.run("select setseed(" + (m + 1) / 100.0 + ")");
                        world.month(FROM.plusMonths(m));
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        lanes.forEach(CompletableFuture::join);
    }

    private void parties() throws SQLException {
        run("""
                create table bench_party as
                select i, taxpayer.party_id('91330106B' || lpad(i::text, 9, '0')) as party_id, '91330106B' || lpad(i::text, 9, '0') as tax_id,
                  i %% 5 = 4 as outside, (array['330106', '320115', '370112', '510116', '440300', '110108', '310115', '410100'])[1 + i %% 8] as division
                from generate_series(1, %d) i""".formatted(subjects));
        run("alter table bench_party add primary key (i)");
        run("""
                insert into taxpayer.subject (id, name, name_norm, tax_id, office_id, external, status, taxpayer_type, industry_code,
                  division_code, address, register_date, main_reg_serial)
                overriding system value
                select i, '企业' || i, '企业' || i, tax_id, case when not outside then (select min(id) from organization.office where level = 'BRANCH') end,
                  outside, case when not outside then '03' end, 'GENERAL', (array['5169', '2651', '5161', '5430'])[1 + i % 4], division, '路' || i || '号',
                  date '2015-01-01' + i % 3000, 'B' || i from bench_party""");
        run(
                "insert into taxpayer.party (id, tax_id, subject_id, home_subject_id, external) select party_id, tax_id, i, i, outside from bench_party");
        run("""
                insert into taxpayer.registration (reg_serial, party_id, tax_id, name, name_norm, status, taxpayer_type, industry_code, division_code,
                  address, register_date, source, batch_id, line_no)
                select 'B' || i, party_id, tax_id, '企业' || i, '企业' || i, '03', 'GENERAL', '5169', division, '路' || i || '号',
                  date '2015-01-01' + i % 3000, 'bench', 1, i from bench_party where not outside""");
        run("analyze taxpayer.subject, taxpayer.party, taxpayer.registration, bench_party");
    }

    /** Draws who sells to whom, then writes both sides, the lines and the facts of the month. */
    private void month(LocalDate month) throws SQLException {
        String suffix = suffix(month);
        run("drop table if exists bench_sale");
        run("""
                create temp table bench_sale as
                select n, s.seller, case when u2 < 0.033 and s.seller <> %2$d then %2$d
                    when s.seller = %1$d then 3 + floor(random() * least(250000, %3$d - 3))::int
                    else 1 + (s.seller::bigint * 31 + floor(random() * 7)::int * 7919 + 17)::int %% %3$d end as buyer,
                  round((exp(8.2 + 1.4 * (random() + random() + random() + random() - 2) * 1.7))::numeric, 2) as amount,
                  timestamptz '%4$s 00:00+08' + random() * interval '27 days' as at, floor(random() * 6)::int as goods
                from (select n, random() as u2, case when u < 0.1 then %1$d when u < 0.2 then 3 + floor(random() * 20)::int
                    else 1 + floor(%3$d * power(random(), 1.4))::int end as seller
                  from (select n, random() as u from generate_series(1, %5$d) n offset 0) x offset 0) s""".formatted(SELLING_HUB, BUYING_HUB, subjects, month, invoices / MONTHS));
        invoices(month, suffix);
        facts(month, suffix);
    }

    private static String suffix(LocalDate month) {
        return "_%d%02d".formatted(month.getYear(), month.getMonthValue());
    }

    private void invoices(LocalDate month, String suffix) throws SQLException {
        String name = "invoice.invoice" + suffix;
        run("create table %s (like invoice.invoice including defaults including constraints)".formatted(name));
        run("""
                insert into %s (party_id, counter_party_id, digest, issue_time, batch_id, line_no, month, side, blue, kind, code, number, status,
                  amount, tax, total, own_division, counter_division, counter_name)
                select x.own, x.other, ('x' || left(md5('%s' || b.n), 16))::bit(64)::bigint, b.at, 1, b.n, date '%s', x.side, true, 'DIGITAL_SPECIAL', '',
                  '25330' || lpad(b.n::text, 15, '0'), 'NORMAL', b.amount, round(b.amount * 0.13, 2), round(b.amount * 1.13, 2), x.od, x.cd, x.name
                from bench_sale b join bench_party s on s.i = b.seller join bench_party r on r.i = b.buyer
                cross join lateral (values ('OUT', s.party_id, r.party_id, s.division, r.division, '企业' || r.i),
                  ('IN', r.party_id, s.party_id, r.division, s.division, '企业' || s.i)) x (side, own, other, od, cd, name)
                where b.seller <> b.buyer""".formatted(name, month, month));
        attach("invoice.invoice", month, suffix);
        String items = "invoice.invoice_item" + suffix;
        run("create table %s (like invoice.invoice_item including defaults including constraints)".formatted(items));
        run("""
                insert into %s (party_id, digest, month, side, line, item_name, tax_class_code, goods_key, qty, price, amount, rate, tax, batch_id, line_no)
                select party_id, digest, month, side, 1, '*' || g.name || '*' || g.name, g.code, left(g.code, 7), 1, amount, amount, 0.13, tax, 1, line_no
                from %s i join lateral (select * from (values (0, '煤炭', '1020101010000000000'), (1, '化工', '1070207010000000000'),
                  (2, '钢材', '1080207010000000000'), (3, '运输', '3010102010000000000'), (4, '供电', '1100101020000000000'),
                  (5, '软件', '3040201020000000000')) v (k, name, code) where v.k = abs(i.party_id %% 6 + i.counter_party_id %% 6) %% 6) g on true""".formatted(items, name));
        attach("invoice.invoice_item", month, suffix);
    }

    private void facts(LocalDate month, String suffix) throws SQLException {
        String invoices = "invoice.invoice" + suffix;
        run("""
                insert into invoice.fact_party_month (party_id, month, out_cnt, out_amt, out_tax, blue_cnt, blue_amt, red_cnt, red_amt, void_cnt,
                  void_amt, in_cnt, in_amt, in_tax)
                select party_id, month, count(*) filter (where side = 'OUT'), coalesce(sum(amount) filter (where side = 'OUT'), 0),
                  coalesce(sum(tax) filter (where side = 'OUT'), 0), count(*) filter (where side = 'OUT'),
                  coalesce(sum(amount) filter (where side = 'OUT'), 0), 0, 0, 0, 0, count(*) filter (where side = 'IN'),
                  coalesce(sum(amount) filter (where side = 'IN'), 0), coalesce(sum(tax) filter (where side = 'IN'), 0)
                from %s group by 1, 2""".formatted(invoices));
        String edges = "invoice.fact_party_edge_month" + suffix;
        run("create table %s (like invoice.fact_party_edge_month including defaults including constraints)"
                .formatted(edges));
        run("""
                insert into %s (party_id, counter_party_id, month, side, cnt, first_date, last_date, amt, tax)
                select party_id, counter_party_id, month, side, count(*), (min(issue_time) at time zone interval '8 hours')::date,
                  (max(issue_time) at time zone interval '8 hours')::date, sum(amount), sum(tax)
                from %s group by party_id, counter_party_id, month, side""".formatted(edges, invoices));
        attach("invoice.fact_party_edge_month", month, suffix);
        run("""
                insert into invoice.fact_party_goods_month (party_id, month, side, goods_key, amt, qty)
                select party_id, month, side, goods_key, sum(amount), sum(qty) from invoice.invoice_item%s group by 1, 2, 3, 4""".formatted(suffix));
    }

    private void attach(String parent, LocalDate month, String suffix) throws SQLException {
        run("alter table %s%s owner to yihu_app".formatted(parent, suffix));
        run("alter table %s attach partition %s%s for values from ('%s') to ('%s')"
                .formatted(parent, parent, suffix, month, month.plusMonths(1)));
    }

    private void subjectFacts() throws SQLException {
        run("""
                insert into invoice.fact_subject_month (subject_id, month, out_cnt, out_amt, out_tax, blue_cnt, blue_amt, red_cnt, red_amt, void_cnt,
                  void_amt, buyer_cnt, in_cnt, in_amt, in_tax, seller_cnt)
                select p.subject_id, f.month, f.out_cnt, f.out_amt, f.out_tax, f.blue_cnt, f.blue_amt, 0, 0, 0, 0,
                  coalesce(e.buyers, 0), f.in_cnt, f.in_amt, f.in_tax, coalesce(e.sellers, 0)
                from invoice.fact_party_month f join taxpayer.party p on p.id = f.party_id
                left join (select party_id, month, count(*) filter (where side = 'OUT') as buyers, count(*) filter (where side = 'IN') as sellers
                  from invoice.fact_party_edge_month group by 1, 2) e on e.party_id = f.party_id and e.month = f.month""");
    }

    private void run(String sql) throws SQLException {
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (seconds > 5) {
            System.out.printf(
                    Locale.ROOT,
                    "%.0f s: %s%n",
                    seconds,
                    sql.strip().lines().findFirst().orElse(""));
        }
    }
}
