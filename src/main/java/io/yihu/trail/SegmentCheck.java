package io.yihu.trail;

import io.yihu.trail.TrailProblem.Kind;
import io.yihu.trail.merkle.MerkleProofs;
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

    /** @param placed the rows of the segment in their places, null where there is none */
    Optional<TrailProblem> check(Found[] placed) {
        byte[][] recomputed = new byte[placed.length][];
        byte[][] kept = new byte[placed.length][];
        for (int i = 0; i < placed.length; i++) {
            recomputed[i] = placed[i] == null ? null : placed[i].recomputed();
            kept[i] = placed[i] == null ? null : placed[i].kept();
        }
        if (signed(recomputed)) {
            return keptDiffers(placed);
        }
        byte[][] truth = outside.map(leaves -> leaves.toArray(byte[][]::new))
                .filter(this::signed)
                .or(() -> Optional.of(kept).filter(this::signed))
                .orElse(null);
        for (int i = 0; i < placed.length; i++) {
            Found row = placed[i];
            long seq = point.firstSeq() + i;
            if (row == null) {
                return problem(Kind.ROW_DELETED, seq, null);
            }
            if (row.recomputed() == null) {
                return problem(Kind.ROW_DELETED, seq, row.actionId());
            }
            byte[] right = truth == null ? row.kept() : truth[i];
            if (!Arrays.equals(right, row.recomputed())) {
                boolean elsewhere =
                        truth != null && Arrays.stream(recomputed).anyMatch(hash -> Arrays.equals(hash, right));
                return problem(elsewhere ? Kind.NUMBERING_CHANGED : Kind.ROW_CHANGED, seq, row.actionId());
            }
        }
        return problem(Kind.SEGMENT_CHANGED, point.firstSeq(), null);
    }

    /** The rows are right; a hash beside them, or in the file outside, was touched. */
    private Optional<TrailProblem> keptDiffers(Found[] placed) {
        for (int i = 0; i < placed.length; i++) {
            Found row = placed[i];
            if (!Arrays.equals(row.kept(), row.recomputed())) {
                return problem(Kind.SEAL_CHANGED, row.seq(), row.actionId());
            }
            if (outside.isPresent() && !Arrays.equals(outside.get().get(i), row.recomputed())) {
                return problem(Kind.OUTSIDE_CHANGED, row.seq(), row.actionId());
            }
        }
        return Optional.empty();
    }

    private boolean signed(byte[][] leaves) {
        for (byte[] leaf : leaves) {
            if (leaf == null) {
                return false;
            }
        }
        return Arrays.equals(proofs.root(Arrays.asList(leaves)), point.segmentRoot());
    }

    private Optional<TrailProblem> problem(Kind kind, long seq, Long actionId) {
        return Optional.of(new TrailProblem(kind, seq, actionId, point.number()));
    }
}
