package io.yihu.exchange;

import io.yihu.platform.Slice;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Rows of files as they were sent; they speak of taxpayers, so every reading leaves a row of its own. */
@Service
@RequiredArgsConstructor
public class FileReadingService {
    private final RejectQueries rejects;
    private final RejectWorkbook workbook;
    private final LineageQueries lineage;
    private final PreviewQueries previews;

    /** One page of reports, see {@link RejectQueries#list}. */
    @Traced(value = "exchange.rejects.view", read = true)
    public Slice<RejectQueries.RejectRow> rejects(
            BatchRow batch, String reason, Boolean warning, String after, int limit, Locale locale) {
        Trail.object("batch", batch.id());
        return rejects.list(batch.id(), reason, warning, after, limit, locale);
    }

    @Traced(value = "exchange.rejects.export", read = true)
    public void workbook(BatchRow batch, Locale locale, OutputStream out) {
        Trail.object("batch", batch.id());
        try {
            workbook.write(batch, locale, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Traced(value = "exchange.line.view", read = true)
    public LineageQueries.Origin line(BatchRow batch, long line) {
        Trail.object("batch", batch.id());
        Trail.note("line", line);
        return lineage.origin(batch.id(), line);
    }

    @Traced(value = "exchange.preview.view", read = true)
    public PreviewQueries.Shown preview(BatchRow batch, Locale locale) {
        Trail.object("batch", batch.id());
        return previews.of(batch, locale);
    }
}
