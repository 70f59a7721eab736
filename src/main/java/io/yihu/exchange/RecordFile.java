package io.yihu.exchange;

import io.yihu.exchange.reading.FileRefused;
import io.yihu.exchange.reading.ReadOptions;
import io.yihu.exchange.reading.RowSource;
import io.yihu.exchange.reading.SourceFile;
import io.yihu.exchange.reading.SourceRow;
import io.yihu.platform.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/** Any table file (CSV, gzip, xlsx) read record by record for others than the loading of feeds. */
public final class RecordFile {
    private RecordFile() {}

    /**
     * Reads the whole file.
     *
     * @param charset null to detect, likewise the separator; sheet null for the first
     * @param rows receives the line number and the cells, as many as the header has
     * @return names of the columns
     */
    public static List<String> read(
            Path file, String charset, String separator, String sheet, BiConsumer<Long, String[]> rows) {
        try (RowSource source = SourceFile.open(file, new ReadOptions(charset, separator, sheet))) {
            int width = source.header().size();
            for (SourceRow row = source.next(); row != null; row = source.next()) {
                String[] cells = new String[width];
                for (int i = 0; i < width; i++) {
                    String cell = row.cell(i);
                    cells[i] = cell == null || cell.isBlank() ? null : cell.strip();
                }
                rows.accept(row.line(), cells);
            }
            return source.header();
        } catch (FileRefused refused) {
            throw Refusal.invalid("exchange.refused." + refused.reason(), (Object[]) refused.arguments());
        } catch (IOException e) {
            throw Refusal.invalid("exchange.refused.unreadable");
        }
    }
}
