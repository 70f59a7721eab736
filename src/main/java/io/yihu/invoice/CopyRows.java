package io.yihu.invoice;

import io.yihu.exchange.CopyBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/** Rows out of and into the database in the binary form of COPY, on the connection of the present transaction. */
@Component
@RequiredArgsConstructor
class CopyRows {
    private static final byte SIGNATURE = 'P';
    private static final int HEADER = 19;
    private final DataSource dataSource;

    @FunctionalInterface
    private interface Copying {
        void run(CopyManager copy) throws SQLException, IOException;
    }

    /** The row stands behind its column count; it is used up when the consumer returns. */
    void read(String select, Consumer<ByteBuffer> row) {
        with(copy -> {
            CopyOut out = copy.copyOut("copy (" + select + ") to stdout (format binary)");
            try {
                for (byte[] bytes = out.readFromCopy(); bytes != null; bytes = out.readFromCopy()) {
                    ByteBuffer message = ByteBuffer.wrap(bytes);
                    if (bytes.length >= HEADER && bytes[0] == SIGNATURE && bytes[1] == 'G') {
                        message.position(HEADER);
                    }
                    if (message.remaining() >= 2 && message.getShort() > 0) {
                        row.accept(message);
                    }
                }
            } finally {
                if (out.isActive()) {
                    out.cancelCopy();
                }
            }
        });
    }

    /** Brings finished rows into the table; {@code target} names table and columns. */
    void write(String target, CopyBuffer rows) {
        rows.end();
        with(copy -> copy.copyIn(
                "copy " + target + " from stdin (format binary)",
                new ByteArrayInputStream(rows.bytes(), 0, rows.size()),
                1 << 16));
    }

    private void with(Copying work) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            work.run(connection.unwrap(PGConnection.class).getCopyAPI());
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
