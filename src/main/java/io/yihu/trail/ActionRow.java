package io.yihu.trail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** A trail row with every column by name, as it is hashed: the same row always gives the same bytes. */
record ActionRow(long id, SortedMap<String, Object> columns) {
    /** Columns of {@code trail.action} in a select list; {@code a} is the table. */
    static final String COLUMNS = """
            a.id, a.recorded_at, a.txid::text as txid, a.happened_at, a.actor, a.actor_name, a.officer_id, a.office_id,
            a.office_path, a.action, a.reading, a.object_type, a.object_id, a.subject_id, a.details::text as details, a.ip""";

    static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static ActionRow of(ResultSet row) throws SQLException {
        SortedMap<String, Object> columns = new TreeMap<>();
        long id = row.getLong("id");
        columns.put("id", id);
        columns.put("recorded_at", time(row, "recorded_at"));
        columns.put("txid", row.getString("txid"));
        columns.put("happened_at", time(row, "happened_at"));
        for (String text :
                new String[] {"actor", "actor_name", "office_path", "action", "object_type", "object_id", "ip"}) {
            columns.put(text, row.getString(text));
        }
        for (String number : new String[] {"officer_id", "office_id", "subject_id"}) {
            columns.put(number, row.getObject(number, Long.class));
        }
        columns.put("reading", row.getBoolean("reading"));
        columns.put("details", JSON.readTree(row.getString("details")));
        return new ActionRow(id, columns);
    }

    /** JSON after the manner of RFC 8785: keys sorted, no spaces, nulls written, times in UTC microseconds. */
    byte[] canonical() {
        return CanonicalJson.bytes(columns);
    }

    private static String time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .format(MICROS);
    }
}
