package io.yihu.trail;

import io.yihu.trail.SegmentCheck.Found;
import io.yihu.trail.TrailProblem.Kind;
import io.yihu.trail.merkle.MerkleProofs;
import io.yihu.trail.merkle.TreeHash;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a stretch of neighbouring segments and checks each by itself; several stretches are read at once. */
final class StretchCheck {
    /** Rows read at once: enough to keep the database busy, few enough to keep the memory small. */
    static final int ROWS = 32_768;

    /** Leaves in their order as recomputed, null where a row is missing. */
    record Result(List<Checkpoint> points, byte[][] leaves, long rows, long present, List<TrailProblem> problems) {}

    private final TreeHash hash;
    private final OutsideCopy outside;
    private final String logId;
    private final RetiredRows.Bound retired;

    StretchCheck(TreeHash hash, OutsideCopy outside, String logId, RetiredRows.Bound retired) {
        this.hash = hash;
        this.outside = outside;
        this.logId = logId;
        this.retired = retired;
    }

    /** Segments that follow one another, cut into stretches of about {@link #ROWS} rows. */
    static List<List<Checkpoint>> stretches(List<Checkpoint> points) {
        List<List<Checkpoint>> stretches = new ArrayList<>();
        List<Checkpoint> open = new ArrayList<>();
        for (Checkpoint point : points) {
            if (!open.isEmpty()) {
                long size = point.treeSize() - open.get(0).firstSeq();
                if (size > ROWS || open.get(open.size() - 1).treeSize() != point.firstSeq()) {
                    stretches.add(open);
                    open = new ArrayList<>();
                }
            }
            open.add(point);
        }
        if (!open.isEmpty()) {
            stretches.add(open);
        }
        return stretches;
    }

    Result check(SealedRows source, List<Checkpoint> points) throws SQLException, IOException {
        long first = points.get(0).firstSeq();
        int size = Math.toIntExact(points.get(points.size() - 1).treeSize() - first);
        Found[] found = new Found[size];
        long[] segments = new long[size];
        long[] counts = new long[2];
        List<TrailProblem> problems = new ArrayList<>();
        source.read(first, first + size, row -> {
            byte[] leaf = row.leaf();
            byte[] recomputed = row.present() ? row.hashed(hash) : null;
            if (recomputed == null && retired.allows(row.seq(), row.actionId())) {
                recomputed = leaf;
            }
            counts[0]++;
            counts[1] += row.present() ? 1 : 0;
            int place = (int) (row.seq() - first);
            segments[place] = row.segment();
            found[place] = new Found(row.seq(), row.actionId(), recomputed, leaf);
        });
        Optional<List<byte[]>> copies = outside.leaves(logId, hash.length(), first, size);
        MerkleProofs proofs = new MerkleProofs(hash);
        for (Checkpoint point : points) {
            int from = (int) (point.firstSeq() - first);
            int to = (int) (point.treeSize() - first);
            Optional<List<byte[]>> copy = copies.map(leaves -> leaves.subList(from, to))
                    .or(() -> outside.leaves(logId, hash.length(), point.firstSeq(), to - from));
            new SegmentCheck(proofs, point, copy)
                    .check(Arrays.copyOfRange(found, from, to))
                    .ifPresent(problems::add);
            for (int i = from; i < to; i++) {
                if (found[i] != null && segments[i] != point.number()) {
                    problems.add(
                            new TrailProblem(Kind.NUMBERING_CHANGED, first + i, found[i].actionId(), point.number()));
                    break;
                }
            }
        }
        byte[][] leaves = new byte[size][];
        for (int i = 0; i < size; i++) {
            leaves[i] = found[i] == null ? null : found[i].recomputed();
        }
        return new Result(points, leaves, counts[0], counts[1], problems);
    }
}
