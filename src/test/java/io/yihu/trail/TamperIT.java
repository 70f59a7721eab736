package io.yihu.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.CleanDatabase;
import io.yihu.support.TestDatabase;
import io.yihu.support.YihuIT;
import io.yihu.trail.TrailProblem.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Signature;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.util.FileSystemUtils;

/** S12: whatever the owner of the database does to sealed rows, the verifier names the first bad one. */
@YihuIT
class TamperIT {
    private static final int SEGMENTS = 4;
    private static final int ROWS = 40;
    private static final int ALL = SEGMENTS * ROWS;

    @Autowired
    Sealer sealer;

    @Autowired
    OutsideCopy outside;

    @Autowired
    TrailVerifier verifier;

    @Autowired
    SealStore store;

    @Value("${yihu.test.database}")
    String database;

    @BeforeEach
    void sealedLog() throws Exception {
        CleanDatabase.clean(database);
        FileSystemUtils.deleteRecursively(outside.folder());
        for (int i = 0; i < SEGMENTS; i++) {
            sql("""
                    insert into trail.action (id, happened_at, actor, actor_name, officer_id, office_path, action, object_type, object_id, details)
                    select n * 2, timestamptz '2026-03-02 01:00Z' + n * interval '1 minute', 'li' || n %% 7, null, n %% 7, '/1/2/',
                      'task.task.accept', 'task', n, jsonb_build_object('说明', 'row ' || n, 'amount', n + 0.50)
                    from generate_series(%d, %d) n""".formatted(i * ROWS + 1, (i + 1) * ROWS));
            sealer.sealAll();
        }
        assertThat(outside.catchUp()).isTrue();
    }

    @AfterEach
    void leaveNothingOutside() throws Exception {
        FileSystemUtils.deleteRecursively(outside.folder());
        CleanDatabase.clean(database);
    }

    @Test
    void anUntouchedLogIsIntact() {
        VerifyReport report = verifier.verify(rows -> {});
        assertThat(report).isEqualTo(new VerifyReport(ALL, SEGMENTS, 0, List.of()));
    }

    /** What the owner does at the row with number {@code k}, and which row must be named. */
    interface Mutation {
        /** Returns the number of the first bad row. */
        long apply(TamperIT test, long k, Random random) throws Exception;
    }

    record Case(String name, Kind kind, Mutation mutation) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String edit : List.of(
                "recorded_at = recorded_at + interval '1 microsecond'",
                "txid = (txid::text::bigint + 1)::text::xid8",
                "happened_at = happened_at - interval '1 day'",
                "actor = 'wang'",
                "actor_name = ''",
                "officer_id = officer_id + 1",
                "office_id = 3",
                "office_path = '/1/3/'",
                "action = 'task.task.approve'",
                "reading = not reading",
                "object_type = 'matter'",
                "object_id = object_id || '0'",
                "subject_id = 9",
                "details = details - '说明'",
                "details = jsonb_set(details, '{amount}', to_jsonb((details->>'amount')::numeric + 0.0000000000000000001))",
                "ip = '10.0.0.1'")) {
            cases.add(new Case("edit " + edit, Kind.ROW_CHANGED, (test, k, random) -> {
                test.sql("update trail.action set " + edit + " where id = " + test.id(k));
                return k;
            }));
        }
        cases.add(new Case("delete a row", Kind.ROW_DELETED, (test, k, random) -> {
            test.sql("delete from trail.action where id = " + test.id(k));
            return k;
        }));
        cases.add(new Case("delete a row with its number", Kind.ROW_DELETED, (test, k, random) -> {
            test.sql("delete from trail.action where id = " + test.id(k));
            test.sql("delete from trail.sealed where seq = " + k);
            return k;
        }));
        cases.add(new Case("delete a row and close the gap", null, (test, k, random) -> {
            test.sql("delete from trail.action where id = " + test.id(k));
            test.sql("delete from trail.sealed where seq = " + k);
            test.sql("update trail.sealed set seq = -seq where seq > " + k);
            test.sql("update trail.sealed set seq = -seq - 1 where seq < 0");
            return k;
        }));
        cases.add(new Case("insert between two rows, dated back", Kind.ROW_ADDED, (test, k, random) -> {
            test.sql("insert into trail.action select a.* from (select " + (test.id(k) - 1)
                    + "::bigint) n (id), lateral (select n.id, recorded_at, txid, happened_at, actor, actor_name, officer_id, office_id,"
                    + " office_path, action, reading, object_type, object_id, subject_id, details, ip from trail.action where id = "
                    + test.id(k) + ") a");
            return -1;
        }));
        cases.add(new Case("insert with a number and push the others up", null, (test, k, random) -> {
            test.sql("update trail.sealed set seq = seq + 1000001 where seq >= " + k);
            test.sql("update trail.sealed set seq = seq - 1000000 where seq > 1000000");
            test.sql("insert into trail.action (id, happened_at, actor, action) values (" + (test.id(k + 1) - 1)
                    + ", now(), 'x', 'y')");
            test.sealed(k, test.id(k + 1) - 1);
            return k;
        }));
        cases.add(new Case("swap two rows", Kind.NUMBERING_CHANGED, (test, k, random) -> {
            long other = k / ROWS * ROWS + (k + 1 + random.nextInt(ROWS - 1)) % ROWS;
            long a = test.id(k);
            long b = test.id(other);
            test.sql("update trail.sealed set action_id = -" + a + " where seq = " + k);
            test.sql("update trail.sealed set action_id = " + a + " where seq = " + other);
            test.sql("update trail.sealed set action_id = " + b + " where seq = " + k);
            return Math.min(k, other);
        }));
        cases.add(new Case("swap two rows with their hashes", Kind.NUMBERING_CHANGED, (test, k, random) -> {
            long other = k / ROWS * ROWS + (k + 1 + random.nextInt(ROWS - 1)) % ROWS;
            test.sql("update trail.sealed set seq = -1 where seq = " + k);
            test.sql("update trail.sealed set seq = " + k + " where seq = " + other);
            test.sql("update trail.sealed set seq = " + other + " where seq = -1");
            return Math.min(k, other);
        }));
        cases.add(new Case("exchange the contents of two rows", Kind.ROW_CHANGED, (test, k, random) -> {
            long other = (k + 1 + random.nextInt(ALL - 1)) % ALL;
            test.sql(
                    "update trail.action a set actor = b.actor, happened_at = b.happened_at, details = b.details from trail.action b where (a.id, b.id) in (("
                            + test.id(k) + "," + test.id(other) + "), (" + test.id(other) + "," + test.id(k) + "))");
            return Math.min(k, other);
        }));
        cases.add(new Case("edit a row and its hash", Kind.ROW_CHANGED, (test, k, random) -> {
            test.sql("update trail.action set actor = 'nobody' where id = " + test.id(k));
            long id = test.id(k);
            test.sql("delete from trail.sealed where seq = " + k);
            test.sealed(k, id);
            return k;
        }));
        cases.add(new Case("touch only the kept hash", Kind.SEAL_CHANGED, (test, k, random) -> {
            test.sql("update trail.sealed set leaf = sha256(leaf) where seq = " + k);
            return k;
        }));
        cases.add(new Case("change a root", Kind.CHECKPOINT_CHANGED, (test, k, random) -> {
            test.sql("update trail.checkpoint set root = sha256(root) where number = " + k / ROWS);
            return k / ROWS * ROWS;
        }));
        cases.add(new Case("drop a checkpoint", null, (test, k, random) -> {
            test.sql("delete from trail.checkpoint where number = " + k / ROWS);
            return k / ROWS * ROWS;
        }));
        cases.add(new Case("cut the tail everywhere in the database", Kind.TAIL_CUT, (test, k, random) -> {
            long segment = Math.max(1, k / ROWS);
            test.sql("delete from trail.checkpoint where number >= " + segment);
            test.sql("delete from trail.action where id in (select action_id from trail.sealed where seq >= "
                    + segment * ROWS + ")");
            test.sql("delete from trail.sealed where seq >= " + segment * ROWS);
            return segment * ROWS;
        }));
        cases.add(new Case("cut the rows of the tail", Kind.ROW_DELETED, (test, k, random) -> {
            test.sql(
                    "delete from trail.action where id in (select action_id from trail.sealed where seq >= " + k + ")");
            test.sql("delete from trail.sealed where seq >= " + k);
            return k;
        }));
        cases.add(new Case("sign a checkpoint with another key", Kind.KEY_UNKNOWN, (test, k, random) -> {
            test.resign(k / ROWS);
            return k / ROWS * ROWS;
        }));
        cases.add(new Case("replace the whole log", Kind.LOG_GONE, (test, k, random) -> {
            test.sql("truncate trail.action, trail.sealed, trail.checkpoint, trail.log, trail.node");
            test.sql("insert into trail.action (happened_at, actor, action) values (now(), 'x', 'y')");
            test.sealer.sealAll();
            return 0;
        }));
        cases.add(new Case("cut the tail and go on", Kind.REWRITTEN, (test, k, random) -> {
            long segment = Math.max(1, k / ROWS);
            test.sql("delete from trail.checkpoint where number >= " + segment);
            test.sql("delete from trail.action where id in (select action_id from trail.sealed where seq >= "
                    + segment * ROWS + ")");
            test.sql("delete from trail.sealed where seq >= " + segment * ROWS);
            test.sql("insert into trail.action (happened_at, actor, action) values (now(), 'x', 'y')");
            test.sealer.sealAll();
            assertThat(test.outside.catchUp())
                    .as("the copy outside is left alone")
                    .isFalse();
            return segment * ROWS;
        }));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFirstBadRowIsNamed(Case what) throws Exception {
        Random random = new Random(what.name().hashCode());
        for (int round = 0; round < 2; round++) {
            if (round > 0) {
                sealedLog();
            }
            long k = round == 0 ? what.name().length() % 2 * (ALL - 1) : random.nextInt(ALL);
            long expected = what.mutation().apply(this, k, random);
            VerifyReport report = verifier.verify(rows -> {});
            assertThat(report.intact()).as(what + " at row " + k).isFalse();
            if (expected >= 0) {
                assertThat(report.first().seq())
                        .as(what + " at row " + k + ": " + report.problems())
                        .isEqualTo(expected);
            } else {
                assertThat(report.first().actionId()).isEqualTo(id(k) - 1);
            }
            if (what.kind() != null) {
                assertThat(report.problems())
                        .extracting(TrailProblem::kind)
                        .as(what + " at row " + k)
                        .contains(what.kind());
            }
        }
    }

    @Test
    void withoutTheLeavesOutsideTheSegmentIsStillNamed() throws Exception {
        try (Stream<Path> files = Files.walk(outside.folder())) {
            for (Path leaves : files.filter(file -> file.endsWith("leaves")).toList()) {
                Files.delete(leaves);
            }
        }
        long id = id(93);
        sql("update trail.action set actor = 'nobody' where id = " + id);
        sql("delete from trail.sealed where seq = 93");
        sealed(93, id);
        assertThat(verifier.verify(rows -> {}).first())
                .isEqualTo(new TrailProblem(Kind.SEGMENT_CHANGED, 80L, null, 2L));
    }

    private long id(long seq) throws Exception {
        try (Connection owner = TestDatabase.owner(database);
                ResultSet row =
                        owner.createStatement().executeQuery("select action_id from trail.sealed where seq = " + seq)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Numbers a row by hand, with the hash it should have. */
    private void sealed(long seq, long id) throws Exception {
        try (Connection owner = TestDatabase.owner(database);
                ResultSet row = owner.createStatement()
                        .executeQuery("select " + ActionRow.COLUMNS + " from trail.action a where id = " + id);
                PreparedStatement insert = owner.prepareStatement(
                        "insert into trail.sealed (seq, action_id, segment, leaf) values (?, ?, ?, ?)")) {
            row.next();
            insert.setLong(1, seq);
            insert.setLong(2, id);
            insert.setLong(3, seq / ROWS);
            insert.setBytes(
                    4, SealSuite.SHA256_ED25519.hash().leaf(ActionRow.of(row).canonical()));
            insert.executeUpdate();
        }
    }

    private void resign(long number) throws Exception {
        KeyPair stranger = SealSuite.SHA256_ED25519.newKey();
        Checkpoint old = store.checkpoint(number).orElseThrow();
        Checkpoint forged = new Checkpoint(
                number,
                old.logId(),
                old.firstSeq(),
                old.treeSize(),
                old.root(),
                old.segmentRoot(),
                old.snapshot(),
                old.sealedAt(),
                old.previous(),
                "0123456789abcdef",
                null);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(stranger.getPrivate());
        signature.update(forged.bytes());
        try (Connection owner = TestDatabase.owner(database);
                PreparedStatement update = owner.prepareStatement(
                        "update trail.checkpoint set key_id = '0123456789abcdef', signature = ? where number = ?")) {
            update.setBytes(1, signature.sign());
            update.setLong(2, number);
            update.executeUpdate();
        }
    }

    private void sql(String statement) throws Exception {
        try (Connection owner = TestDatabase.owner(database);
                var run = owner.createStatement()) {
            run.execute(statement);
        }
    }
}
