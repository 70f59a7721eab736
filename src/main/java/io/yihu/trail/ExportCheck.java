package io.yihu.trail;

import io.yihu.trail.SegmentCheck.Found;
import io.yihu.trail.TrailProblem.Kind;
import io.yihu.trail.merkle.MerkleProofs;
import io.yihu.trail.merkle.Subtrees;
import io.yihu.trail.merkle.TreeGrowth;
import io.yihu.trail.merkle.TreeHash;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks an export of {@link TrailExport} with nothing but its files and the public keys one trusts; the key that lies
 * beside the rows is not one of them.
 */
final class ExportCheck {
    private final Path folder;
    private final PublicKeys keys;
    private final TrailExport.Head head;
    private final TreeHash hash;
    private final List<TrailProblem> problems = new ArrayList<>();

    ExportCheck(Path folder, PublicKeys keys) throws IOException {
        this.folder = folder;
        this.keys = keys;
        head = new JsonMapper().readValue(Files.readString(folder.resolve(TrailExport.LOG)), TrailExport.Head.class);
        if (!TrailExport.FORMAT.equals(head.format())) {
            throw new IOException("No export of a trail: " + head.format());
        }
        hash = SealSuite.valueOf(head.suite()).hash();
    }

    /** @param against checkpoints kept elsewhere, which this export must contain; null when there are none */
    VerifyReport check(Path against) throws IOException {
        List<Checkpoint> points = checkpoints(folder.resolve(TrailExport.CHECKPOINTS));
        Checkpoint start = head.first() == 0 || points.isEmpty() ? null : points.get(0);
        List<Checkpoint> covered = start == null ? points : points.subList(1, points.size());
        CheckpointCheck chain = new CheckpointCheck(SealSuite.valueOf(head.suite()), keys);
        if (start != null) {
            problems.addAll(chain.signature(start));
        }
        problems.addAll(chain.chain(start, covered));
        if (against != null) {
            problems.addAll(chain.outside(points, kept(against, start), start == null ? 0 : start.number()));
        }
        long rows = rows(start, covered);
        problems.sort(Comparator.comparing(TrailProblem::seq, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(TrailProblem::kind));
        return new VerifyReport(rows, covered.size(), 0, problems);
    }

    private long rows(Checkpoint start, List<Checkpoint> points) throws IOException {
        TreeGrowth tree = new TreeGrowth(hash, head.first(), frontier(), (level, index, node) -> {});
        if (start != null && !Arrays.equals(tree.root(), start.root())) {
            problems.add(new TrailProblem(Kind.CHECKPOINT_CHANGED, head.first(), null, start.number()));
        }
        long rows = 0;
        boolean whole = true;
        try (ByteLines lines = new ByteLines(Files.newInputStream(folder.resolve(TrailExport.ROWS)));
                InputStream leaves =
                        new BufferedInputStream(Files.newInputStream(folder.resolve(TrailExport.LEAVES)))) {
            CanonicalBytes line = new CanonicalBytes();
            for (Checkpoint point : points) {
                Found[] found = new Found[Math.toIntExact(point.treeSize() - point.firstSeq())];
                List<byte[]> kept = new ArrayList<>(found.length);
                for (int i = 0; i < found.length; i++) {
                    byte[] leaf = leaves.readNBytes(hash.length());
                    kept.add(leaf);
                    if (lines.next(line)) {
                        byte[] recomputed = hash.leaf(line.array(), line.length());
                        found[i] = new Found(point.firstSeq() + i, null, recomputed, leaf);
                        rows++;
                    }
                }
                new SegmentCheck(new MerkleProofs(hash), point, Optional.of(kept))
                        .check(found)
                        .ifPresent(problems::add);
                whole &= Stream.of(found).noneMatch(row -> row == null) && tree.size() == point.firstSeq();
                if (whole) {
                    Stream.of(found).forEach(row -> tree.add(row.recomputed()));
                    if (problems.isEmpty() && !Arrays.equals(tree.root(), point.root())) {
                        problems.add(new TrailProblem(Kind.CHECKPOINT_CHANGED, point.firstSeq(), null, point.number()));
                    }
                }
            }
            if (lines.next(line)) {
                problems.add(new TrailProblem(Kind.ROW_ADDED, head.size(), null, null));
            }
        }
        return rows;
    }

    private Subtrees frontier() {
        List<Integer> levels = new ArrayList<>();
        for (int level = Long.SIZE - 2; level >= 0; level--) {
            if ((head.first() >> level & 1) == 1) {
                levels.add(level);
            }
        }
        return (level, index) -> HexFormat.of().parseHex(head.frontier().get(levels.indexOf(level)));
    }

    private static List<Checkpoint> checkpoints(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(OutsideCopy::line)
                    .map(line -> Checkpoint.parse(line.text(), line.signature()))
                    .toList();
        }
    }

    private static List<OutsideCopy.Line> kept(Path file, Checkpoint start) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(OutsideCopy::line)
                    .filter(line -> start == null || line.number() >= start.number())
                    .toList();
        }
    }
}
