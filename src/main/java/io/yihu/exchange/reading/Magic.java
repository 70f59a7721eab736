package io.yihu.exchange.reading;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** First bytes that tell what a file really is. */
final class Magic {
    private Magic() {}

    static boolean isZip(byte[] head) {
        return starts(head, 'P', 'K', 3, 4) || starts(head, 'P', 'K', 5, 6);
    }

    static boolean isGzip(byte[] head) {
        return starts(head, 0x1f, 0x8b);
    }

    static void refuseUnreadable(byte[] head) {
        if (starts(head, 0xd0, 0xcf, 0x11, 0xe0)) {
            throw new FileRefused("old_excel");
        }
        if (starts(head, '%', 'P', 'D', 'F')
                || starts(head, 'R', 'a', 'r', '!')
                || starts(head, '7', 'z', 0xbc, 0xaf)
                || starts(head, 0x7f, 'E', 'L', 'F')
                || starts(head, 'M', 'Z')
                || starts(head, 0x89, 'P', 'N', 'G')
                || starts(head, 0xff, 0xd8, 0xff)
                || starts(head, 'B', 'Z', 'h')
                || starts(head, 0xfd, '7', 'z', 'X', 'Z')
                || starts(head, 0x28, 0xb5, 0x2f, 0xfd)) {
            throw new FileRefused("not_a_table");
        }
        String text = new String(head, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml")) {
            throw new FileRefused("markup");
        }
    }

    private static boolean starts(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
