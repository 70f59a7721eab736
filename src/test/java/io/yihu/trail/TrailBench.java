package io.yihu.trail;

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
