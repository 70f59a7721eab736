package io.yihu.trail;

import io.yihu.trail.TrailProblem.Kind;
import io.yihu.trail.merkle.TreeHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;

/** Checks the chain of checkpoints by itself: numbers, links, sizes, signatures, and the copy outside. */
@RequiredArgsConstructor
class CheckpointCheck {
    private final SealSuite suite;
    private final TrailKeys keys;

    List<TrailProblem> chain(List<Checkpoint> points) {
        TreeHash hash = suite.hash();
        List<TrailProblem> problems = new ArrayList<>();
        Checkpoint before = null;
        for (Checkpoint point : points) {
            long expected = before == null ? 0 : before.number() + 1;
            long size = before == null ? 0 : before.treeSize();
            byte[] link = before == null ? null : hash.plain(before.bytes());
            if (point.number() != expected) {
                problems.add(new TrailProblem(Kind.CHECKPOINT_MISSING, size, null, expected));
            } else if (point.firstSeq() != size || point.treeSize() <= size || !Arrays.equals(link, point.previous())) {
                problems.add(new TrailProblem(Kind.CHECKPOINT_CHANGED, size, null, point.number()));
            }
            Optional<Boolean> signed = keys.verify(suite, point.keyId(), point.bytes(), point.signature());
            if (signed.isEmpty()) {
                problems.add(new TrailProblem(Kind.KEY_UNKNOWN, point.firstSeq(), null, point.number()));
            } else if (!signed.get()) {
                problems.add(new TrailProblem(Kind.CHECKPOINT_CHANGED, point.firstSeq(), null, point.number()));
            }
            before = point;
        }
        return problems;
    }

    /** The database may be ahead of the file, never behind it, and where both speak they say the same. */
    List<TrailProblem> outside(List<Checkpoint> points, List<OutsideCopy.Line> lines) {
        for (int i = 0; i < lines.size(); i++) {
            OutsideCopy.Line line = lines.get(i);
            long from = i == 0 ? 0 : lines.get(i - 1).treeSize();
            if (line.number() != i) {
                return List.of(new TrailProblem(Kind.OUTSIDE_CHANGED, from, null, (long) i));
            }
            Optional<Checkpoint> same = points.stream()
                    .filter(point -> point.number() == line.number())
                    .findFirst();
            if (same.isEmpty()) {
                boolean tail = points.stream().noneMatch(point -> point.number() > line.number());
                Kind kind = tail ? Kind.TAIL_CUT : Kind.CHECKPOINT_MISSING;
                return List.of(new TrailProblem(kind, from, null, line.number()));
            }
            if (!line.matches(same.get())) {
                return List.of(new TrailProblem(Kind.REWRITTEN, from, null, line.number()));
            }
        }
        return List.of();
    }
}
