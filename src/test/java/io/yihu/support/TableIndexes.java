package io.yihu.support;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Indexes put aside while a bench fills a table, and built again side by side: sorting once beats a million single entries. */
public final class TableIndexes {
    private TableIndexes() {}

    /**
     * One index or key.
     *
     * @param create statement that builds it again on its own table
     */
    public record Index(String name, String table, boolean unique, String drop, String create) {
        /** The same on a table that becomes a partition of its own; the name is left to the database. */
        String on(String part) {
            return create.startsWith("alter table")
                    ? create.replace("alter table " + table, "alter table " + part)
                            .replaceFirst(" add constraint \\S+ ", " add ")
                    : create.replaceFirst("INDEX \\S+ ON (ONLY )?\\S+", "INDEX ON " + part);
        }
    }

    public static List<Index> of(Connection owner, String table) throws SQLException {
        List<Index> found = new ArrayList<>();
        try (Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("""
                        select i.indexrelid::regclass::text, i.indisunique, pg_get_indexdef(i.indexrelid), c.conname, pg_get_constraintdef(c.oid)
                        from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u')
                        where i.indrelid = '%s'::regclass order by 1""".formatted(table))) {
            while (row.next()) {
                String key = row.getString(4);
                found.add(new Index(
                        row.getString(1),
                        table,
                        row.getBoolean(2),
                        key == null
                                ? "drop index " + row.getString(1)
                                : "alter table " + table + " drop constraint " + key,
                        key == null
                                ? row.getString(3)
                                : "alter table " + table + " add constraint " + key + " " + row.getString(5)));
            }
        }
        return found;
    }

    /** Builds on {@code part} what its parent has, so that attaching it has nothing left to build under a lock. */
    public static void like(Connection owner, String parent, String part) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            for (Index index : of(owner, parent)) {
                statement.execute(index.on(part));
            }
        }
    }

    public static void drop(Connection owner, List<Index> indexes) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            for (Index index : indexes) {
                statement.execute(index.drop());
            }
        }
    }

    /** Runs statements on one connection a core; those of one table may stand side by side only if they are index builds. */
    public static void together(String database, List<String> statements) {
        ConcurrentLinkedQueue<String> left = new ConcurrentLinkedQueue<>(statements);
        List<CompletableFuture<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < Math.min(4, Runtime.getRuntime().availableProcessors()); lane++) {
            lanes.add(CompletableFuture.runAsync(() -> {
                try (Connection own = TestDatabase.owner(database);
                        Statement statement = own.createStatement()) {
                    statement.execute("set maintenance_work_mem = '512MB'");
                    statement.execute("set max_parallel_maintenance_workers = 0");
                    for (String next = left.poll(); next != null; next = left.poll()) {
                        statement.execute(next);
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        lanes.forEach(CompletableFuture::join);
    }
}
