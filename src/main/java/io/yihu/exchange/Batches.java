package io.yihu.exchange;

import io.yihu.exchange.mapping.FeedDefinition;
import io.yihu.platform.Actor;
import io.yihu.platform.YihuClock;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of batches: one statement a step, state and counts together. */
@Component
@RequiredArgsConstructor
class Batches {
    static final String COLUMNS = """
            id, feed, definition, definition_version, mapping, source, file_name, sha256, bytes, spool, state, wanted,
            created_by, created_by_name, channel, job_id, format, header, unknown_columns, rows_read, rows_inserted,
            rows_updated, rows_unchanged, rows_repeated, rows_rejected, rows_filtered, rows_warned, refusal,
            refusal_arguments, reference, staging_millis, check_millis, merge_millis, created_at, finished_at""";
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** Empty when the same file already is, or comes, into the same feed, or the key was used. */
    Optional<Long> insert(ReceivedFile file, FeedDefinition definition, String wanted, Actor actor) {
        String source = file.source() != null ? file.source() : definition.source();
        return jdbc.sql("""
                        insert into exchange.batch (feed, definition, definition_version, mapping, source, file_name, sha256,
                          bytes, spool, state, wanted, created_by, created_by_name, channel, idempotency_key, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'RECEIVED', ?, ?, ?, ?, ?, ?)
                        on conflict do nothing returning id""")
                .params(
                        definition.targets().get(0).feed(),
                        definition.canonical() ? null : definition.code(),
                        definition.canonical() ? null : definition.version(),
                        definition.mapping(),
                        source == null ? file.fileName() : source,
                        file.fileName(),
                        file.sha256(),
                        file.bytes(),
                        file.spool().toString(),
                        wanted,
                        actor.login(),
                        actor.name(),
                        file.channel().name(),
                        file.idempotencyKey(),
                        now())
                .query(Long.class)
                .optional();
    }

    Optional<BatchRow> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from exchange.batch where id = ?")
                .param(id)
                .query(Batches::row)
                .optional();
    }

    BatchRow get(long id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no batch " + id));
    }

    Optional<BatchRow> byIdempotencyKey(String login, String key) {
        return jdbc.sql("select " + COLUMNS + " from exchange.batch where created_by = ? and idempotency_key = ?")
                .params(login, key)
                .query(Batches::row)
                .optional();
    }

    /** The batch that loaded, or is loading, the same bytes by the same mapping. */
    Optional<BatchRow> sameFile(String mapping, String sha256) {
        return jdbc.sql("select " + COLUMNS + " " + """
                         from exchange.batch where mapping = ? and sha256 = ? and wanted = 'LOAD'
                         and state not in ('REFUSED', 'FAILED', 'DISCARDED')""")
                .params(mapping, sha256)
                .query(Batches::row)
                .optional();
    }

    /** A failed batch begins anew; a dry run goes on from its checks. */
    void restart(long id, String wanted) {
        jdbc.sql("""
                        update exchange.batch set wanted = ?, finished_at = null, reference = null,
                          state = case when state = 'FAILED' then 'RECEIVED' else state end where id = ?""").params(wanted, id).update();
    }

    void setJob(long id, long job) {
        jdbc.sql("update exchange.batch set job_id = ? where id = ?")
                .params(job, id)
                .update();
    }

    /** Back to the beginning: nothing read, nothing reported. */
    void beginStaging(long id, String format, List<String> header, List<String> unknown, List<String> feeds) {
        jdbc.sql("delete from exchange.reject where batch_id = ?").param(id).update();
        jdbc.sql("""
                        update exchange.batch set state = 'STAGING', format = ?, header = ?, unknown_columns = ?, rows_read = 0,
                          rows_rejected = 0, rows_filtered = 0, rows_repeated = 0, rows_warned = 0, staging_millis = 0
                        where id = ?""")
                .params(format, header.toArray(String[]::new), unknown.toArray(String[]::new), id)
                .update();
        for (int part = 0; part < feeds.size(); part++) {
            jdbc.sql("""
                            insert into exchange.batch_part (batch_id, part, feed) values (?, ?, ?)
                            on conflict (batch_id, part) do update set rows_staged = 0, rows_left = null""").params(id, part, feeds.get(part)).update();
        }
    }

    void checked(long id, long millis) {
        jdbc.sql("""
                        update exchange.batch b set state = 'CHECKED', check_millis = ?,
                          rows_rejected = (select count(distinct line_no) from exchange.reject where batch_id = b.id and not warning),
                          rows_warned = warned_unlisted
                            + (select count(distinct line_no) from exchange.reject where batch_id = b.id and warning)
                        where id = ?""").params(millis, id).update();
    }

    void forgetValues(long id) {
        jdbc.sql("update exchange.reject set value = null, cells = null, staged = null where batch_id = ?")
                .param(id)
                .update();
    }

    void addMillis(long id, String column, long millis) {
        jdbc.sql("update exchange.batch set " + column + " = " + column + " + ? where id = ?")
                .params(millis, id)
                .update();
    }

    void merging(long id) {
        jdbc.sql("update exchange.batch set state = 'MERGING' where id = ?")
                .param(id)
                .update();
    }

    void merged(long id, MergeCounts counts) {
        jdbc.sql("""
                        update exchange.batch set rows_inserted = rows_inserted + ?, rows_updated = rows_updated + ?,
                          rows_unchanged = rows_unchanged + ? where id = ?""")
                .params(counts.inserted(), counts.updated(), counts.unchanged(), id)
                .update();
    }

    void done(long id) {
        jdbc.sql("""
                        update exchange.batch set finished_at = ?,
                          state = case when rows_rejected > 0 then 'DONE_WITH_REJECTS' else 'DONE' end where id = ?""").params(now(), id).update();
    }

    void refused(long id, String reason, String[] arguments) {
        jdbc.sql("""
                        update exchange.batch set state = 'REFUSED', refusal = ?, refusal_arguments = ?, finished_at = ?
                        where id = ?""").params(reason, arguments, now(), id).update();
    }

    void failed(long id, String reference) {
        jdbc.sql("update exchange.batch set state = 'FAILED', reference = ?, finished_at = ? where id = ?")
                .params(reference, now(), id)
                .update();
    }

    void discarded(long id) {
        jdbc.sql("update exchange.batch set state = 'DISCARDED', wanted = 'NOTHING', finished_at = ? where id = ?")
                .params(now(), id)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    static BatchRow row(ResultSet row, int number) throws SQLException {
        return new BatchRow(
                row.getLong("id"),
                row.getString("feed"),
                row.getString("definition"),
                row.getObject("definition_version", Integer.class),
                row.getString("mapping"),
                row.getString("source"),
                row.getString("file_name"),
                row.getString("sha256"),
                row.getLong("bytes"),
                row.getString("spool"),
                row.getString("state"),
                row.getString("wanted"),
                row.getString("created_by"),
                row.getString("created_by_name"),
                row.getString("channel"),
                row.getObject("job_id", Long.class),
                row.getString("format"),
                texts(row.getArray("header")),
                texts(row.getArray("unknown_columns")),
                row.getLong("rows_read"),
                row.getLong("rows_inserted"),
                row.getLong("rows_updated"),
                row.getLong("rows_unchanged"),
                row.getLong("rows_repeated"),
                row.getLong("rows_rejected"),
                row.getLong("rows_filtered"),
                row.getLong("rows_warned"),
                row.getString("refusal"),
                texts(row.getArray("refusal_arguments")),
                row.getString("reference"),
                row.getLong("staging_millis"),
                row.getLong("check_millis"),
                row.getLong("merge_millis"),
                instant(row, "created_at"),
                instant(row, "finished_at"));
    }

    static List<String> texts(Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
