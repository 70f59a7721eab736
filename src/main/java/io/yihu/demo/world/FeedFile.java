package io.yihu.demo.world;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One CSV file that grows row by row; empty means unknown. */
final class FeedFile implements AutoCloseable {
    private final CsvWriter csv;
    private final String[] cells;
    private long rows;

    FeedFile(Path folder, String name, String... columns) {
        try {
            csv = CsvWriter.builder()
                    .bufferSize(1 << 16)
                    .build(new OutputStreamWriter(
                            new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16),
                            StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        csv.writeRecord(columns);
        cells = new String[columns.length];
    }

    void row(Object... values) {
        if (values.length != cells.length) {
            throw new IllegalArgumentException(values.length + " values for " + cells.length + " columns");
        }
        for (int i = 0; i < values.length; i++) {
            cells[i] = values[i] == null ? "" : values[i].toString();
        }
        csv.writeRecord(cells);
        rows++;
    }

    long rows() {
        return rows;
    }

    /** Yuan and cents, exact. */
    static String money(long cents) {
        long whole = Math.abs(cents) / 100;
        long rest = Math.abs(cents) % 100;
        return (cents < 0 ? "-" : "") + whole + (rest < 10 ? ".0" : ".") + rest;
    }

    /** At most four decimals. */
    static String decimal(double value) {
        return BigDecimal.valueOf(value)
                .setScale(4, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    @Override
    public void close() {
        try {
            csv.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
