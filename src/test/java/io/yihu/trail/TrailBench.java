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

    @Autowired
    io.yihu.support.FileWorld world;

    @Autowired
    io.yihu.task.MatterService matters;

    @Autowired
    io.yihu.task.TaskService tasks;

    @Autowired
    List<io.yihu.platform.ActorDirectory> directory;

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
            double database = databaseCpu();
            double here = ownCpu();
            start = System.nanoTime();
            VerifyReport report = verifier.verify(done -> {});
            double taken = seconds(start);
            System.out.printf(
                    "trail: verified at %.0f rows/s, intact %s; processor time a row: database %.2f us, here %.2f us: %.0f rows/s on two idle cores%n",
                    rows / taken,
                    report.intact(),
                    1e6 * (databaseCpu() - database) / rows,
                    1e6 * (ownCpu() - here) / rows,
                    2 * rows / (databaseCpu() - database + ownCpu() - here));
        }
        if (Boolean.getBoolean("yihu.verify-only")) {
            return;
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

    private static double ownCpu() {
        return ((com.sun.management.OperatingSystemMXBean)
                                java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    /** Processor seconds of the server's processes so far, the ended ones included; 0 where there is no /proc. */
    private double databaseCpu() {
        long backend = jdbc.sql("select pg_backend_pid()").query(Long.class).single();
        try (var processes = java.nio.file.Files.list(java.nio.file.Path.of("/proc"))) {
            String server = stat(Long.toString(backend))[1];
            double ticks = processes
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .map(TrailBench::stat)
                    .filter(stat -> stat.length > 14 && stat[1].equals(server))
                    .mapToDouble(stat -> Double.parseDouble(stat[11]) + Double.parseDouble(stat[12]))
                    .sum();
            String[] own = stat(server);
            return (ticks + Double.parseDouble(own[13]) + Double.parseDouble(own[14])) / 100;
        } catch (java.io.IOException e) {
            return 0;
        }
    }

    /** Fields after the name of a process: state, parent, … */
    private static String[] stat(String pid) {
        try {
            String line = java.nio.file.Files.readString(java.nio.file.Path.of("/proc", pid, "stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (java.io.IOException e) {
            return new String[0];
        }
    }

    /** What the row costs of an ordinary action: an officer accepts a task, through the real service with all its controls. */
    @Test
    void shareOfTheRowInABusinessTransaction() throws Exception {
        world.build();
        int count = Integer.getInteger("yihu.actions", 400);
        List<io.yihu.task.RaiseMatter> wanted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            wanted.add(new io.yihu.task.RaiseMatter(
                    world.subject(io.yihu.support.FileWorld.FIRM),
                    "RISK_REMIND",
                    "RISK",
                    "b" + i,
                    "LOW",
                    "事项" + i,
                    "缘由"));
        }
        matters.raise(wanted);
        jdbc.sql("update task.task set officer_id = ?, office_id = ?, state = 'DISPATCHED', dispatched_at = now()")
                .params(world.officer("S001"), world.office("13301060001"))
                .update();
        Actor li = directory.stream()
                .flatMap(each -> each.byLogin("li.officer").stream())
                .findFirst()
                .orElseThrow();
        List<Double> actions = new ArrayList<>();
        List<Double> rows = new ArrayList<>();
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        for (long task : jdbc.sql("select id from task.task order by id")
                .query(Long.class)
                .list()) {
            long start = System.nanoTime();
            CurrentActor.as(li, () -> {
                tasks.accept(task);
                return null;
            });
            actions.add(seconds(start) * 1000);
            transaction.executeWithoutResult(status -> {
                jdbc.sql("select pg_current_xact_id()").query((row, n) -> 1).single();
                long at = System.nanoTime();
                jdbc.sql(ROW).param(Long.toString(task)).update();
                rows.add(seconds(at) * 1000);
            });
        }
        int warm = count / 4;
        double action = median(actions.subList(warm, count));
        double row = median(rows.subList(warm, count));
        System.out.printf(
                "trail: accepting a task takes %.2f ms, its row in the log %.2f ms: %.1f %% (medians of %d)%n",
                action, row, 100 * row / action, count - warm);
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
