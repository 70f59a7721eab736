package io.yihu.exchange.staging;

import io.yihu.exchange.CopyBuffer;
import io.yihu.exchange.mapping.BadCell;
import java.util.List;

/**
 * Some thousand records read, typed and ready for COPY.
 *
 * @param rowsRead records of the file read so far, this chunk included: where to go on after a kill
 * @param parts one buffer for each canonical feed
 * @param found rejects and warnings, each with the record's cells
 * @param rejected records of this chunk that at least one feed does not get
 * @param filtered records of this chunk left out by a condition of every feed
 */
record Chunk(long rowsRead, List<CopyBuffer> parts, List<Found> found, long rejected, long filtered) {
    /** A reported cell with the record as it was sent. */
    record Found(BadCell cell, String[] cells) {}
}
