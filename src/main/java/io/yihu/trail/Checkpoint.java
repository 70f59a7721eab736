package io.yihu.trail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What is signed after each segment: the tree so far, chained to the checkpoint before.
 *
 * @param firstSeq number of the first row of the segment
 * @param treeSize rows sealed so far
 * @param root RFC 6962 root of all of them
 * @param segmentRoot RFC 6962 root of the rows of this segment alone
 * @param snapshot {@code pg_snapshot} the segment was cut at
 * @param previous digest of the text of the checkpoint before, null for the first
 */
record Checkpoint(
        long number,
        String logId,
        long firstSeq,
        long treeSize,
        byte[] root,
        byte[] segmentRoot,
        String snapshot,
        Instant sealedAt,
        byte[] previous,
        String keyId,
        byte[] signature) {
    private static final int LINES = 11;

    /** The signed text; one fact a line. */
    String text() {
        HexFormat hex = HexFormat.of();
        return "yihu-trail/1\n"
                + "log " + logId + "\n"
                + "number " + number + "\n"
                + "first " + firstSeq + "\n"
                + "size " + treeSize + "\n"
                + "root " + hex.formatHex(root) + "\n"
                + "segment " + hex.formatHex(segmentRoot) + "\n"
                + "snapshot " + snapshot + "\n"
                + "time " + sealedAt + "\n"
                + "previous " + (previous == null ? "-" : hex.formatHex(previous)) + "\n"
                + "key " + keyId + "\n";
    }

    /** Reads a signed text again; {@link IllegalArgumentException} when it is no such text. */
    static Checkpoint parse(String text, byte[] signature) {
        String[] values =
                text.lines().map(line -> line.substring(line.indexOf(' ') + 1)).toArray(String[]::new);
        if (values.length != LINES) {
            throw new IllegalArgumentException("No checkpoint: " + text);
        }
        HexFormat hex = HexFormat.of();
        Checkpoint point = new Checkpoint(
                Long.parseLong(values[2]),
                values[1],
                Long.parseLong(values[3]),
                Long.parseLong(values[4]),
                hex.parseHex(values[5]),
                hex.parseHex(values[6]),
                values[7],
                Instant.parse(values[8]),
                values[9].equals("-") ? null : hex.parseHex(values[9]),
                values[10],
                signature);
        if (!point.text().equals(text)) {
            throw new IllegalArgumentException("No checkpoint: " + text);
        }
        return point;
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    Checkpoint signed(byte[] by) {
        return new Checkpoint(
                number, logId, firstSeq, treeSize, root, segmentRoot, snapshot, sealedAt, previous, keyId, by);
    }
}
