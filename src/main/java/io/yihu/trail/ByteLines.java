package io.yihu.trail;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Lines of a file as bytes, without making an object for each. */
final class ByteLines implements Closeable {
    private static final int BUFFER = 1 << 16;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;

    ByteLines(InputStream in) {
        this.in = in;
    }

    /** Reads the next line without its end; false when there is none. A last line without an end counts. */
    boolean next(CanonicalBytes line) throws IOException {
        line.clear();
        boolean any = false;
        while (at < end || fill()) {
            any = true;
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            line.raw(buffer, from, at);
            if (at < end) {
                at++;
                return true;
            }
        }
        return any;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
