package io.yihu.exchange.reading;

import java.io.EOFException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.nio.charset.Charset;
import java.util.zip.ZipException;

/** Decodes text, skips a byte order mark, and remembers how the text ended; bytes that fit no character become U+FFFD. */
final class TailReader extends FilterReader {
    private int last = -1;

    TailReader(InputStream in, Charset charset) throws IOException {
        super(new PushbackReader(new InputStreamReader(in, charset), 1));
        int first = in().read();
        if (first >= 0 && first != '\uFEFF') {
            in().unread(first);
        }
    }

    private PushbackReader in() {
        return (PushbackReader) in;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
        try {
            int read = in.read(target, from, length);
            if (read > 0) {
                last = target[from + read - 1];
            }
            return read;
        } catch (EOFException | ZipException e) {
            throw new FileRefused("cut_gzip");
        }
    }

    /** True when the text read so far ends with a line end. */
    boolean endsWithLine() {
        return last == '\n' || last == '\r';
    }
}
