package io.yihu.trail;

import io.yihu.platform.Refusal;
import io.yihu.trail.merkle.Subtrees;
import io.yihu.trail.merkle.TreeHash;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes sealed rows with all that proves them, for a check that needs neither database nor application: the rows in
 * their canonical form, one a line, their hashes, the signed checkpoints and the public key.
 */
@Component
@RequiredArgsConstructor
class TrailExport {
    static final String LOG = "log.json";
    static final String ROWS = "rows.jsonl";
    static final String CHECKPOINTS = "checkpoints.jsonl";
    static final String LEAVES = "leaves";
    static final String KEY = "key.pub";
    static final String FORMAT = "yihu-trail-export/1";

    /** Where the parts go, one after the other; each is closed before the next is opened. */
    interface Parts {
        OutputStream open(String name) throws IOException;
    }

    /**
     * What is written in {@code log.json}.
     *
     * @param first number of the first row; the checkpoint before it stands first among the checkpoints
     * @param frontier hashes of the complete subtrees over the rows before it, the largest first
     */
    record Head(String format, String log, String suite, long first, long size, List<String> frontier) {}

    private final SealStore store;
    private final TrailKeys keys;
    private final RetiredRows retired;
    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    /** Writes the segments {@code [from, to]} in the snapshot of the caller's transaction. */
    Head write(long from, long to, Parts parts) {
        SealStore.Log log = store.log().orElseThrow(Refusal::notFound);
        List<Checkpoint> points = store.checkpoints(Math.max(0, from - 1), Integer.MAX_VALUE).stream()
                .filter(point -> point.number() <= to)
                .toList();
        List<Checkpoint> covered =
                points.stream().filter(point -> point.number() >= from).toList();
        if (covered.isEmpty()) {
            throw Refusal.invalid("trail.export.empty");
        }
        long first = covered.get(0).firstSeq();
        long end = covered.get(covered.size() - 1).treeSize();
        if (first < retired.end()) {
            throw Refusal.invalid("trail.export.retired");
        }
        Head head = new Head(
                FORMAT,
                log.id(),
                log.suite().name(),
                first,
                end,
                frontier(log.suite().hash(), first));
        try {
            text(parts, LOG, json.writeValueAsString(head) + "\n");
            text(parts, KEY, keys.publicKey(log.suite()) + "\n");
            try (OutputStream out = new BufferedOutputStream(parts.open(CHECKPOINTS))) {
                for (Checkpoint point : points) {
                    out.write((OutsideCopy.written(point) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
            try (OutputStream out = new BufferedOutputStream(parts.open(LEAVES))) {
                rows(covered, row -> out.write(row.leaf()));
            }
            try (OutputStream out = new BufferedOutputStream(parts.open(ROWS), 1 << 16)) {
                rows(covered, row -> {
                    if (!row.present()) {
                        throw new IOException("Row " + row.seq() + " is not in the database any more");
                    }
                    CanonicalBytes line = row.canonical();
                    out.write(line.array(), 0, line.length());
                    out.write('\n');
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return head;
    }

    private void rows(List<Checkpoint> points, SealedRows.Taker taker) {
        jdbc.execute((ConnectionCallback<Void>) connection -> {
            try {
                inOrder(connection, points, taker);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return null;
        });
    }

    private static void inOrder(Connection connection, List<Checkpoint> points, SealedRows.Taker taker)
            throws java.sql.SQLException, IOException {
        SealedRows rows = new SealedRows(connection);
        for (List<Checkpoint> stretch : StretchCheck.stretches(points)) {
            rows.readInOrder(
                    stretch.get(0).firstSeq(), stretch.get(stretch.size() - 1).treeSize(), taker);
        }
    }

    private List<String> frontier(TreeHash hash, long size) {
        Subtrees known = store.subtrees(hash);
        List<String> frontier = new ArrayList<>();
        for (int level = Long.SIZE - 2; level >= 0; level--) {
            if ((size >> level & 1) == 1) {
                frontier.add(HexFormat.of().formatHex(known.hash(level, (size >> level) - 1)));
            }
        }
        return frontier;
    }

    private static void text(Parts parts, String name, String content) throws IOException {
        try (OutputStream out = parts.open(name)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }
}
