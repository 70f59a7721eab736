package io.yihu.trail;

import io.yihu.trail.merkle.Subtrees;
import io.yihu.trail.merkle.TreeGrowth;
import io.yihu.trail.merkle.TreeHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Statements of sealing: this role can only add to these tables. */
@Component
@RequiredArgsConstructor
class SealStore {
    /** A log's name and how it is sealed. */
    record Log(String id, SealSuite suite) {}

    /** A row without a number and its hash. */
    record Open(long id, byte[] leaf) {}

    private static final RowMapper<Checkpoint> CHECKPOINT = (row, n) -> new Checkpoint(
            row.getLong("number"),
            row.getString("log_id"),
            row.getLong("first_seq"),
            row.getLong("tree_size"),
            row.getBytes("root"),
            row.getBytes("segment_root"),
            row.getString("snapshot"),
            row.getObject("sealed_at", OffsetDateTime.class).toInstant(),
            row.getBytes("previous"),
            row.getString("key_id"),
            row.getBytes("signature"));

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    /** False when another node is sealing; held until the transaction ends. */
    boolean lock() {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtext('yihu.trail.seal'))")
                .query(Boolean.class)
                .single();
    }

    Optional<Log> log() {
        return jdbc.sql("select id, suite from trail.log order by created_at limit 1")
                .query(Log.class)
                .optional();
    }

    void create(Log log) {
        jdbc.sql("insert into trail.log (id, suite) values (?, ?)")
                .params(log.id(), log.suite().name())
                .update();
    }

    Optional<Checkpoint> last() {
        return jdbc.sql("select * from trail.checkpoint order by number desc limit 1")
                .query(CHECKPOINT)
                .optional();
    }

    /** Checkpoints from {@code number} on, oldest first. */
    List<Checkpoint> checkpoints(long number, int limit) {
        return jdbc.sql("select * from trail.checkpoint where number >= ? order by number limit ?")
                .params(number, limit)
                .query(CHECKPOINT)
                .list();
    }

    Optional<Checkpoint> checkpoint(long number) {
        return checkpoints(number, 1).stream()
                .filter(found -> found.number() == number)
                .findFirst();
    }

    CommitSnapshot snapshot() {
        return CommitSnapshot.parse(jdbc.sql("select pg_current_snapshot()::text")
                .query(String.class)
                .single());
    }

    /** Transaction number of the row after the {@code batch}-th one, so that a round stays small; empty below that. */
    Optional<Long> cut(CommitSnapshot from, CommitSnapshot to, int batch) {
        return jdbc.sql("select a.txid::text::bigint from trail.action a where " + ENDED_BETWEEN
                        + " order by a.txid offset :batch limit 1")
                .param("from", from.toString())
                .param("to", to.toString())
                .param("batch", batch)
                .query(Long.class)
                .optional();
    }

    Optional<Long> firstTransaction(CommitSnapshot from, CommitSnapshot to) {
        return cut(from, to, 0);
    }

    /** Rows whose transaction ended between the two moments, by id. */
    List<Open> rows(CommitSnapshot from, CommitSnapshot to, TreeHash hash) {
        return open(ENDED_BETWEEN.replace(":from", "'" + from + "'").replace(":to", "'" + to + "'"), hash);
    }

    /** Rows without a number, whatever their transaction: after a restore into another cluster. */
    List<Open> unnumbered(CommitSnapshot to, TreeHash hash) {
        return open(
                "pg_visible_in_snapshot(a.txid, '" + to + "'::pg_snapshot)"
                        + " and not exists (select from trail.sealed s where s.action_id = a.id)",
                hash);
    }

    private List<Open> open(String condition, TreeHash hash) {
        return template.execute((ConnectionCallback<List<Open>>) connection -> {
            List<Open> rows = new ArrayList<>();
            try {
                new SealedRows(connection).readOpen(condition, row -> rows.add(new Open(row.id(), row.hashed(hash))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return rows;
        });
    }

    private static final String ENDED_BETWEEN = """
            a.txid >= pg_snapshot_xmin(:from::pg_snapshot) and a.txid < pg_snapshot_xmax(:to::pg_snapshot)
              and not pg_visible_in_snapshot(a.txid, :from::pg_snapshot) and pg_visible_in_snapshot(a.txid, :to::pg_snapshot)""";

    void addSealed(long firstSeq, long segment, List<Long> ids, List<byte[]> leaves) {
        jdbc.sql("""
                        insert into trail.sealed (seq, action_id, segment, leaf)
                        select ? + place - 1, id, ?, leaf
                        from unnest(?::bigint[], ?::bytea[]) with ordinality as x (id, leaf, place)""")
                .params(firstSeq, segment, ids.toArray(Long[]::new), leaves.toArray(byte[][]::new))
                .update();
    }

    void addNodes(List<Integer> levels, List<Long> indexes, List<byte[]> hashes) {
        if (!levels.isEmpty()) {
            jdbc.sql("""
                            insert into trail.node (level, index, hash)
                            select * from unnest(?::smallint[], ?::bigint[], ?::bytea[])""")
                    .params(levels.toArray(Integer[]::new), indexes.toArray(Long[]::new), hashes.toArray(byte[][]::new))
                    .update();
        }
    }

    void add(Checkpoint point) {
        jdbc.sql("""
                        insert into trail.checkpoint (number, log_id, first_seq, tree_size, root, segment_root, snapshot, sealed_at,
                          previous, key_id, signature) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        point.number(),
                        point.logId(),
                        point.firstSeq(),
                        point.treeSize(),
                        point.root(),
                        point.segmentRoot(),
                        point.snapshot(),
                        point.sealedAt().atOffset(ZoneOffset.UTC),
                        point.previous(),
                        point.keyId(),
                        point.signature())
                .update();
    }

    /** The database's own clock, to the microsecond it keeps. */
    Instant now() {
        return jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /** Complete subtrees from stored nodes and leaves: at most 256 hashes are read for one. */
    Subtrees subtrees(TreeHash hash) {
        return (level, index) -> {
            int stored = level / TreeGrowth.TILE * TreeGrowth.TILE;
            int up = level - stored;
            List<byte[]> hashes = new ArrayList<>(stored(stored, index << up, 1 << up));
            if (hashes.size() != 1 << up) {
                throw new IllegalStateException("Tree node " + level + "/" + index + " has lost its ground");
            }
            for (int width = hashes.size(); width > 1; width /= 2) {
                for (int i = 0; i < width / 2; i++) {
                    hashes.set(i, hash.node(hashes.get(2 * i), hashes.get(2 * i + 1)));
                }
            }
            return hashes.get(0);
        };
    }

    Optional<ActionRow> sealedRow(long seq) {
        return jdbc.sql("select " + ActionRow.COLUMNS
                        + " from trail.action a join trail.sealed s on s.action_id = a.id where s.seq = ?")
                .param(seq)
                .query((row, n) -> ActionRow.of(row))
                .optional();
    }

    /** Partitions made for the rows to come. */
    int makeRoom() {
        return jdbc.sql("select trail.make_room()").query(Integer.class).single();
    }

    /** Rows written but not sealed yet. */
    long waiting() {
        return jdbc.sql(
                        "select count(*) from trail.action a where not exists (select from trail.sealed s where s.action_id = a.id)")
                .query(Long.class)
                .single();
    }

    List<byte[]> leaves(long from, long count) {
        return jdbc.sql("select leaf from trail.sealed where seq >= ? and seq < ? order by seq")
                .params(from, from + count)
                .query((row, n) -> row.getBytes(1))
                .list();
    }

    private List<byte[]> stored(int level, long from, long count) {
        return level == 0
                ? leaves(from, count)
                : jdbc.sql("select hash from trail.node where level = ? and index >= ? and index < ? order by index")
                        .params(level, from, from + count)
                        .query((row, n) -> row.getBytes(1))
                        .list();
    }
}
