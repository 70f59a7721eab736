package io.yihu.dossier.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.yihu.support.FileWorld;
import io.yihu.support.TestDatabase;
import io.yihu.support.YihuIT;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/**
 * Pages and traces with rendering, security and trail over 1,000,000 subjects and 10,000,000 invoices, hubs included; limits: a tab of the
 * file p95 ≤ 200 ms, three hops p95 ≤ 300 ms, six hops ≤ 3 s. {@code -Dbench.subjects=… -Dbench.invoices=…} make it smaller.
 */
@YihuIT
class TraceBench {
    private static final int SUBJECTS = Integer.getInteger("bench.subjects", 1_000_000);
    private static final int INVOICES = Integer.getInteger("bench.invoices", 10_000_000);
    private static final int ASKED = Integer.getInteger("bench.asked", 120);
    /** Seconds after which no further month of invoices is begun. */
    private static final int BOX = Integer.getInteger("bench.seconds", 420);
    /** The two large hubs and three of medium size, asked for among the others. */
    private static final List<Long> HUBS = List.of(1L, 2L, 3L, 5L, 6L);

    @Autowired
    FileWorld world;

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    @Test
    void pagesAndTraces() throws Exception {
        long started = System.nanoTime();
        prepare();
        System.out.printf(
                Locale.ROOT,
                "%,d subjects, %,d invoices made in %.0f s; the hub sells %,d%n",
                SUBJECTS,
                jdbc.sql("select sum(out_cnt) from invoice.fact_party_month")
                        .query(Long.class)
                        .single(),
                (System.nanoTime() - started) / 1e9,
                jdbc.sql("select sum(out_cnt) from invoice.fact_subject_month where subject_id = 1")
                        .query(Long.class)
                        .single());
        for (String tab :
                List.of("overview", "time", "space", "space&side=IN", "people", "risk", "matters", "papers")) {
            measure("tab " + tab, 200, id -> "/subject/" + id + "?tab=" + tab);
        }
        measure("throughput", 200, id -> "/subject/" + id + "/throughput");
        for (String direction : List.of("UP", "DOWN")) {
            for (int hops : new int[] {3, 6}) {
                int limit = hops == 3 ? 300 : 3000;
                measure(
                        "api " + direction + " " + hops,
                        limit,
                        id -> "/api/v1/subjects/" + id + "/trace?direction=" + direction + "&hops=" + hops);
                measure(
                        "page " + direction + " " + hops,
                        limit,
                        id -> "/subject/" + id + "/trace?direction=" + direction + "&hops=" + hops);
            }
        }
        measure("coal UP 3", 300, id -> "/api/v1/subjects/" + id + "/trace?hops=3&goods=1020101");
        measure("tiles", 3000, id -> "/subject/" + id + "/tiles");
        measure("counterparties", 300, id -> "/api/v1/subjects/" + id + "/counterparties?from=2025-05&to=2026-04");
        measure("large invoices", 3000, id -> "/invoice/large?least=10");
    }

    private void prepare() throws Exception {
        try (var owner = TestDatabase.owner(environment.getProperty("yihu.test.database"))) {
            world.build();
            try (var statement = owner.createStatement()) {
                statement.execute(
                        "truncate taxpayer.subject, taxpayer.party, taxpayer.party_subject, taxpayer.registration, invoice.invoice, invoice.invoice_item,"
                                + " invoice.fact_party_month, invoice.fact_party_edge_month, invoice.fact_party_goods_month, invoice.fact_subject_month");
                statement.execute("""
                        do $$ declare part regclass; begin
                          for part in select inhrelid from pg_inherits where inhparent in ('invoice.invoice'::regclass,
                            'invoice.invoice_item'::regclass, 'invoice.fact_party_edge_month'::regclass)
                          loop execute 'drop table ' || part; end loop;
                        end $$""");
            }
            String database = environment.getProperty("yihu.test.database");
            int months = new BenchWorld(database, owner, SUBJECTS, INVOICES, BOX).build();
            System.out.printf("%d of %d months were made%n", months, BenchWorld.MONTHS);
        }
    }

    /** The same random subjects for every kind of question, a hub as every fifth; one round to warm up is not counted. */
    private void measure(String what, int limit, LongFunction<String> url) throws Exception {
        Random random = new Random(3);
        List<double[]> asked = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < ASKED; i++) {
            ids.add(i % 5 == 0 ? HUBS.get(i / 5 % HUBS.size()) : registered(random));
        }
        ids.stream().limit(6).forEach(id -> time(url.apply(id)));
        for (long id : ids) {
            asked.add(new double[] {id, time(url.apply(id))});
        }
        double[] all = asked.stream().mapToDouble(one -> one[1]).sorted().toArray();
        double[] hubs = asked.stream()
                .filter(one -> one[0] <= 6)
                .mapToDouble(one -> one[1])
                .sorted()
                .toArray();
        double p95 = at(all, 0.95);
        System.out.printf(
                Locale.ROOT,
                "%-18s n %3d  p50 %6.0f  p95 %6.0f  max %6.0f ms (hubs p50 %6.0f max %6.0f)  limit/p95 %.2f%n",
                what,
                all.length,
                at(all, 0.5),
                p95,
                all[all.length - 1],
                at(hubs, 0.5),
                hubs[hubs.length - 1],
                limit / p95);
    }

    private static long registered(Random random) {
        long id = 30 + random.nextInt(SUBJECTS - 30);
        return id % 5 == 4 ? id - 1 : id;
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.ceil(sorted.length * share) - 1];
    }

    private double time(String url) {
        long start = System.nanoTime();
        try {
            var answer =
                    mvc.perform(get(url).with(user("wang.super"))).andReturn().getResponse();
            assertThat(answer.getStatus()).as(url).isEqualTo(200);
        } catch (Exception e) {
            throw new IllegalStateException(url, e);
        }
        return (System.nanoTime() - start) / 1e6;
    }
}
