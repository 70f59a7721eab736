package io.yihu.exchange;

import io.yihu.exchange.reading.FileRefused;
import io.yihu.exchange.reading.RowSource;
import io.yihu.exchange.reading.SourceFile;
import io.yihu.exchange.reading.SourceRow;
import io.yihu.platform.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** From a register row back to the file it came from: batch and line give source, file and the record as it was sent. */
@Component
@RequiredArgsConstructor
public class LineageQueries {
    private final Batches batches;
    private final Feeds feeds;

    /**
     * Where a row came from.
     *
     * @param header names of the file's columns
     * @param cells the record as it was sent, empty when the file is no longer kept or has no such line
     */
    public record Origin(BatchRow batch, long line, List<String> header, List<String> cells) {}

    /** Batch without its text; null when the batch is unknown (demo data made in the house have none). */
    public BatchRow batch(long id) {
        return batches.find(id).orElse(null);
    }

    /** Reads the kept file up to the line. */
    public Origin origin(long batchId, long line) {
        BatchRow batch = batches.find(batchId).orElseThrow(Refusal::notFound);
        Path file = Path.of(batch.spool());
        if (!Files.exists(file) || feeds.confidential(batch)) {
            return new Origin(batch, line, batch.header(), List.of());
        }
        try (RowSource source = SourceFile.open(file, feeds.of(batch).options())) {
            for (SourceRow row = source.next(); row != null && row.line() <= line; row = source.next()) {
                if (row.line() == line) {
                    return new Origin(
                            batch,
                            line,
                            source.header(),
                            Arrays.stream(row.cells())
                                    .map(cell -> cell == null ? "" : cell)
                                    .toList());
                }
            }
            return new Origin(batch, line, source.header(), List.of());
        } catch (IOException | FileRefused e) {
            return new Origin(batch, line, batch.header(), List.of());
        }
    }
}
