package io.yihu.exchange;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rows in PostgreSQL's binary COPY format, written straight into one growing array. */
public final class CopyBuffer {
    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final BigInteger TEN_THOUSAND = BigInteger.valueOf(10_000);
    private byte[] bytes;
    private int size;
    private int rows;

    public CopyBuffer(int capacity) {
        bytes = new byte[capacity];
        System.arraycopy(SIGNATURE, 0, bytes, 0, SIGNATURE.length);
        size = SIGNATURE.length;
    }

    public int size() {
        return size;
    }

    public int rows() {
        return rows;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Ends the stream; the array then holds {@link #size()} bytes for COPY. */
    public void end() {
        putShort(-1);
    }

    public int mark() {
        return size;
    }

    /** Forgets what was written since the mark: the row turned out bad. */
    public void reset(int mark) {
        size = mark;
    }

    public void startRow(int columns) {
        putShort(columns);
    }

    public void endRow() {
        rows++;
    }

    public void putNull() {
        putInt(-1);
    }

    public void putBoolean(boolean value) {
        putInt(1);
        room(1);
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    public void putLong(long value) {
        putInt(8);
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    /** Days since 1970-01-01. */
    public void putDate(long epochDay) {
        putInt(4);
        putInt((int) (epochDay - 10_957));
    }

    /** Microseconds since 1970-01-01T00:00Z. */
    public void putTimestamp(long micros) {
        putLong(micros - 946_684_800_000_000L);
    }

    public void putText(String value) {
        int at = size;
        putInt(0);
        int length = value.length();
        room(length);
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                size = at + 4;
                byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
                room(encoded.length);
                System.arraycopy(encoded, 0, bytes, size, encoded.length);
                size += encoded.length;
                setInt(at, encoded.length);
                return;
            }
            bytes[size++] = (byte) c;
        }
        setInt(at, length);
    }

    /** A decimal number as base-10000 digits around the decimal point. */
    public void putNumeric(BigDecimal value) {
        int scale = Math.max(0, value.scale());
        BigInteger unscaled = value.setScale(scale).unscaledValue();
        int padding = (4 - scale % 4) % 4;
        BigInteger rest = unscaled.abs().multiply(BigInteger.TEN.pow(padding));
        int weight = -(scale + padding) / 4;
        short[] digits = new short[40];
        int count = 0;
        while (rest.bitLength() > 62) {
            BigInteger[] parts = rest.divideAndRemainder(TEN_THOUSAND);
            digits = digits.length == count ? Arrays.copyOf(digits, count * 2) : digits;
            digits[count++] = parts[1].shortValue();
            rest = parts[0];
        }
        for (long small = rest.longValue(); small > 0; small /= 10_000) {
            digits = digits.length == count ? Arrays.copyOf(digits, count * 2) : digits;
            digits[count++] = (short) (small % 10_000);
        }
        putDigits(digits, count, weight + count - 1, value.signum() < 0, scale);
    }

    /** Hundredths of a unit as a number with two decimals; no object is made. */
    public void putCents(long cents) {
        long whole = Math.abs(cents / 100);
        int fraction = (int) Math.abs(cents % 100) * 100;
        int groups = 0;
        for (long rest = whole; rest > 0; rest /= 10_000) {
            groups++;
        }
        int count = groups + (fraction > 0 ? 1 : 0);
        putInt(8 + 2 * count);
        putShort(count);
        putShort(count == 0 ? 0 : groups - 1);
        putShort(cents < 0 ? 0x4000 : 0);
        putShort(2);
        long unit = 1;
        for (int i = 1; i < groups; i++) {
            unit *= 10_000;
        }
        for (; groups > 0; groups--, unit /= 10_000) {
            putShort((int) (whole / unit % 10_000));
        }
        if (fraction > 0) {
            putShort(fraction);
        }
    }

    public void putInteger(int value) {
        putInt(4);
        putInt(value);
    }

    private void putDigits(short[] digits, int count, int weight, boolean negative, int scale) {
        putInt(8 + 2 * count);
        putShort(count);
        putShort(count == 0 ? 0 : weight);
        putShort(negative ? 0x4000 : 0);
        putShort(scale);
        for (int i = count - 1; i >= 0; i--) {
            putShort(digits[i]);
        }
    }

    private void putShort(int value) {
        room(2);
        bytes[size++] = (byte) (value >>> 8);
        bytes[size++] = (byte) value;
    }

    private void putInt(int value) {
        room(4);
        setInt(size, value);
        size += 4;
    }

    private void setInt(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
