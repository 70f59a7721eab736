package io.yihu.trail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;

/** Grows canonical JSON without making objects; writes what {@link CanonicalJson} writes, byte for byte. */
final class CanonicalBytes {
    private static final long MICROS = 1_000_000;
    private static final long DAY = 86_400;
    private static final int FIRST_PLAIN = 0x20;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_DIGITS = 19;
    private static final boolean[] ESCAPED = new boolean[256];

    static {
        Arrays.fill(ESCAPED, 0, FIRST_PLAIN, true);
        ESCAPED['"'] = true;
        ESCAPED['\\'] = true;
    }

    private byte[] bytes = new byte[1024];
    private int length;

    void clear() {
        length = 0;
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    CanonicalBytes raw(byte[] source, int from, int to) {
        room(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    CanonicalBytes raw(byte[] source) {
        return raw(source, 0, source.length);
    }

    CanonicalBytes one(int sign) {
        room(1);
        bytes[length++] = (byte) sign;
        return this;
    }

    CanonicalBytes number(long value) {
        if (value == Long.MIN_VALUE) {
            return raw(Long.toString(value).getBytes(StandardCharsets.ISO_8859_1));
        }
        room(1 + MOST_DIGITS);
        long rest = Math.abs(value);
        int digits = 1;
        for (long power = 10; digits < MOST_DIGITS && rest >= power; power *= 10) {
            digits++;
        }
        if (value < 0) {
            bytes[length++] = '-';
        }
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** A JSON string of UTF-8 text. */
    CanonicalBytes text(byte[] source, int from, int to) {
        room(2 + 6 * (to - from));
        byte[] out = bytes;
        int at = length;
        out[at++] = '"';
        for (int i = from; i < to; i++) {
            byte sign = source[i];
            if (ESCAPED[sign & 0xff]) {
                length = at;
                escaped(sign);
                at = length;
            } else {
                out[at++] = sign;
            }
        }
        out[at++] = '"';
        length = at;
        return this;
    }

    private void escaped(byte sign) {
        bytes[length++] = '\\';
        switch (sign) {
            case '"', '\\' -> bytes[length++] = sign;
            case '\b' -> bytes[length++] = 'b';
            case '\f' -> bytes[length++] = 'f';
            case '\n' -> bytes[length++] = 'n';
            case '\r' -> bytes[length++] = 'r';
            case '\t' -> bytes[length++] = 't';
            default -> {
                bytes[length++] = 'u';
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = HEX[sign >> 4];
                bytes[length++] = HEX[sign & 0xf];
            }
        }
    }

    /** A UTC time to the microsecond, as a JSON string; microseconds since 1970. */
    CanonicalBytes time(long micros) {
        long second = Math.floorDiv(micros, MICROS);
        long day = Math.floorDiv(second, DAY);
        int rest = (int) (second - day * DAY);
        // days to year, month and day after the algorithm of Howard Hinnant, for the years that have four digits
        long shifted = day + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        int dayOfEra = (int) (shifted - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int month = (5 * dayOfYear + 2) / 153;
        long year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);
        if (year < 0 || year > 9999) {
            return farTime(second, micros);
        }
        room(29);
        bytes[length++] = '"';
        digits((int) year, 4, '-');
        digits(month < 10 ? month + 3 : month - 9, 2, '-');
        digits(dayOfYear - (153 * month + 2) / 5 + 1, 2, 'T');
        digits(rest / 3600, 2, ':');
        digits(rest / 60 % 60, 2, ':');
        digits(rest % 60, 2, '.');
        digits((int) (micros - second * MICROS), 6, 'Z');
        bytes[length++] = '"';
        return this;
    }

    private CanonicalBytes farTime(long second, long micros) {
        Instant instant = Instant.ofEpochSecond(second, Math.floorMod(micros, MICROS) * 1000);
        return one('"').raw(ActionRow.MICROS
                        .format(instant.atOffset(ZoneOffset.UTC))
                        .getBytes(StandardCharsets.US_ASCII))
                .one('"');
    }

    private void digits(int value, int width, char after) {
        int rest = value;
        for (int i = width - 1; i >= 0; i--) {
            bytes[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += width;
        bytes[length++] = (byte) after;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
