package io.yihu.trail;

import io.yihu.trail.TrailProblem.Kind;
import io.yihu.trail.merkle.MerkleProofs;
import io.yihu.trail.merkle.TreeGrowth;
import io.yihu.trail.merkle.TreeHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads every sealed row again and compares it with the signed checkpoints and their copy outside the database.
 *
 * <p>Finds any edit, deletion, insertion, exchange or renumbering in sealed rows, a cut tail, a rebuilt log; in one
 * consistent snapshot, with constant memory but for one segment.
 */
@Component
class TrailVerifier {
    private static final int MANY_PROBLEMS = 20;
    private final SealStore store;
    private final OutsideCopy outside;
    private final TrailKeys keys;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;

    TrailVerifier(
            SealStore store,
            OutsideCopy outside,
            TrailKeys keys,
            DataSource dataSource,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.outside = outside;
        this.keys = keys;
        this.jdbc = new JdbcTemplate(dataSource);
        this.jdbc.setFetchSize(2000);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
    }

    /** Reads the whole log; {@code progress} hears the number of rows done so far. */
    VerifyReport verify(LongConsumer progress) {
        List<String> logs = outside.logs();
        Map<String, List<OutsideCopy.Line>> lines = new HashMap<>();
        logs.forEach(id -> lines.put(id, outside.lines(id)));
        return snapshot.execute(status ->
                store.log().map(log -> new Pass(log, lines, progress).run()).orElseGet(() -> withoutLog(lines)));
    }

    private VerifyReport withoutLog(Map<String, List<OutsideCopy.Line>> lines) {
        return new VerifyReport(0, 0, store.waiting(), gone(lines, null));
    }

    /** A log that the folder knows and the database does not: the whole log was replaced. */
    private static List<TrailProblem> gone(Map<String, List<OutsideCopy.Line>> lines, String present) {
        return lines.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals(present) && !entry.getValue().isEmpty())
                .map(entry -> new TrailProblem(Kind.LOG_GONE, 0L, null, 0L))
                .limit(1)
                .toList();
    }

    /** One reading of one log. */
    private final class Pass {
        private final SealStore.Log log;
        private final TreeHash hash;
        private final MerkleProofs proofs;
        private final Map<String, List<OutsideCopy.Line>> lines;
        private final LongConsumer progress;
        private final List<TrailProblem> problems = new ArrayList<>();
        private final List<Checkpoint> points;
        private final Map<List<Long>, byte[]> nodes = new HashMap<>();
        private final TreeGrowth tree;
        private final List<SegmentCheck.Found> segment = new ArrayList<>();
        private int current;
        private long rows;
        private boolean whole = true;

        Pass(SealStore.Log log, Map<String, List<OutsideCopy.Line>> lines, LongConsumer progress) {
            this.log = log;
            this.lines = lines;
            this.progress = progress;
            hash = log.suite().hash();
            proofs = new MerkleProofs(hash);
            points = store.checkpoints(Long.MIN_VALUE, Integer.MAX_VALUE);
            tree = new TreeGrowth(
                    hash,
                    0,
                    (level, index) -> null,
                    (level, index, node) -> nodes.put(List.of((long) level, index), node));
        }

        VerifyReport run() {
            CheckpointCheck check = new CheckpointCheck(log.suite(), keys);
            problems.addAll(check.chain(points));
            problems.addAll(check.outside(points, lines.getOrDefault(log.id(), List.of())));
            problems.addAll(gone(lines, log.id()));
            jdbc.query(
                    "select s.seq, s.action_id, s.leaf, " + ActionRow.COLUMNS
                            + " from trail.sealed s left join trail.action a on a.id = s.action_id order by s.seq",
                    this::row);
            while (current < points.size()) {
                closeSegment();
            }
            smuggled();
            if (whole) {
                nodes();
            }
            problems.sort(Comparator.comparing(TrailProblem::seq, Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(TrailProblem::kind));
            return new VerifyReport(
                    rows,
                    points.size(),
                    store.waiting(),
                    problems.stream().limit(MANY_PROBLEMS).toList());
        }

        private void row(ResultSet row) throws SQLException {
            long seq = row.getLong("seq");
            while (current < points.size() && seq >= points.get(current).treeSize()) {
                closeSegment();
            }
            rows++;
            if (current == points.size() || seq < points.get(current).firstSeq()) {
                problem(new TrailProblem(Kind.NUMBERING_CHANGED, seq, row.getLong("action_id"), null));
                return;
            }
            byte[] recomputed = row.getObject("id") == null
                    ? null
                    : hash.leaf(ActionRow.of(row).canonical());
            segment.add(new SegmentCheck.Found(seq, row.getLong("action_id"), recomputed, row.getBytes("leaf")));
        }

        private void closeSegment() {
            Checkpoint point = points.get(current++);
            long size = point.treeSize() - point.firstSeq();
            if (size > 0 && size <= Integer.MAX_VALUE / hash.length()) {
                new SegmentCheck(proofs, point, outside.leaves(log.id(), hash.length(), point.firstSeq(), size))
                        .check(segment)
                        .ifPresent(this::problem);
            }
            grow(point, size);
            segment.clear();
            progress.accept(rows);
        }

        /** The tree over all rows must reach the signed root at every checkpoint, as long as nothing is missing. */
        private void grow(Checkpoint point, long size) {
            whole &= segment.size() == size && segment.stream().allMatch(row -> row.recomputed() != null);
            if (!whole) {
                return;
            }
            segment.forEach(row -> tree.add(row.recomputed()));
            if (!Arrays.equals(tree.root(), point.root()) && problems.isEmpty()) {
                problem(new TrailProblem(Kind.CHECKPOINT_CHANGED, point.firstSeq(), null, point.number()));
            }
        }

        /** Every row of a transaction that had ended at the last cut is numbered; one that is not came in later by hand. */
        private void smuggled() {
            if (!points.isEmpty()) {
                jdbc.query(
                        """
                        select a.id from trail.action a where pg_visible_in_snapshot(a.txid, ?::pg_snapshot)
                          and not exists (select from trail.sealed s where s.action_id = a.id) order by a.id limit 5""",
                        row -> {
                            problem(new TrailProblem(Kind.ROW_ADDED, null, row.getLong(1), null));
                        },
                        points.get(points.size() - 1).snapshot());
            }
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

        private void problem(TrailProblem problem) {
            if (problems.size() < MANY_PROBLEMS * 10) {
                problems.add(problem);
            }
        }
    }
}
