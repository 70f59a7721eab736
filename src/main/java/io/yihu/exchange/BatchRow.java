package io.yihu.exchange;

import java.time.Instant;
import java.util.List;

/**
 * A batch as pages, the API and the command line show it; times in UTC.
 *
 * @param mapping feed, or definition@version: how the file was read
 * @param wanted NOTHING (only received), CHECK (dry run) or LOAD
 * @param repeated records that said the same as an earlier one of the file
 * @param refusal why nothing was loaded, key suffix of {@code exchange.refused.}
 */
public record BatchRow(
        long id,
        String feed,
        String definition,
        Integer definitionVersion,
        String mapping,
        String source,
        String fileName,
        String sha256,
        long bytes,
        String spool,
        String state,
        String wanted,
        String createdBy,
        String createdByName,
        String channel,
        Long jobId,
        String format,
        List<String> header,
        List<String> unknownColumns,
        long read,
        long inserted,
        long updated,
        long unchanged,
        long repeated,
        long rejected,
        long filtered,
        long warned,
        String refusal,
        List<String> refusalArguments,
        String reference,
        long stagingMillis,
        long checkMillis,
        long mergeMillis,
        Instant createdAt,
        Instant finishedAt) {

    public boolean finished() {
        return finishedAt != null;
    }

    /** Records that are in the registers now because of this batch, or were there already. */
    public long loaded() {
        return inserted + updated + unchanged;
    }

    public boolean dryRunDone() {
        return state.equals("CHECKED") && wanted.equals("CHECK");
    }
}
