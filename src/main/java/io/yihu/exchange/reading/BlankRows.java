package io.yihu.exchange.reading;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** Columns parted by runs of blanks, one record a line. */
final class BlankRows implements RowSource {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u3000]+");
    private static final int LONGEST_LINE = 1 << 20;
    private final BufferedReader reader;
    private final TailReader tail;
    private final List<String> header;
    private long line;
    private String ahead;

    BlankRows(TailReader tail) throws IOException {
        this.tail = tail;
        this.reader = new BufferedReader(tail, 1 << 16);
        String first = read();
        if (first == null) {
            throw new FileRefused("empty");
        }
        header = Headers.of(BLANKS.split(first.strip()));
        ahead = read();
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public SourceRow next() throws IOException {
        if (ahead == null) {
            return null;
        }
        long at = line;
        String[] cells = BLANKS.split(ahead.strip());
        ahead = read();
        if (ahead == null && cells.length < header.size() && !tail.endsWithLine()) {
            throw new FileRefused("cut_line", at);
        }
        return new SourceRow(at, cells, null);
    }

    private String read() throws IOException {
        StringBuilder text = new StringBuilder();
        while (true) {
            text.setLength(0);
            int character = reader.read();
            if (character < 0) {
                return null;
            }
            line++;
            for (; character >= 0 && character != '\n'; character = reader.read()) {
                if (text.length() >= LONGEST_LINE) {
                    throw new FileRefused("line_too_long", line);
                }
                text.append((char) character);
            }
            if (!text.toString().isBlank()) {
                return text.toString();
            }
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
