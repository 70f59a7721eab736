package io.yihu.exchange.reading;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses a gzip that unpacks to far more than any table does. */
final class UnpackedStream extends FilterInputStream {
    private static final long FREE = 64L << 20;
    private static final long RATIO = 200;
    private final long packed;
    private long unpacked;

    UnpackedStream(InputStream in, long packed) {
        super(in);
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int read = super.read(target, from, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int read) {
        unpacked += read;
        if (unpacked > FREE && unpacked / Math.max(1, packed) > RATIO) {
            throw new FileRefused("bomb");
        }
    }
}
