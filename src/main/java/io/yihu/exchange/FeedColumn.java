package io.yihu.exchange;

import java.util.List;

/**
 * One canonical column of a feed.
 *
 * @param codes allowed values of a CODE column, empty for the other types
 */
public record FeedColumn(String name, Type type, boolean required, List<String> codes) {
    /** How a value is read, and the SQL type its staging column has. */
    public enum Type {
        TEXT("text"),
        CODE("text"),
        INTEGER("bigint"),
        MONEY("numeric(20,2)"),
        PRICE("numeric(24,8)"),
        RATE("numeric(12,6)"),
        DATE("date"),
        TIME("timestamptz"),
        MONTH("date"),
        BOOLEAN("boolean"),
        /** Everything of the record that no other column reads, as one JSON object. */
        REST("text");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        public String sql() {
            return sql;
        }
    }

    public static FeedColumn of(String name, Type type) {
        return new FeedColumn(name, type, false, List.of());
    }

    public static FeedColumn required(String name, Type type) {
        return new FeedColumn(name, type, true, List.of());
    }

    public static FeedColumn code(String name, boolean required, String... codes) {
        return new FeedColumn(name, Type.CODE, required, List.of(codes));
    }
}
