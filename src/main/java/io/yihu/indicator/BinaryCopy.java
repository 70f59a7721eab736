package io.yihu.indicator;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.PGCopyInputStream;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** PostgreSQL's binary COPY, as far as vectors need it: whole numbers, dates and arrays of numbers, without a detour over text. */
final class BinaryCopy {
    private static final byte[] HEAD = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final LocalDate ZERO = LocalDate.of(2000, 1, 1);
    private static final int FLOAT8 = 701;
    private static final int FLOAT4 = 700;
    private static final int CHUNK = 1 << 18;

    private static final int NEGATIVE = 0x4000;
    /** Groups of four decimal digits that fit a long. */
    private static final int SAFE_DIGITS = 4;
    /** Whole numbers below are exact as double, and so are the powers of ten below; one operation on both rounds once. */
    private static final long EXACT = 1L << 53;

    private static final double[] TENS = IntStream.rangeClosed(0, 22)
            .mapToDouble(n -> Double.parseDouble("1e" + n))
            .toArray();

    private BinaryCopy() {}

    /** Receives one row; must read exactly its fields. */
    interface Reader {
        void row(DataInputStream in) throws IOException;
    }

    /** Writes rows. */
    interface Writer {
        void rows(Out out) throws IOException;
    }

    static void read(DataSource source, String sql, Reader reader) {
        Connection connection = DataSourceUtils.getConnection(source);
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(new PGCopyInputStream(connection.unwrap(PGConnection.class), sql), CHUNK))) {
            in.skipNBytes(HEAD.length);
            while (in.readShort() >= 0) {
                reader.row(in);
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, source);
        }
    }

    static void write(DataSource source, String sql, Writer writer) {
        Connection connection = DataSourceUtils.getConnection(source);
        try {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
            try (Out out = new Out(copy)) {
                writer.rows(out);
            } catch (IOException | RuntimeException e) {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
                throw e;
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, source);
        }
    }

    static long readLong(DataInputStream in) throws IOException {
        return switch (in.readInt()) {
            case 2 -> in.readShort();
            case 4 -> in.readInt();
            case 8 -> in.readLong();
            default -> throw new IOException("not a whole number");
        };
    }

    static LocalDate readDate(DataInputStream in) throws IOException {
        return ZERO.plusDays(readLong(in));
    }

    /** A whole number as a double, NaN where it is null. */
    static double readWhole(DataInputStream in) throws IOException {
        return switch (in.readInt()) {
            case -1 -> Double.NaN;
            case 2 -> in.readShort();
            case 4 -> in.readInt();
            case 8 -> in.readLong();
            default -> throw new IOException("not a whole number");
        };
    }

    /** A number or NaN where it is null. */
    static double readDouble(DataInputStream in) throws IOException {
        return in.readInt() < 0 ? Double.NaN : in.readDouble();
    }

    /** An exact decimal as the number nearest to it, NaN where it is null; no detour over text. */
    static double readNumeric(DataInputStream in) throws IOException {
        if (in.readInt() < 0) {
            return Double.NaN;
        }
        int digits = in.readShort();
        int weight = in.readShort();
        int sign = in.readShort() & 0xffff;
        in.readShort();
        long whole = 0;
        BigDecimal large = null;
        for (int i = 0; i < digits; i++) {
            int next = in.readShort();
            if (i >= SAFE_DIGITS) {
                large = (large == null ? BigDecimal.valueOf(whole) : large)
                        .scaleByPowerOfTen(4)
                        .add(BigDecimal.valueOf(next));
            } else {
                whole = whole * 10_000 + next;
            }
        }
        if (sign > NEGATIVE) {
            return Double.NaN;
        }
        int power = 4 * (weight - digits + 1);
        double value;
        if (large != null || whole >= EXACT || Math.abs(power) >= TENS.length) {
            value = (large == null ? BigDecimal.valueOf(whole) : large)
                    .scaleByPowerOfTen(power)
                    .doubleValue();
        } else {
            value = power < 0 ? whole / TENS[-power] : whole * TENS[power];
        }
        return sign == NEGATIVE ? -value : value;
    }

    /** Reads an array into the columns from {@code first} on; null, not-a-number and infinity are no data. */
    static void readArray(DataInputStream in, double[][] columns, int first, int row) throws IOException {
        int length = length(in);
        for (int i = 0; i < length; i++) {
            double value = readDouble(in);
            columns[first + i][row] = Double.isInfinite(value) ? Double.NaN : value;
        }
    }

    /** An array of numbers, NaN where one is null. */
    static double[] readArray(DataInputStream in) throws IOException {
        double[] values = new double[length(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = readDouble(in);
        }
        return values;
    }

    /** The head of an array of one dimension, read to its first number. */
    private static int length(DataInputStream in) throws IOException {
        in.readInt();
        int dimensions = in.readInt();
        in.readInt();
        in.readInt();
        int length = dimensions == 0 ? 0 : in.readInt();
        if (dimensions > 0) {
            in.readInt();
        }
        return length;
    }

    /** The stream to the database. */
    static final class Out implements AutoCloseable {
        private final CopyIn copy;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(CHUNK + 8_192);
        private final DataOutputStream data = new DataOutputStream(bytes);

        Out(CopyIn copy) throws IOException {
            this.copy = copy;
            data.write(HEAD);
        }

        void row(int fields) throws IOException {
            if (bytes.size() > CHUNK) {
                flush();
            }
            data.writeShort(fields);
        }

        void bigint(long value) throws IOException {
            data.writeInt(8);
            data.writeLong(value);
        }

        void integer(int value) throws IOException {
            data.writeInt(4);
            data.writeInt(value);
        }

        void small(int value) throws IOException {
            data.writeInt(2);
            data.writeShort(value);
        }

        void text(String text) throws IOException {
            bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        void bytes(byte[] content) throws IOException {
            data.writeInt(content.length);
            data.write(content);
        }

        void date(LocalDate day) throws IOException {
            integer((int) ChronoUnit.DAYS.between(ZERO, day));
        }

        /** One row of the columns as an array; NaN becomes null. */
        void array(double[][] columns, int row, boolean single) throws IOException {
            int known = 0;
            for (double[] column : columns) {
                known += column[row] == column[row] ? 1 : 0;
            }
            int width = single ? 4 : 8;
            data.writeInt(20 + 4 * columns.length + width * known);
            data.writeInt(1);
            data.writeInt(known == columns.length ? 0 : 1);
            data.writeInt(single ? FLOAT4 : FLOAT8);
            data.writeInt(columns.length);
            data.writeInt(1);
            for (double[] column : columns) {
                double value = column[row];
                if (value != value) {
                    data.writeInt(-1);
                } else {
                    data.writeInt(width);
                    if (single) {
                        data.writeFloat((float) value);
                    } else {
                        data.writeDouble(value);
                    }
                }
            }
        }

        private void flush() throws IOException {
            try {
                byte[] chunk = bytes.toByteArray();
                copy.writeToCopy(chunk, 0, chunk.length);
                bytes.reset();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            if (!copy.isActive()) {
                return;
            }
            data.writeShort(-1);
            flush();
            try {
                copy.endCopy();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }
}
