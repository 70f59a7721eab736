package io.yihu.trail;

import io.yihu.trail.TrailProblem.Kind;
import io.yihu.trail.merkle.MerkleProofs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Compares one segment as it is now with what was signed, and finds the first row that differs.
 *
 * <p>Hashes recomputed from the rows must give the signed root. If not, whichever older list of hashes (the copy outside,
 * or the one beside the rows) still gives that root tells which row is wrong; if neither does, only the segment is known.
 */
class SegmentCheck {
    /** One row as found: its number, id, the hash recomputed from it (null when the row is gone) and the hash kept. */
    record Found(long seq, Long actionId, byte[] recomputed, byte[] kept) {}

    private final MerkleProofs proofs;
    private final Checkpoint point;
    private final Optional<List<byte[]>> outside;

    SegmentCheck(MerkleProofs proofs, Checkpoint point, Optional<List<byte[]>> outside) {
        this.proofs = proofs;
        this.point = point;
        this.outside = outside;
    }

    Optional<TrailProblem> check(List<Found> rows) {
        long size = point.treeSize() - point.firstSeq();
        List<Found> placed = placed(rows, size);
        List<byte[]> recomputed = placed.stream()
                .map(row -> row == null ? null : row.recomputed())
                .toList();
        if (signed(recomputed)) {
            return keptDiffers(placed);
        }
        List<byte[]> kept =
                placed.stream().map(row -> row == null ? null : row.kept()).toList();
        Optional<List<byte[]>> truth =
                outside.filter(this::signed).or(() -> Optional.of(kept).filter(this::signed));
        for (int i = 0; i < size; i++) {
            Found row = placed.get(i);
            long seq = point.firstSeq() + i;
            if (row == null) {
                return problem(Kind.ROW_DELETED, seq, null);
            }
            if (row.recomputed() == null) {
                return problem(Kind.ROW_DELETED, seq, row.actionId());
            }
            boolean differs = truth.isPresent()
                    ? !Arrays.equals(truth.get().get(i), row.recomputed())
                    : !Arrays.equals(row.kept(), row.recomputed());
            if (differs) {
                boolean elsewhere = truth.isPresent()
                        && recomputed.stream()
                                .anyMatch(
                                        hash -> Arrays.equals(hash, truth.get().get(seqIndex(seq))));
                return problem(elsewhere ? Kind.NUMBERING_CHANGED : Kind.ROW_CHANGED, seq, row.actionId());
            }
        }
        return problem(Kind.SEGMENT_CHANGED, point.firstSeq(), null);
    }

    private int seqIndex(long seq) {
        return (int) (seq - point.firstSeq());
    }

    /** The rows are right; a hash beside them, or in the file outside, was touched. */
    private Optional<TrailProblem> keptDiffers(List<Found> placed) {
        for (int i = 0; i < placed.size(); i++) {
            Found row = placed.get(i);
            if (!Arrays.equals(row.kept(), row.recomputed())) {
                return problem(Kind.SEAL_CHANGED, row.seq(), row.actionId());
            }
            if (outside.isPresent() && !Arrays.equals(outside.get().get(i), row.recomputed())) {
                return problem(Kind.OUTSIDE_CHANGED, row.seq(), row.actionId());
            }
        }
        return Optional.empty();
    }

    private List<Found> placed(List<Found> rows, long size) {
        List<Found> placed = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            placed.add(null);
        }
        rows.forEach(row -> placed.set(seqIndex(row.seq()), row));
        return placed;
    }

    private boolean signed(List<byte[]> leaves) {
        return !leaves.contains(null) && Arrays.equals(proofs.root(leaves), point.segmentRoot());
    }

    private Optional<TrailProblem> problem(Kind kind, long seq, Long actionId) {
        return Optional.of(new TrailProblem(kind, seq, actionId, point.number()));
    }
}
