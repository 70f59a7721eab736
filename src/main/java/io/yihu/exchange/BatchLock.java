package io.yihu.exchange;

import io.yihu.platform.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** One process works on a batch at a time; a killed one lets go with its connection. */
@Component
@RequiredArgsConstructor
class BatchLock {
    private static final int SPACE = 0x6261_7463;
    private final DataSource dataSource;

    /** Releases by closing. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    Held hold(long batch) {
        Connection connection = null;
        try {
            connection = dataSource.getConnection();
            if (!call(connection, "select pg_try_advisory_lock(" + SPACE + ", " + (int) batch + ")")) {
                connection.close();
                throw Refusal.conflict("exchange.error.busy", batch);
            }
            Connection held = connection;
            return () -> release(held, batch);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void release(Connection connection, long batch) {
        try (connection) {
            call(connection, "select pg_advisory_unlock(" + SPACE + ", " + (int) batch + ")");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean call(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.next() && result.getBoolean(1);
        }
    }
}
