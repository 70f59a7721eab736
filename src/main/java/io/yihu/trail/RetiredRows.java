package io.yihu.trail;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which rows were taken out of the log on purpose: as far as a line signed with a key one trusts says so. */
@Component
@RequiredArgsConstructor
class RetiredRows {
    static final String HEAD = "yihu trail retired";
    /** Nothing was taken out. */
    static final Bound NONE = new Bound(0, Long.MIN_VALUE);

    /** Rows numbered below {@code end} with ids below {@code belowId} may be gone. */
    record Bound(long end, long belowId) {
        boolean allows(long seq, long actionId) {
            return seq < end && actionId < belowId;
        }
    }

    private record Line(long endSeq, long belowId, String text, String keyId, byte[] signature) {}

    private final JdbcClient jdbc;
    private final SealStore store;
    private final TrailKeys keys;

    long end() {
        return store.log().map(this::bound).orElse(NONE).end();
    }

    /** The furthest line that is signed, for this log, and says in its signed text what its columns say. */
    Bound bound(SealStore.Log log) {
        Optional<Line> furthest = jdbc
                .sql("select end_seq, below_id, text, key_id, signature from trail.retired order by end_seq desc")
                .query(Line.class)
                .list()
                .stream()
                .filter(line -> signed(line, log))
                .findFirst();
        return furthest.map(line -> new Bound(line.endSeq(), line.belowId())).orElse(NONE);
    }

    private boolean signed(Line line, SealStore.Log log) {
        String said =
                String.join("\n", HEAD, log.id(), Long.toString(line.endSeq()), Long.toString(line.belowId()), "");
        return line.text().startsWith(said)
                && keys.verify(
                                log.suite(),
                                line.keyId(),
                                line.text().getBytes(StandardCharsets.UTF_8),
                                line.signature())
                        .orElse(false);
    }
}
