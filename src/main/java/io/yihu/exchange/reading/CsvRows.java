package io.yihu.exchange.reading;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;

/** Comma separated values as RFC 4180 has them, any line ends; a file that stops inside a record is refused. */
final class CsvRows implements RowSource {
    private static final int LONGEST_RECORD = 32 << 20;
    private final TailReader tail;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final List<String> header;
    private long line;
    private CsvRecord ahead;

    CsvRows(TailReader tail, String separator) throws IOException {
        this.tail = tail;
        BufferedReader buffered = new BufferedReader(tail, 1 << 16);
        reader = CsvReader.builder()
                .fieldSeparator(separator == null ? separator(buffered) : separator.charAt(0))
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowUnclosedQuote(false)
                .allowExtraCharsAfterClosingQuote(false)
                .maxBufferSize(LONGEST_RECORD)
                .ofCsvRecord(buffered);
        records = reader.iterator();
        CsvRecord first = read();
        if (first == null) {
            throw new FileRefused("empty");
        }
        header = Headers.of(cells(first));
        ahead = read();
    }

    /** The separator that stands most often in the first line. */
    private static char separator(BufferedReader reader) throws IOException {
        reader.mark(1 << 15);
        char[] start = new char[1 << 14];
        int length = Math.max(0, reader.read(start));
        reader.reset();
        int commas = 0;
        int tabs = 0;
        int semicolons = 0;
        for (int i = 0; i < length && start[i] != '\n' && start[i] != '\r'; i++) {
            commas += start[i] == ',' ? 1 : 0;
            tabs += start[i] == '\t' ? 1 : 0;
            semicolons += start[i] == ';' ? 1 : 0;
        }
        if (tabs > commas && tabs >= semicolons) {
            return '\t';
        }
        return semicolons > commas ? ';' : ',';
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public SourceRow next() {
        CsvRecord current = ahead;
        if (current == null) {
            return null;
        }
        ahead = read();
        if (ahead == null && current.getFieldCount() < header.size() && !tail.endsWithLine()) {
            throw new FileRefused("cut_line", current.getStartingLineNumber());
        }
        return new SourceRow(current.getStartingLineNumber(), cells(current), null);
    }

    private CsvRecord read() {
        try {
            CsvRecord record = records.hasNext() ? records.next() : null;
            if (record != null) {
                line = record.getStartingLineNumber();
            }
            return record;
        } catch (CsvParseException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof FileRefused refused) {
                    throw refused;
                }
            }
            throw new FileRefused("quote", line);
        } catch (UncheckedIOException e) {
            throw new FileRefused("unreadable");
        }
    }

    private static String[] cells(CsvRecord record) {
        String[] cells = new String[record.getFieldCount()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = record.getField(i);
        }
        return cells;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
