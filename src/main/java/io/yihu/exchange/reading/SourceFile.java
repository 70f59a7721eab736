package io.yihu.exchange.reading;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens a received file by its first bytes; the name's extension means nothing. */
public final class SourceFile {
    private static final int BUFFER = 1 << 16;

    private SourceFile() {}

    /** Name of the format as reports show it. */
    public static String format(Path file, ReadOptions options) throws IOException {
        byte[] head = head(file);
        if (Magic.isZip(head)) {
            return "xlsx";
        }
        boolean packed = Magic.isGzip(head);
        try (InputStream text = text(file, packed)) {
            return (packed ? "gzip, " : "") + charset(text, options).name();
        }
    }

    public static RowSource open(Path file, ReadOptions options) throws IOException {
        byte[] head = head(file);
        if (head.length == 0) {
            throw new FileRefused("empty");
        }
        if (Magic.isZip(head)) {
            return XlsxRows.open(file, options.sheet());
        }
        boolean packed = Magic.isGzip(head);
        if (!packed) {
            Magic.refuseUnreadable(head);
        }
        try {
            Charset charset;
            try (InputStream sample = text(file, packed)) {
                charset = charset(sample, options);
            }
            TailReader reader = new TailReader(text(file, packed), charset);
            return ReadOptions.BLANK.equals(options.separator())
                    ? new BlankRows(reader)
                    : new CsvRows(reader, options.separator());
        } catch (EOFException | ZipException e) {
            throw new FileRefused("cut_gzip");
        }
    }

    private static Charset charset(InputStream sample, ReadOptions options) throws IOException {
        try {
            return options.charset() == null ? Charsets.detect(sample) : Charset.forName(options.charset());
        } catch (IllegalArgumentException e) {
            throw new FileRefused("charset", options.charset());
        }
    }

    private static InputStream text(Path file, boolean packed) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        if (!packed) {
            return raw;
        }
        try {
            BufferedInputStream inner = new BufferedInputStream(
                    new UnpackedStream(new GZIPInputStream(raw, BUFFER), Files.size(file)), BUFFER);
            inner.mark(16);
            byte[] head = inner.readNBytes(8);
            inner.reset();
            if (Magic.isGzip(head) || Magic.isZip(head)) {
                throw new FileRefused("nested");
            }
            Magic.refuseUnreadable(head);
            return inner;
        } catch (EOFException | ZipException e) {
            raw.close();
            throw new FileRefused("cut_gzip");
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(512);
        }
    }
}
