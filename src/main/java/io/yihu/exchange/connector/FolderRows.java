package io.yihu.exchange.connector;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.yihu.exchange.reading.FileRefused;
import io.yihu.exchange.reading.ReadOptions;
import io.yihu.exchange.reading.RowSource;
import io.yihu.exchange.reading.SourceFile;
import io.yihu.exchange.reading.SourceRow;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Files the source puts into a folder of its own, whole or in parts: {@code connectors/<connector>/<data set>/} of the data folder. */
@Component
@Order(20)
@RequiredArgsConstructor
class FolderRows implements ChangedRows {
    private final YihuProperties properties;

    @Override
    public boolean serves(Connector connector) {
        return Files.isDirectory(folder(connector));
    }

    @Override
    public String place(Connector connector) {
        return "connectors/" + connector.code();
    }

    private Path folder(Connector connector) {
        return properties.dataDir().toAbsolutePath().normalize().resolve(place(connector));
    }

    @Override
    public Taken since(Connector connector, Connector.DataSet set, LocalDateTime since, LocalDateTime now, Path into) {
        ChangeMark mark = new ChangeMark(since, now);
        Kept kept = new Kept();
        try (CsvWriter csv = CsvWriter.builder().build(into)) {
            for (Path file : files(folder(connector).resolve(set.name()))) {
                kept.file(file, set.mark(), mark, csv);
            }
        } catch (IOException e) {
            throw Refusal.conflict("exchange.connector.unreadable", e.getMessage());
        }
        return new Taken(kept.rows, mark.newest());
    }

    /** By name, so that a later part of one day follows an earlier one. */
    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The rows of several files under the header of the first; another order of columns is put right. */
    private static final class Kept {
        private List<String> columns;
        private long rows;

        void file(Path file, String markColumn, ChangeMark mark, CsvWriter csv) throws IOException {
            try (RowSource source = SourceFile.open(file, ReadOptions.DETECT)) {
                List<String> header = source.header();
                int at = header.indexOf(markColumn);
                if (at < 0) {
                    throw Refusal.conflict("exchange.connector.noMark", file.getFileName(), markColumn);
                }
                if (columns == null) {
                    columns = header;
                    csv.writeRecord(header);
                }
                int[] places = columns.stream().mapToInt(header::indexOf).toArray();
                String[] ordered = new String[places.length];
                for (SourceRow row = source.next(); row != null; row = source.next()) {
                    if (mark.wants(row.cell(at))) {
                        for (int i = 0; i < places.length; i++) {
                            String cell = places[i] < 0 ? null : row.cell(places[i]);
                            ordered[i] = cell == null ? "" : cell;
                        }
                        csv.writeRecord(ordered);
                        rows++;
                    }
                }
            } catch (FileRefused refused) {
                throw Refusal.conflict("exchange.refused." + refused.reason(), (Object[]) refused.arguments());
            }
        }
    }
}
