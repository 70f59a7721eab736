package io.yihu.trail;

import io.yihu.trail.TrailProblem.Kind;
import io.yihu.trail.merkle.TreeHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;

/** Checks the chain of checkpoints by itself: numbers, links, sizes, signatures, and the copy outside. */
@RequiredArgsConstructor
class CheckpointCheck {
    private final SealSuite suite;
    private final PublicKeys keys;

    /** @param start the checkpoint before the first of them, null where they begin with the log */
    List<TrailProblem> chain(Checkpoint start, List<Checkpoint> points) {
        TreeHash hash = suite.hash();
        List<TrailProblem> problems = new ArrayList<>();
        Checkpoint before = start;
        Map<Long, Optional<Boolean>> signatures = points.parallelStream()
                .collect(Collectors.toConcurrentMap(
                        Checkpoint::number,
                        point -> keys.verify(suite, point.keyId(), point.bytes(), point.signature())));
        for (Checkpoint point : points) {
            long expected = before == null ? 0 : before.number() + 1;
            long size = before == null ? 0 : before.treeSize();
            byte[] link = before == null ? null : hash.plain(before.bytes());
            if (point.number() != expected) {
                problems.add(new TrailProblem(Kind.CHECKPOINT_MISSING, size, null, expected));
            } else if (point.firstSeq() != size || point.treeSize() <= size || !Arrays.equals(link, point.previous())) {
                problems.add(new TrailProblem(Kind.CHECKPOINT_CHANGED, size, null, point.number()));
            }
            problems.addAll(problem(point, signatures.get(point.number())));
            before = point;
        }
        return problems;
    }

    /** Whether one checkpoint alone is signed by a key one trusts. */
    List<TrailProblem> signature(Checkpoint point) {
        return problem(point, keys.verify(suite, point.keyId(), point.bytes(), point.signature()));
    }

    private static List<TrailProblem> problem(Checkpoint point, Optional<Boolean> signed) {
        if (signed.isEmpty()) {
            return List.of(new TrailProblem(Kind.KEY_UNKNOWN, point.firstSeq(), null, point.number()));
        }
        return signed.get()
                ? List.of()
                : List.of(new TrailProblem(Kind.CHECKPOINT_CHANGED, point.firstSeq(), null, point.number()));
    }

    /** The database may be ahead of the file, never behind it, and where both speak they say the same. */
    List<TrailProblem> outside(List<Checkpoint> points, List<OutsideCopy.Line> lines, long first) {
        Map<Long, Checkpoint> known =
                points.stream().collect(Collectors.toMap(Checkpoint::number, Function.identity()));
        long last = points.isEmpty() ? -1 : points.get(points.size() - 1).number();
        for (int i = 0; i < lines.size(); i++) {
            OutsideCopy.Line line = lines.get(i);
            long from = i == 0 ? 0 : lines.get(i - 1).treeSize();
            if (line.number() != first + i) {
                return List.of(new TrailProblem(Kind.OUTSIDE_CHANGED, from, null, first + i));
            }
            Checkpoint same = known.get(line.number());
            if (same == null) {
                Kind kind = last < line.number() ? Kind.TAIL_CUT : Kind.CHECKPOINT_MISSING;
                return List.of(new TrailProblem(kind, from, null, line.number()));
            }
            if (!line.matches(same)) {
                return List.of(new TrailProblem(Kind.REWRITTEN, from, null, line.number()));
            }
        }
        return List.of();
    }
}
