package io.yihu.trail;

import io.yihu.support.CleanDatabase;
import io.yihu.support.TestDatabase;
import io.yihu.trail.merkle.MerkleProofs;
import io.yihu.trail.merkle.TreeGrowth;
import io.yihu.trail.merkle.TreeHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Signature;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.util.FileSystemUtils;

/**
 * A sealed log and a superuser who does with it in SQL what he likes; the triggers that would note him are switched off
 * first, as he would. Everything is put back after each act.
 */
final class Tampering implements AutoCloseable {
    static final int SEGMENTS = 8;
    static final int ROWS = 40;
    static final int ALL = SEGMENTS * ROWS;
    private static final Map<String, String> KEYS = Map.of(
            "action", "t.id = a.id",
            "sealed", "t.seq = a.seq",
            "checkpoint", "t.number = a.number",
            "node", "t.level = a.level and t.index = a.index",
            "log", "t.id = a.id");
    private static final List<String> TABLES = List.of("action", "sealed", "checkpoint", "node", "log");
    private static final SealSuite SUITE = SealSuite.SHA256_ED25519;

    private final String database;
    private final Sealer sealer;
    private final OutsideCopy outside;
    private final SealStore store;
    private final Connection owner;
    private final Statement statement;
    private final Path kept;
    private final KeyPair stranger = SUITE.newKey();
    private long[] ids;

    Tampering(String database, Sealer sealer, OutsideCopy outside, SealStore store) throws Exception {
        this.database = database;
        this.sealer = sealer;
        this.outside = outside;
        this.store = store;
        owner = TestDatabase.owner(database);
        statement = owner.createStatement();
        kept = Files.createTempDirectory("yihu-outside");
        triggers("disable");
        build();
    }

    private void triggers(String act) throws SQLException {
        for (String table : TABLES) {
            sql("alter table trail." + table + " " + (act.equals("disable") ? act : "enable always")
                    + " trigger direct_change");
        }
    }

    /** Segments of equal size with gaps between the ids, so that a row may be put between two others. */
    private void build() throws Exception {
        CleanDatabase.clean(database);
        FileSystemUtils.deleteRecursively(outside.folder());
        sql("select setval('trail.action_id', 1000000)");
        for (int i = 0; i < SEGMENTS; i++) {
            sql("""
                    insert into trail.action (id, happened_at, actor, actor_name, officer_id, office_id, office_path, action, object_type,
                      object_id, subject_id, details, ip)
                    select n * 2, timestamptz '2026-03-02 01:00Z' + n * interval '1 minute', 'li' || n %% 7, '李' || n %% 7, n %% 7, 12, '/1/2/',
                      'task.task.accept', 'task', n, 9000 + n, jsonb_build_object('说明', '第 ' || n || ' 条', 'amount', n + 0.50), '10.0.0.' || n %% 9
                    from generate_series(%d, %d) n""".formatted(i * ROWS + 1, (i + 1) * ROWS));
            sealer.sealAll();
        }
        if (!outside.catchUp()) {
            throw new IllegalStateException("The copy outside does not follow");
        }
        FileSystemUtils.copyRecursively(outside.folder(), kept);
        sql("drop schema if exists tamper cascade");
        sql("create schema tamper");
        for (String table : TABLES) {
            sql("create table tamper." + table + " as table trail." + table);
        }
        ids = new long[ALL];
        try (ResultSet row = statement.executeQuery("select seq, action_id from trail.sealed")) {
            while (row.next()) {
                ids[row.getInt(1)] = row.getLong(2);
            }
        }
    }

    /** Everything as it was sealed: rows that differ in a single byte go, those that are missing come back. */
    void putBack() throws Exception {
        StringBuilder script = new StringBuilder("begin;");
        for (String table : TABLES) {
            script.append("""
                    delete from trail.%1$s a where not exists (select from tamper.%1$s t where %2$s and t.* *= a.*);
                    insert into trail.%1$s select * from tamper.%1$s t where not exists (select from trail.%1$s a where %2$s);
                    """.formatted(table, KEYS.get(table)));
        }
        sql(script + "commit");
    }

    /** After an act that let the application write its copy anew. */
    void putBackOutside() throws IOException {
        FileSystemUtils.deleteRecursively(outside.folder());
        FileSystemUtils.copyRecursively(kept, outside.folder());
    }

    long id(long seq) {
        return ids[(int) seq];
    }

    void sql(String script) throws SQLException {
        statement.execute(script);
    }

    /** Rows and checkpoints from a segment on are gone, as in a dump of that time. */
    void cutFrom(long segment) throws SQLException {
        sql("delete from trail.checkpoint where number >= " + segment
                + ";delete from trail.action where id in (select action_id from trail.sealed where seq >= "
                + segment * ROWS
                + ");delete from trail.sealed where seq >= " + segment * ROWS
                + ";delete from trail.node where (index + 1) << level > " + segment * ROWS);
    }

    /** The application goes on after a cut: with its own key, for it knows nothing of it. */
    void goOn() throws SQLException {
        sql("insert into trail.action (happened_at, actor, action) values (now(), 'x', 'y')");
        sealer.sealAll();
        outside.catchUp();
    }

    /** Numbers a row by hand, with the hash it should have. */
    void number(long seq, long id, long segment) throws SQLException {
        byte[] leaf;
        try (ResultSet row =
                statement.executeQuery("select " + ActionRow.COLUMNS + " from trail.action a where id = " + id)) {
            row.next();
            leaf = SUITE.hash().leaf(ActionRow.of(row).canonical());
        }
        try (PreparedStatement insert = owner.prepareStatement(
                "insert into trail.sealed (seq, action_id, segment, leaf) values (?, ?, ?, ?)")) {
            insert.setLong(1, seq);
            insert.setLong(2, id);
            insert.setLong(3, segment);
            insert.setBytes(4, leaf);
            insert.executeUpdate();
        }
    }

    /** Signs one checkpoint with a key of his own, under its id or under the name of the right one. */
    void resign(long number, boolean pretend) throws Exception {
        Checkpoint old = store.checkpoint(number).orElseThrow();
        write(signed(old, old.treeSize(), old.root(), old.segmentRoot(), old.previous(), pretend));
    }

    /** Rewrites the hashes, the tree and every checkpoint from a segment on, so that all fits again but the key. */
    void rebuild(long segment, boolean pretend) throws Exception {
        TreeHash hash = SUITE.hash();
        List<byte[]> leaves = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("select " + ActionRow.COLUMNS
                + " from trail.action a join trail.sealed s on s.action_id = a.id order by s.seq")) {
            while (row.next()) {
                leaves.add(hash.leaf(ActionRow.of(row).canonical()));
            }
        }
        try (PreparedStatement update = owner.prepareStatement("update trail.sealed set leaf = ? where seq = ?")) {
            for (long seq = segment * ROWS; seq < ALL; seq++) {
                update.setBytes(1, leaves.get((int) seq));
                update.setLong(2, seq);
                update.addBatch();
            }
            update.executeBatch();
        }
        List<Checkpoint> rebuilt = new ArrayList<>();
        TreeGrowth tree = new TreeGrowth(hash, 0, (level, index) -> null, (level, index, node) -> {});
        Checkpoint before = null;
        for (long number = 0; number < SEGMENTS; number++) {
            List<byte[]> own = leaves.subList((int) number * ROWS, (int) (number + 1) * ROWS);
            own.forEach(tree::add);
            Checkpoint old = store.checkpoint(number).orElseThrow();
            if (number >= segment) {
                old = signed(
                        old,
                        old.treeSize(),
                        tree.root(),
                        new MerkleProofs(hash).root(own),
                        before == null ? null : hash.plain(before.bytes()),
                        pretend);
                rebuilt.add(old);
            }
            before = old;
        }
        for (Checkpoint point : rebuilt) {
            write(point);
        }
        List<byte[]> tile = leaves.subList(0, 256);
        try (PreparedStatement update =
                owner.prepareStatement("update trail.node set hash = ? where level = 8 and index = 0")) {
            update.setBytes(1, new MerkleProofs(hash).root(tile));
            update.executeUpdate();
        }
    }

    /** A checkpoint over rows numbered after the last, signed by the stranger. */
    void append(long count) throws Exception {
        Checkpoint last = store.checkpoint(SEGMENTS - 1).orElseThrow();
        Checkpoint next = new Checkpoint(
                SEGMENTS,
                last.logId(),
                ALL,
                ALL + count,
                last.root(),
                last.segmentRoot(),
                last.snapshot(),
                last.sealedAt(),
                SUITE.hash().plain(last.bytes()),
                last.keyId(),
                null);
        sql("insert into trail.checkpoint select " + SEGMENTS
                + ", log_id, first_seq, tree_size, root, segment_root, snapshot, sealed_at,"
                + " previous, key_id, signature from trail.checkpoint where number = " + (SEGMENTS - 1));
        write(signed(next, ALL + count, next.root(), next.segmentRoot(), next.previous(), true));
    }

    private Checkpoint signed(
            Checkpoint old, long size, byte[] root, byte[] segmentRoot, byte[] previous, boolean pretend)
            throws Exception {
        Checkpoint forged = new Checkpoint(
                old.number(),
                old.logId(),
                old.firstSeq(),
                size,
                root,
                segmentRoot,
                old.snapshot(),
                old.sealedAt(),
                previous,
                pretend ? old.keyId() : PublicKeys.idOf(stranger.getPublic()),
                null);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(stranger.getPrivate());
        signature.update(forged.bytes());
        return forged.signed(signature.sign());
    }

    private void write(Checkpoint point) throws SQLException {
        try (PreparedStatement update = owner.prepareStatement(
                "update trail.checkpoint set first_seq = ?, tree_size = ?, root = ?, segment_root = ?, previous = ?, key_id = ?,"
                        + " signature = ? where number = ?")) {
            update.setLong(1, point.firstSeq());
            update.setLong(2, point.treeSize());
            update.setBytes(3, point.root());
            update.setBytes(4, point.segmentRoot());
            update.setBytes(5, point.previous());
            update.setString(6, point.keyId());
            update.setBytes(7, point.signature());
            update.setLong(8, point.number());
            update.executeUpdate();
        }
    }

    static long segment(long seq) {
        return seq / ROWS;
    }

    static long other(long seq, Random random) {
        return (seq + 1 + random.nextInt(ALL - 1)) % ALL;
    }

    @Override
    public void close() throws Exception {
        sql("drop schema if exists tamper cascade");
        triggers("enable");
        statement.close();
        owner.close();
        FileSystemUtils.deleteRecursively(outside.folder());
        FileSystemUtils.deleteRecursively(kept);
        CleanDatabase.clean(database);
    }
}
