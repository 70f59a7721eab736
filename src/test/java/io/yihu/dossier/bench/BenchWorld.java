package io.yihu.dossier.bench;

import io.yihu.support.TableIndexes;
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
 * invoices, one that buys a thirtieth, and twenty of medium size. Indexes are built after their tables, the sums of a month come from
 * who sold to whom in it, and nothing of it is written to the log of the database.
 */
final class BenchWorld {
    static final LocalDate FROM = LocalDate.of(2025, 5, 1);
    static final int MONTHS = 12;
    /** Subject that sells a tenth of all invoices, and the one that buys a thirtieth. */
    static final int SELLING_HUB = 1;

    static final int BUYING_HUB = 2;
    private static final List<String> PLAIN = List.of(
            "taxpayer.subject",
            "taxpayer.party",
            "taxpayer.party_subject",
            "taxpayer.registration",
            "invoice.fact_party_month",
            "invoice.fact_party_goods_month",
            "invoice.fact_subject_month");
    private final String database;
    private final Connection connection;
    private final int subjects;
    private final int invoices;
    private final long deadline;

    /** @param seconds after which no further month is begun; the newest months come first */
    BenchWorld(String database, Connection connection, int subjects, int invoices, int seconds) {
        this(database, connection, subjects, invoices, System.nanoTime() + seconds * 1_000_000_000L);
    }

    private BenchWorld(String database, Connection connection, int subjects, int invoices, long deadline) {
        this.database = database;
        this.connection = connection;
        this.subjects = subjects;
        this.invoices = invoices;
        this.deadline = deadline;
    }

    /** Answers how many months were made. */
    int build() throws SQLException {
        quick();
        List<TableIndexes.Index> aside = new ArrayList<>();
        for (String table : PLAIN) {
            aside.addAll(TableIndexes.of(connection, table));
        }
        TableIndexes.drop(connection, aside);
        for (String table : PLAIN) {
            // what an owner changes in a protected table is noted row by row: a million notes are not what is made here
            run("alter table " + table + " disable trigger user");
            run("alter table " + table + " set unlogged");
            run("alter table " + table + " set (autovacuum_enabled = off)");
        }
        parties();
        int made = lanes();
        long before = System.nanoTime();
        // a key locks its whole table: keys one after the other first, the other indexes beside them
        TableIndexes.together(database, byTable(aside));
        TableIndexes.together(
                database,
                PLAIN.stream().map(table -> "vacuum (analyze) " + table).toList());
        run("analyze invoice.invoice, invoice.invoice_item, invoice.fact_party_edge_month");
        System.out.printf(Locale.ROOT, "%.0f s: indexes and statistics%n", (System.nanoTime() - before) / 1e9);
        return made;
    }

    /** Builds of one table stand together in one piece of work, so that two lanes never wait for each other. */
    private static List<String> byTable(List<TableIndexes.Index> indexes) {
        return PLAIN.stream()
                .map(table -> indexes.stream()
                        .filter(index -> index.table().equals(table))
                        .map(TableIndexes.Index::create)
                        .reduce("", (one, other) -> one + other + ";"))
                .sorted((one, other) -> Boolean.compare(one.contains("gin"), other.contains("gin")) * -1)
                .toList();
    }

    private void quick() throws SQLException {
        run("set synchronous_commit = off");
        run("set work_mem = '256MB'");
        run("set maintenance_work_mem = '512MB'");
        run("set max_parallel_maintenance_workers = 0");
        run("set max_parallel_workers_per_gather = 0");
    }

    /** Months side by side, each with a seed of its own: one lane a core. */
    private int lanes() {
        AtomicInteger next = new AtomicInteger(MONTHS);
        AtomicInteger made = new AtomicInteger();
        List<CompletableFuture<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < Math.min(4, Runtime.getRuntime().availableProcessors()); lane++) {
            lanes.add(CompletableFuture.runAsync(() -> {
                try (Connection own = TestDatabase.owner(database)) {
                    BenchWorld world = new BenchWorld(database, own, subjects, invoices, deadline);
                    world.quick();
                    for (int m = next.decrementAndGet();
                            m >= 0 && System.nanoTime() < deadline;
                            m = next.decrementAndGet()) {
                        long before = System.nanoTime();
                        world.run("select setseed(" + (m + 1) / 100.0 + ")");
                        world.month(FROM.plusMonths(m));
                        made.incrementAndGet();
                        System.out.printf(
                                Locale.ROOT,
                                "%.0f s: month %s%n",
                                (System.nanoTime() - before) / 1e9,
                                FROM.plusMonths(m));
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        lanes.forEach(CompletableFuture::join);
        return made.get();
    }

    private void parties() throws SQLException {
        run("""
                create unlogged table bench_party as
                select i, taxpayer.party_id(tax_id) as party_id, tax_id, i %% 5 = 4 as outside,
                  (array['330106', '320115', '370112', '510116', '440300', '110108', '310115', '410100'])[1 + i %% 8] as division
                from (select i, '91330106B' || lpad(i::text, 9, '0') as tax_id from generate_series(1, %d) i offset 0) x""".formatted(subjects));
        run("""
                insert into taxpayer.subject (id, name, name_norm, initials, tax_id, office_id, external, status, taxpayer_type, industry_code,
                  division_code, address, register_date, main_reg_serial)
                overriding system value
                select i, '企业' || i, '企业' || i, case when not outside then 'qy' || i end, tax_id,
                  case when not outside then (select min(id) from organization.office where level = 'BRANCH') end,
                  outside, case when not outside then '03' end, 'GENERAL', (array['5169', '2651', '5161', '5430'])[1 + i % 4], division, '路' || i || '号',
                  date '2015-01-01' + i % 3000, 'B' || i from bench_party""");
        run("""
                insert into taxpayer.party (id, tax_id, subject_id, home_subject_id, external)
                select party_id, tax_id, i, i, outside from bench_party""");
        run("""
                insert into taxpayer.party_subject (party_id, subject_id, rule, score, decided_by)
                select party_id, i, 'SELF', 1, 'AUTO' from bench_party""");
        run("""
                insert into taxpayer.registration (reg_serial, party_id, tax_id, name, name_norm, status, taxpayer_type, industry_code, division_code,
                  address, register_date, source, batch_id, line_no)
                select 'B' || i, party_id, tax_id, '企业' || i, '企业' || i, '03', 'GENERAL', '5169', division, '路' || i || '号',
                  date '2015-01-01' + i % 3000, 'bench', 1, i from bench_party where not outside""");
        run("analyze bench_party");
    }

    /** Draws who sells to whom, then writes both sides, the lines and the facts of the month. */
    private void month(LocalDate month) throws SQLException {
        String suffix = "_%d%02d".formatted(month.getYear(), month.getMonthValue());
        run("drop table if exists bench_sale, bench_deal, bench_fact");
        run("""
                create temp table bench_sale as
                select n, s.i as seller, b.i as buyer, s.party_id as sp, b.party_id as bp, s.division as sd, b.division as bd,
                  ('x' || left(md5('%6$s' || n), 16))::bit(64)::bigint as digest, '25330' || lpad(n::text, 15, '0') as number,
                  amount, round(amount * 0.13, 2) as tax, round(amount * 1.13, 2) as total, at,
                  abs(s.party_id %% 6 + b.party_id %% 6) %% 6 as goods
                from (select n, z.seller, case when u2 < 0.033 and z.seller <> %2$d then %2$d
                      when z.seller = %1$d then 3 + floor(random() * least(250000, %3$d - 3))::int
                      else 1 + (z.seller::bigint * 31 + floor(random() * 7)::int * 7919 + 17)::int %% %3$d end as buyer,
                    round((exp(8.2 + 1.4 * (random() + random() + random() + random() - 2) * 1.7))::numeric, 2) as amount,
                    timestamptz '%4$s 00:00+08' + random() * interval '27 days' as at
                  from (select n, random() as u2, case when u < 0.1 then %1$d when u < 0.2 then 3 + floor(random() * 20)::int
                      else 1 + floor(%3$d * power(random(), 1.4))::int end as seller
                    from (select n, random() as u from generate_series(1, %5$d) n offset 0) x offset 0) z offset 0) d
                join bench_party s on s.i = d.seller join bench_party b on b.i = d.buyer where d.seller <> d.buyer""".formatted(SELLING_HUB, BUYING_HUB, subjects, month, invoices / MONTHS, suffix));
        run("analyze bench_sale");
        invoices(month, suffix);
        items(month, suffix);
        facts(month, suffix);
    }

    private void invoices(LocalDate month, String suffix) throws SQLException {
        String side = """
                select %s, digest, at, 1, n, date '%s', '%s', true, 'DIGITAL_SPECIAL', '', number, 'NORMAL', amount, tax, total, %s from bench_sale""";
        partition("invoice.invoice", month, suffix, """
                (party_id, counter_party_id, digest, issue_time, batch_id, line_no, month, side, blue, kind, code, number, status, amount, tax, total,
                 own_division, counter_division, counter_name) %s union all %s""".formatted(
                        side.formatted("sp, bp", month, "OUT", "sd, bd, '企业' || buyer"),
                        side.formatted("bp, sp", month, "IN", "bd, sd, '企业' || seller")));
    }

    private void items(LocalDate month, String suffix) throws SQLException {
        String side = """
                select %s, digest, date '%s', '%s', 1, '*' || g.name || '*' || g.name, g.code, left(g.code, 7), 1, amount, amount, 0.13, tax, 1, n
                from bench_sale join goods g on g.k = goods""";
        partition("invoice.invoice_item", month, suffix, """
                (party_id, digest, month, side, line, item_name, tax_class_code, goods_key, qty, price, amount, rate, tax, batch_id, line_no)
                with goods (k, name, code) as (values (0, '煤炭', '1020101010000000000'), (1, '化工', '1070207010000000000'),
                  (2, '钢材', '1080207010000000000'), (3, '运输', '3010102010000000000'), (4, '供电', '1100101020000000000'),
                  (5, '软件', '3040201020000000000')) %s union all %s""".formatted(
                        side.formatted("sp", month, "OUT"), side.formatted("bp", month, "IN")));
    }

    private void facts(LocalDate month, String suffix) throws SQLException {
        run("""
                create temp table bench_deal as
                select sp, bp, min(seller) as seller, min(buyer) as buyer, min(goods) as goods, count(*)::int as cnt,
                  (min(at) at time zone interval '8 hours')::date as first, (max(at) at time zone interval '8 hours')::date as last,
                  sum(amount) as amt, sum(tax) as tax
                from bench_sale group by sp, bp""");
        run("analyze bench_deal");
        partition("invoice.fact_party_edge_month", month, suffix, """
                (party_id, counter_party_id, month, side, cnt, first_date, last_date, amt, tax)
                select sp, bp, date '%1$s', 'OUT', cnt, first, last, amt, tax from bench_deal
                union all select bp, sp, date '%1$s', 'IN', cnt, first, last, amt, tax from bench_deal""".formatted(month));
        run("""
                create temp table bench_fact as
                select coalesce(o.party, i.party) as party_id, coalesce(o.subject, i.subject) as subject_id, coalesce(o.cnt, 0) as out_cnt,
                  coalesce(o.amt, 0) as out_amt, coalesce(o.tax, 0) as out_tax, coalesce(o.partners, 0) as buyers,
                  coalesce(i.cnt, 0) as in_cnt, coalesce(i.amt, 0) as in_amt, coalesce(i.tax, 0) as in_tax, coalesce(i.partners, 0) as sellers
                from (select sp as party, min(seller) as subject, sum(cnt) as cnt, sum(amt) as amt, sum(tax) as tax, count(*) as partners
                  from bench_deal group by sp) o
                full join (select bp as party, min(buyer) as subject, sum(cnt) as cnt, sum(amt) as amt, sum(tax) as tax, count(*) as partners
                  from bench_deal group by bp) i on i.party = o.party""");
        run("""
                insert into invoice.fact_party_month (party_id, month, out_cnt, out_amt, out_tax, blue_cnt, blue_amt, red_cnt, red_amt, void_cnt,
                  void_amt, in_cnt, in_amt, in_tax)
                select party_id, date '%s', out_cnt, out_amt, out_tax, out_cnt, out_amt, 0, 0, 0, 0, in_cnt, in_amt, in_tax from bench_fact""".formatted(month));
        run("""
                insert into invoice.fact_subject_month (subject_id, month, out_cnt, out_amt, out_tax, blue_cnt, blue_amt, red_cnt, red_amt, void_cnt,
                  void_amt, buyer_cnt, in_cnt, in_amt, in_tax, seller_cnt)
                select subject_id, date '%s', out_cnt, out_amt, out_tax, out_cnt, out_amt, 0, 0, 0, 0, buyers, in_cnt, in_amt, in_tax, sellers
                from bench_fact""".formatted(month));
        run("""
                insert into invoice.fact_party_goods_month (party_id, month, side, goods_key, amt, qty)
                select party, date '%s', side, left((array['1020101', '1070207', '1080207', '3010102', '1100101', '3040201'])[goods + 1], 7), sum(amt), sum(cnt)
                from (select sp as party, 'OUT' as side, goods, amt, cnt from bench_deal
                  union all select bp, 'IN', goods, amt, cnt from bench_deal) x group by party, side, goods""".formatted(month));
    }

    /** A month's table beside its parent: filled, indexed, made visible to scans of indexes alone, and only then attached. */
    private void partition(String parent, LocalDate month, String suffix, String rows) throws SQLException {
        String name = parent + suffix;
        run(
                "create unlogged table %s (like %s including defaults including constraints) with (autovacuum_enabled = off)"
                        .formatted(name, parent));
        run("insert into " + name + " " + rows);
        TableIndexes.like(connection, parent, name);
        run("vacuum (analyze) " + name);
        run("alter table %s owner to yihu_app".formatted(name));
        run("alter table %s attach partition %s for values from ('%s') to ('%s')"
                .formatted(parent, name, month, month.plusMonths(1)));
    }

    private void run(String sql) throws SQLException {
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (seconds > 10) {
            System.out.printf(
                    Locale.ROOT,
                    "  %.0f s: %s%n",
                    seconds,
                    sql.strip().lines().findFirst().orElse(""));
        }
    }
}
