package io.yihu.trail;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Streams sealed rows out of the database in its own binary form. */
final class SealedRows {
    /** Takes one row; the object is the same for every row. */
    interface Taker {
        void take(CopiedRow row) throws IOException;
    }

    /** Ids this many times wider than the rows between them are looked up one by one instead. */
    private static final long WIDE = 8;

    private final Connection connection;

    SealedRows(Connection connection) {
        this.connection = connection;
    }

    /** Rows numbered {@code [from, to)}; their ids are asked first, so that only a stretch of the log is read; in no order. */
    void read(long from, long to, Taker taker) throws SQLException, IOException {
        read(from, to, "", taker);
    }

    /** The same in the order of the numbers. */
    void readInOrder(long from, long to, Taker taker) throws SQLException, IOException {
        read(from, to, " order by s.seq", taker);
    }

    private void read(long from, long to, String order, Taker taker) throws SQLException, IOException {
        String place = "s.seq >= %d and s.seq < %d".formatted(from, to);
        String near = "";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select min(s.action_id), max(s.action_id), count(*) from trail.sealed s where " + place)) {
            row.next();
            long least = row.getLong(1);
            long most = row.getLong(2);
            long count = row.getLong(3);
            if (count == 0) {
                return;
            }
            if (most - least < count * WIDE) {
                near = " and a.id between %d and %d".formatted(least, most);
            }
        }
        copy(
                "select " + CopiedRow.COLUMNS + " from trail.sealed s left join trail.action a on a.id = s.action_id"
                        + near + " where " + place + order,
                taker);
    }

    /** Rows of the log that a condition on {@code a} names, not numbered yet, by id. */
    void readOpen(String condition, Taker taker) throws SQLException, IOException {
        String columns = CopiedRow.COLUMNS
                .replace("s.seq", "0::bigint")
                .replace("s.action_id", "a.id")
                .replace("s.leaf", "''::bytea")
                .replace("s.segment", "0::bigint");
        copy("select %s from trail.action a where %s order by a.id".formatted(columns, condition), taker);
    }

    private void copy(String select, Taker taker) throws SQLException, IOException {
        CopyOut out = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(String.format(Locale.ROOT, "copy (%s) to stdout (format binary)", select));
        CopiedRow row = new CopiedRow();
        try {
            for (byte[] message = out.readFromCopy(); message != null; message = out.readFromCopy()) {
                if (row.read(message)) {
                    taker.take(row);
                }
            }
        } finally {
            if (out.isActive()) {
                out.cancelCopy();
            }
        }
    }
}
