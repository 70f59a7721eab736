package io.yihu.exchange;

import java.nio.file.Path;

/**
 * A file in the spool, waiting to become a batch.
 *
 * @param feed canonical feed or code of a definition
 * @param source where the data come from, kept on every row; null takes the definition's or the file name
 * @param idempotencyKey the sender's own key of the request, or null
 */
public record ReceivedFile(
        String feed,
        Path spool,
        String fileName,
        String sha256,
        long bytes,
        String source,
        Channel channel,
        String idempotencyKey) {
    /** The way it came. */
    public enum Channel {
        PAGE,
        API,
        COMMAND,
        SYSTEM
    }
}
