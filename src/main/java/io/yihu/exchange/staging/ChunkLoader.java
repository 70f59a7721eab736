package io.yihu.exchange.staging;

import io.yihu.exchange.CopyBuffer;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.mapping.BadCell;
import io.yihu.exchange.reading.FileRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings one chunk into its tables: rows, rejects and progress in one transaction. */
@Component
@RequiredArgsConstructor
class ChunkLoader {
    static final int MOST_REJECTS = 100_000;
    private final DataSource dataSource;
    private final PlatformTransactionManager transactions;
    private final WarningBound warnings;

    void load(long batch, List<FeedSchema> schemas, Chunk chunk) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            jdbc.execute("set local synchronous_commit = off");
            for (int part = 0; part < schemas.size(); part++) {
                CopyBuffer buffer = chunk.parts().get(part);
                if (buffer.rows() > 0) {
                    copy(jdbc, batch, part, schemas.get(part), buffer);
                    jdbc.update(
                            "update exchange.batch_part set rows_staged = rows_staged + ? where batch_id = ? and part = ?",
                            buffer.rows(),
                            batch,
                            part);
                }
            }
            report(jdbc, batch, listed(jdbc, batch, chunk.found()));
            Long rejects =
                    jdbc.queryForObject("""
                    update exchange.batch set rows_read = ?, rows_rejected = rows_rejected + ?, rows_filtered = rows_filtered + ?
                    where id = ? returning rows_rejected""", Long.class, chunk.rowsRead(), chunk.rejected(), chunk.filtered(), batch);
            if (rejects != null && rejects > MOST_REJECTS) {
                throw new FileRefused("too_many_rejects", MOST_REJECTS);
            }
        });
    }

    private static void copy(JdbcTemplate jdbc, long batch, int part, FeedSchema schema, CopyBuffer buffer) {
        String sql = "copy " + StagingTable.name(batch, part) + " (" + StagingTable.columnList(schema)
                + ") from stdin (format binary)";
        jdbc.execute((Connection connection) -> {
            try {
                return connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(sql, new ByteArrayInputStream(buffer.bytes(), 0, buffer.size()), 1 << 16);
            } catch (IOException e) {
                throw new SQLException(e);
            }
        });
    }

    /** Beyond the bound warnings are counted and not listed. */
    private List<Chunk.Found> listed(JdbcTemplate jdbc, long batch, List<Chunk.Found> found) {
        if (found.stream().noneMatch(one -> one.cell().warning()) || warnings.room(batch) > 0) {
            return found;
        }
        Map<String, Long> rest = found.stream()
                .filter(one -> one.cell().warning())
                .collect(Collectors.groupingBy(one -> one.cell().reason(), Collectors.counting()));
        long lines = found.stream()
                .filter(one -> one.cell().warning())
                .map(one -> one.cell().line())
                .distinct()
                .count();
        warnings.count(batch, rest, lines);
        return found.stream().filter(one -> !one.cell().warning()).toList();
    }

    private static void report(JdbcTemplate jdbc, long batch, List<Chunk.Found> found) {
        if (found.isEmpty()) {
            return;
        }
        jdbc.execute((Connection connection) -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into exchange.reject (batch_id, line_no, feed, column_name, value, reason, arguments, warning, cells)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
                for (Chunk.Found one : found) {
                    BadCell cell = one.cell();
                    insert.setLong(1, batch);
                    insert.setLong(2, cell.line());
                    insert.setString(3, cell.feed());
                    insert.setString(4, cell.column());
                    insert.setString(5, cell.value());
                    insert.setString(6, cell.reason());
                    insert.setArray(7, array(connection, cell.arguments()));
                    insert.setBoolean(8, cell.warning());
                    insert.setArray(9, array(connection, one.cells()));
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }

    private static Array array(Connection connection, String[] texts) throws SQLException {
        return connection.createArrayOf("text", texts);
    }
}
