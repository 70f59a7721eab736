package io.yihu.trail;

import io.yihu.trail.TrailProblem.Kind;
import io.yihu.trail.merkle.TreeGrowth;
import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One reading of one log: stretches of it are read and hashed side by side, in the snapshot of the transaction this runs
 * in, while the tree over all rows grows here in their order.
 */
final class VerifyPass {
    private static final int MANY_PROBLEMS = 20;
    private static final int MOST_READERS = 4;
    private static final long LONGEST_SEGMENT = 20_000_000;

    private final SealStore.Log log;
    private final List<Checkpoint> points;
    private final OutsideCopy outside;
    private final JdbcTemplate jdbc;
    private final DataSource dataSource;
    private final RetiredRows.Bound retired;
    private final List<TrailProblem> problems = new ArrayList<>();
    private final Map<List<Long>, byte[]> nodes = new HashMap<>();
    private final TreeGrowth tree;
    private long rows;
    private long present;
    private boolean whole = true;

    VerifyPass(
            SealStore.Log log,
            List<Checkpoint> points,
            OutsideCopy outside,
            JdbcTemplate jdbc,
            DataSource dataSource,
            RetiredRows.Bound retired) {
        this.log = log;
        this.points = points;
        this.outside = outside;
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.retired = retired;
        tree = new TreeGrowth(
                log.suite().hash(),
                0,
                (level, index) -> null,
                (level, index, node) -> nodes.put(List.of((long) level, index), node));
    }

    void problem(TrailProblem problem) {
        if (problems.size() < MANY_PROBLEMS * 10) {
            problems.add(problem);
        }
    }

    VerifyReport run(LongConsumer progress) {
        List<Checkpoint> sound = sound();
        readAll(StretchCheck.stretches(sound), progress);
        outsideOfSegments(sound);
        long unsealed = jdbc.queryForObject("select count(*) from trail.action", Long.class) - present;
        if (unsealed > 0) {
            smuggled(unsealed);
        }
        if (whole) {
            nodes();
        }
        problems.sort(Comparator.comparing(TrailProblem::seq, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(TrailProblem::kind));
        return new VerifyReport(
                rows,
                points.size(),
                unsealed,
                problems.stream().limit(MANY_PROBLEMS).toList());
    }

    /** Checkpoints that say where their segment lies; the others are named by the check of the chain already. */
    private List<Checkpoint> sound() {
        List<Checkpoint> sound = new ArrayList<>();
        long reached = 0;
        for (Checkpoint point : points) {
            long size = point.treeSize() - point.firstSeq();
            if (point.firstSeq() >= reached && size > 0 && size <= LONGEST_SEGMENT) {
                sound.add(point);
                reached = point.treeSize();
            } else {
                problem(new TrailProblem(Kind.CHECKPOINT_CHANGED, reached, null, point.number()));
            }
        }
        return sound;
    }

    private void readAll(List<List<Checkpoint>> stretches, LongConsumer progress) {
        if (stretches.isEmpty()) {
            return;
        }
        String snapshot = jdbc.queryForObject("select pg_export_snapshot()", String.class);
        int readers = Math.min(
                stretches.size(), Math.min(MOST_READERS, Runtime.getRuntime().availableProcessors()));
        ExecutorService pool = Executors.newFixedThreadPool(readers);
        try {
            Deque<Future<StretchCheck.Result>> running = new ArrayDeque<>();
            int next = 0;
            while (next < stretches.size() || !running.isEmpty()) {
                while (next < stretches.size() && running.size() <= readers) {
                    List<Checkpoint> stretch = stretches.get(next++);
                    running.add(pool.submit(() -> read(snapshot, stretch)));
                }
                take(running.remove().get());
                progress.accept(rows);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The trail cannot be read", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private StretchCheck.Result read(String snapshot, List<Checkpoint> stretch) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("set transaction isolation level repeatable read, read only");
                statement.execute("set transaction snapshot '" + snapshot + "'");
                statement.execute("set local work_mem = '32MB'");
                return new StretchCheck(log.suite().hash(), outside, log.id(), retired)
                        .check(new SealedRows(connection), stretch);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** The tree over all rows must reach the signed root at every checkpoint, as long as nothing is missing. */
    private void take(StretchCheck.Result result) {
        rows += result.rows();
        present += result.present();
        result.problems().forEach(this::problem);
        long first = result.points().get(0).firstSeq();
        whole &= tree.size() == first;
        for (Checkpoint point : result.points()) {
            for (long seq = point.firstSeq(); whole && seq < point.treeSize(); seq++) {
                byte[] leaf = result.leaves()[(int) (seq - first)];
                whole = leaf != null;
                if (whole) {
                    tree.add(leaf);
                }
            }
            if (whole && problems.isEmpty() && !Arrays.equals(tree.root(), point.root())) {
                problem(new TrailProblem(Kind.CHECKPOINT_CHANGED, point.firstSeq(), null, point.number()));
            }
        }
    }

    /** Rows whose number lies in no segment. */
    private void outsideOfSegments(List<Checkpoint> sound) {
        long reached = Long.MIN_VALUE;
        for (Checkpoint point : sound) {
            if (reached != point.firstSeq()) {
                outsideOfSegments(reached, point.firstSeq());
            }
            reached = point.treeSize();
        }
        outsideOfSegments(reached, Long.MAX_VALUE);
    }

    private void outsideOfSegments(long from, long to) {
        jdbc.query(
                """
                select s.seq, s.action_id, exists (select from trail.action a where a.id = s.action_id)
                from trail.sealed s where s.seq >= ? and s.seq < ? order by s.seq limit ?""",
                row -> {
                    rows++;
                    present += row.getBoolean(3) ? 1 : 0;
                    whole = false;
                    problem(new TrailProblem(Kind.NUMBERING_CHANGED, row.getLong(1), row.getLong(2), null));
                },
                from,
                to,
                MANY_PROBLEMS);
    }

    /**
     * Every row of a transaction that had ended at the last cut is numbered; one that is not came in later by hand. Rows
     * that only wait are found by their young transactions; the long search begins when others are left.
     */
    private void smuggled(long unsealed) {
        if (points.isEmpty()) {
            return;
        }
        String last = points.get(points.size() - 1).snapshot();
        long waiting = jdbc.queryForObject("""
                select count(*) from trail.action a where a.txid >= pg_snapshot_xmin(?::pg_snapshot)
                  and not pg_visible_in_snapshot(a.txid, ?::pg_snapshot)""", Long.class, last, last);
        if (waiting == unsealed) {
            return;
        }
        jdbc.query(
                """
                select a.id from trail.action a where pg_visible_in_snapshot(a.txid, ?::pg_snapshot)
                  and not exists (select from trail.sealed s where s.action_id = a.id) order by a.id limit 5""",
                row -> {
                    problem(new TrailProblem(Kind.ROW_ADDED, null, row.getLong(1), null));
                },
                last);
    }

    /** Stored inner hashes are only a short cut for proofs, but they too must be right. */
    private void nodes() {
        Map<List<Long>, byte[]> stored = new HashMap<>();
        jdbc.query("select level, index, hash from trail.node", row -> {
            stored.put(List.of(row.getLong(1), row.getLong(2)), row.getBytes(3));
        });
        boolean same = stored.keySet().equals(nodes.keySet())
                && nodes.entrySet().stream()
                        .allMatch(node -> Arrays.equals(node.getValue(), stored.get(node.getKey())));
        if (!same) {
            problem(new TrailProblem(Kind.NODE_CHANGED, null, null, null));
        }
    }
}
