package io.yihu.exchange.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Tells UTF-8 (with or without mark), UTF-16 (with mark) and GB18030 apart. */
final class Charsets {
    static final Charset GB18030 = Charset.forName("GB18030");
    private static final int SAMPLE = 1 << 20;

    private Charsets() {}

    /** Reads up to the first megabyte that holds anything but ASCII. */
    static Charset detect(InputStream in) throws IOException {
        byte[] block = in.readNBytes(SAMPLE);
        if (starts(block, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        if (starts(block, 0xfe, 0xff)) {
            return StandardCharsets.UTF_16BE;
        }
        while (block.length > 0 && ascii(block)) {
            block = in.readNBytes(SAMPLE);
        }
        if (block.length == 0 || starts(block, 0xef, 0xbb, 0xbf)) {
            return StandardCharsets.UTF_8;
        }
        return looksLikeUtf8(block) ? StandardCharsets.UTF_8 : GB18030;
    }

    /** Chinese in GB18030 hardly ever forms UTF-8 sequences; a few bad bytes in a UTF-8 file are rows to reject. */
    private static boolean looksLikeUtf8(byte[] block) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(block);
        CharBuffer out = CharBuffer.allocate(8192);
        int bad = 0;
        int good = 0;
        while (true) {
            var result = decoder.decode(in, out, false);
            out.flip();
            while (out.hasRemaining()) {
                good += out.get() >= 0x80 ? 1 : 0;
            }
            out.clear();
            if (result.isUnderflow()) {
                return bad <= good;
            }
            if (result.isError()) {
                bad++;
                in.position(in.position() + result.length());
            }
        }
    }

    private static boolean ascii(byte[] block) {
        for (byte b : block) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean starts(byte[] block, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= block.length || (block[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
