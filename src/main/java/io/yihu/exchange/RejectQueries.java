package io.yihu.exchange;

import io.yihu.platform.Slice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reported rows of a batch: line, column, value, reason and fix, in words. */
@Component
@RequiredArgsConstructor
public class RejectQueries {
    private static final String COLUMNS =
            "id, line_no, feed, column_name, value, reason, arguments, warning, cells, staged::text";
    private final JdbcClient jdbc;
    private final MessageSource messages;

    /**
     * One report.
     *
     * @param cells the record as sent, empty when a check over the whole file found it
     * @param staged the canonical row as JSON where {@code cells} is empty
     */
    public record RejectRow(
            long id,
            long line,
            String feed,
            String column,
            String value,
            String reason,
            boolean warning,
            String why,
            String fix,
            List<String> cells,
            String staged) {}

    /** In the order of the file; {@code after} is {@code line.id} of the last row of the page before. */
    public Slice<RejectRow> list(long batch, String reason, Boolean warning, String after, int limit, Locale locale) {
        long[] place = place(after);
        List<RejectRow> rows = jdbc.sql("select " + COLUMNS + " " + """
                        from exchange.reject where batch_id = :batch and (:reason = '' or reason = :reason)
                          and (:all or warning = :warning) and (line_no, id) > (:line, :id)
                        order by line_no, id limit :limit""")
                .param("batch", batch)
                .param("reason", reason == null ? "" : reason)
                .param("all", warning == null)
                .param("warning", Boolean.TRUE.equals(warning))
                .param("line", place[0])
                .param("id", place[1])
                .param("limit", limit + 1)
                .query((row, n) -> row(row, locale))
                .list();
        return Slice.of(rows, limit, row -> row.line() + "." + row.id());
    }

    /** All of a batch in pages of a thousand, so that a workbook is written without holding them. */
    void each(long batch, Locale locale, java.util.function.Consumer<RejectRow> consumer) {
        String after = null;
        do {
            Slice<RejectRow> page = list(batch, null, null, after, 1_000, locale);
            page.rows().forEach(consumer);
            after = page.next();
        } while (after != null);
    }

    private RejectRow row(ResultSet row, Locale locale) throws SQLException {
        String reason = row.getString("reason");
        Object[] arguments = Batches.texts(row.getArray("arguments")).toArray();
        var cells = row.getArray("cells");
        List<String> sent = new ArrayList<>(cells == null ? List.of() : Arrays.asList((String[]) cells.getArray()));
        return new RejectRow(
                row.getLong("id"),
                row.getLong("line_no"),
                row.getString("feed"),
                row.getString("column_name"),
                row.getString("value"),
                reason,
                row.getBoolean("warning"),
                messages.getMessage("exchange.reject." + reason, arguments, reason, locale),
                messages.getMessage("exchange.fix." + reason, arguments, "", locale),
                sent,
                row.getString("staged"));
    }

    private static long[] place(String after) {
        if (after == null || !after.matches("\\d{1,18}\\.\\d{1,18}")) {
            return new long[] {-1, -1};
        }
        String[] parts = after.split("\\.");
        return new long[] {Long.parseLong(parts[0]), Long.parseLong(parts[1])};
    }
}
