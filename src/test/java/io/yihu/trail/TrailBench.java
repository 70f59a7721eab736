package io.yihu.trail;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.support.CleanDatabase;
import io.yihu.support.TestDatabase;
import io.yihu.support.YihuIT;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/** Trail rows per second with the sealer beside, against the same inserts without it; sealing and verifying rates. */
@YihuIT
class TrailBench {
    private static final long SECONDS = 3;
    private static final int ROUNDS = 3;
    private static final String ROW = """
            insert into trail.action (happened_at, actor, actor_name, officer_id, office_id, office_path, action, object_type, object_id, details)
            values (now(), 'li.officer', '李四海', 7, 12, '/1/2/12/', 'task.task.accept', 'task', ?,
              '{"state": {"before": "DISPATCHED", "after": "ACCEPTED"}, "note": "第一件"}')""";

    @Autowired
    Sealer sealer;

    @Autowired
    OutsideCopy outside;

    @Autowired
    TrailVerifier verifier;

    @Autowired
    TrailQueries queries;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcClient jdbc;

    @Value("${yihu.test.database}")
    String database;

    @BeforeEach
    void empty() throws Exception {
        CleanDatabase.clean(database);
        FileSystemUtils.deleteRecursively(outside.folder());
    }

    @Test
    void insertsWithTheSealerBeside() throws Exception {
        write(8, false);
        for (int writers : new int[] {8, 16, 32}) {
            List<Double> ratios = new ArrayList<>();
            List<Double> plain = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                empty();
                double without = write(writers, false);
                empty();
                double with = write(writers, true);
                plain.add(without);
                ratios.add(with / without);
            }
            System.out.printf(
                    "trail: %d writers, plain %.0f rows/s, with sealing × %.2f (medians of %d)%n",
                    writers, median(plain), median(ratios), ROUNDS);
        }
    }

    @Test
    void sealingAndVerifying() throws Exception {
        for (int i = 0; i < 25; i++) {
            jdbc.sql("""
                            insert into trail.action (happened_at, actor, action, object_type, object_id, details)
                            select now(), 'li.officer', 'task.task.accept', 'task', n, '{"state": {"before": "DISPATCHED", "after": "ACCEPTED"}}'
                            from generate_series(1, 8000) n""").update();
        }
        long start = System.nanoTime();
        long rows = sealer.sealAll();
        double sealed = seconds(start);
        start = System.nanoTime();
        outside.catchUp();
        double copied = seconds(start);
        start = System.nanoTime();
        boolean intact = verifier.verify(done -> {}).intact();
        System.out.printf(
                "trail: sealed %d rows at %.0f rows/s, copied outside in %.2f s, verified at %.0f rows/s, intact %s%n",
                rows, rows / sealed, copied, rows / seconds(start), intact);
    }

    /** Ten million rows (fewer by {@code -Dyihu.rows}): sealed, verified, and searched as the log center does. */
    @Test
    void manyRows() {
        long rows = Long.getLong("yihu.rows", 10_000_000);
        long start = System.nanoTime();
        for (long done = 0; done < rows; done += 100_000) {
            jdbc.sql("""
                            insert into trail.action (happened_at, actor, actor_name, officer_id, office_id, office_path, action, reading, object_type,
                              object_id, subject_id, details, ip)
                            select timestamptz '2026-01-01 00:00Z' + (? + n) * interval '1 second', 'u' || (n * 7919) % 8000, '员' || (n * 7919) % 8000,
                              (n * 7919) % 8000, (n * 31) % 300, '/1/' || (n * 31) % 30 || '/' || (n * 31) % 300 || '/',
                              (array['task.task.accept', 'task.task.submit', 'dossier.subject.view', 'risk.finding.view', 'workbench.search.run'])[1 + n % 5],
                              n % 5 > 1, 'task', (? + n)::text, (n * 104729) % 900000,
                              jsonb_build_object('state', jsonb_build_object('before', 'DISPATCHED', 'after', 'ACCEPTED'), 'note', '第' || n || '件'), '10.0.0.' || n % 250
                            from generate_series(1::bigint, 100000) n""").params(done, done).update();
        }
        System.out.printf("trail: %d rows written in %.0f s%n", rows, seconds(start));
        start = System.nanoTime();
        sealer.sealAll();
        System.out.printf("trail: sealed at %.0f rows/s%n", rows / seconds(start));
        outside.catchUp();
        jdbc.sql("select platform.refresh_statistics()").query((row, n) -> 1).list();
        for (int round = 0; round < 3; round++) {
            start = System.nanoTime();
            VerifyReport report = verifier.verify(done -> {});
            System.out.printf("trail: verified at %.0f rows/s, intact %s%n", rows / seconds(start), report.intact());
        }
        searched("everything, newest first", new TrailFilter(null, null, null, null, null, null, null));
        searched("one officer", new TrailFilter(null, null, "u4711", null, null, null, null));
        searched("one action", new TrailFilter(null, null, null, "task.task.submit", null, null, null));
        searched("one object", new TrailFilter(null, null, null, null, "task:77777", null, null));
        searched("one taxpayer", new TrailFilter(null, null, null, null, null, 104729L, null));
        java.time.Instant end = java.time.Instant.parse("2026-01-01T00:00:00Z").plusSeconds(rows);
        searched(
                "a text of the last days",
                new TrailFilter(end.minusSeconds(86_400), end, null, null, null, null, "第99999件"));
    }

    private void searched(String what, TrailFilter filter) {
        for (String scope : new String[] {"all", "/1/7/"}) {
            Actor reader = new Actor(
                    1L,
                    "reader",
                    "读",
                    1L,
                    7L,
                    "局",
                    scope.equals("all") ? "" : scope,
                    java.util.Set.of(scope.equals("all") ? Roles.AUDIT_ADMIN : Roles.SUPERVISOR));
            List<Double> millis = new ArrayList<>();
            String after = null;
            int found = 0;
            for (int page = 0; page < 12; page++) {
                String key = after;
                long start = System.nanoTime();
                var slice = CurrentActor.as(reader, () -> queries.search(filter, key, 50));
                millis.add(seconds(start) * 1000);
                found += slice.rows().size();
                after = slice.next();
                if (after == null) {
                    break;
                }
            }
            System.out.printf(
                    "trail: %-26s as %-6s %4d rows in %2d pages, first page %.1f ms, slowest %.1f ms%n",
                    what,
                    scope,
                    found,
                    millis.size(),
                    millis.get(0),
                    millis.stream().max(Double::compare).orElseThrow());
        }
    }

    /** What the row of an action costs of an action that changes one account and nothing else: the smallest there is. */
    @Test
    void shareOfTheRowInASmallAction() {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            long without = 0;
            long with = 0;
            for (int i = 0; i < 600; i++) {
                String key = "bench" + i % 50;
                boolean traced = i % 2 == 0;
                long start = System.nanoTime();
                transaction.executeWithoutResult(status -> {
                    for (int read = 0; read < 6; read++) {
                        jdbc.sql(
                                        "select count(*) from organization.account a join organization.account_role r on r.account_id = a.id where a.login = ?")
                                .param(key)
                                .query(Long.class)
                                .single();
                    }
                    for (int write = 0; write < 3; write++) {
                        jdbc.sql(
                                        "insert into platform.marker (key, value) values (?, ?) on conflict (key) do update set value = excluded.value")
                                .params(key + write, "v" + start)
                                .update();
                    }
                    if (traced) {
                        jdbc.sql(ROW).param(key).update();
                    }
                });
                if (traced) {
                    with += System.nanoTime() - start;
                } else {
                    without += System.nanoTime() - start;
                }
            }
            shares.add(100.0 * (with - without) / without);
        }
        System.out.printf(
                "trail: the row adds %.1f %% to an action of six reads and three writes (median of %d, %s)%n",
                median(shares), shares.size(), shares);
    }

    /** Rows per second committed by this many writers, one row a transaction. */
    private double write(int writers, boolean sealing) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(writers + 1);
        AtomicBoolean over = new AtomicBoolean();
        List<Connection> connections = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            Connection connection = TestDatabase.owner(database);
            connection.createStatement().execute("set role yihu_app");
            connections.add(connection);
        }
        List<Future<Long>> work = new ArrayList<>();
        long start = System.nanoTime();
        for (Connection connection : connections) {
            work.add(pool.submit(() -> {
                long written = 0;
                try (PreparedStatement insert = connection.prepareStatement(ROW)) {
                    while (!over.get()) {
                        insert.setString(1, Long.toString(written++));
                        insert.executeUpdate();
                    }
                }
                return written;
            }));
        }
        var rounds = Executors.newSingleThreadScheduledExecutor();
        if (sealing) {
            rounds.scheduleWithFixedDelay(
                    () -> {
                        sealer.sealAll();
                        outside.catchUp();
                    },
                    1,
                    1,
                    TimeUnit.SECONDS);
        }
        TimeUnit.SECONDS.sleep(SECONDS);
        over.set(true);
        long rows = 0;
        for (Future<Long> one : work) {
            rows += one.get();
        }
        double taken = seconds(start);
        rounds.shutdown();
        rounds.awaitTermination(1, TimeUnit.MINUTES);
        pool.shutdown();
        for (Connection connection : connections) {
            connection.close();
        }
        return rows / taken;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
