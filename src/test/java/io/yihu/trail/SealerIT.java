package io.yihu.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.support.CleanDatabase;
import io.yihu.support.TestDatabase;
import io.yihu.support.YihuIT;
import io.yihu.trail.merkle.MerkleProofs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

@YihuIT
class SealerIT {
    private static final String ROW =
            "insert into trail.action (happened_at, actor, action) values (clock_timestamp(), 'li', 'x')";

    @Autowired
    Sealer sealer;

    @Autowired
    OutsideCopy outside;

    @Autowired
    TrailVerifier verifier;

    @Autowired
    TrailProofs proofs;

    @Autowired
    SealStore store;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    @Autowired
    PlatformTransactionManager transactions;

    @Value("${yihu.test.database}")
    String database;

    @Value("${yihu.data-dir}")
    Path data;

    @BeforeEach
    @AfterEach
    void nothingYet() throws Exception {
        CleanDatabase.clean(database);
        FileSystemUtils.deleteRecursively(outside.folder());
    }

    @Test
    void aRowThatCommitsLateIsSealedLaterAndNeverLost() throws Exception {
        try (Connection slow = TestDatabase.owner(database);
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute(ROW);
            for (int i = 0; i < 5; i++) {
                jdbc.sql(ROW).update();
            }
            assertThat(sealer.sealAll()).as("rows beside the open transaction").isEqualTo(5);
            jdbc.sql(ROW).update();
            assertThat(sealer.sealAll()).isEqualTo(1);
            slow.commit();
        }
        assertThat(sealer.sealAll()).as("the late row").isEqualTo(1);
        assertThat(numbers()).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 1L);
        assertThat(verifier.verify(rows -> {}).intact()).isTrue();
    }

    @Test
    void rowsRolledBackLeaveNoGapInTheNumbers() {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        for (int i = 0; i < 10; i++) {
            boolean keep = i % 3 == 0;
            transaction.executeWithoutResult(status -> {
                jdbc.sql(ROW).update();
                if (!keep) {
                    status.setRollbackOnly();
                }
            });
            sealer.sealAll();
        }
        assertThat(numbers()).hasSize(4).doesNotHaveDuplicates();
        assertThat(verifier.verify(rows -> {})).isEqualTo(new VerifyReport(4, 4, 0, List.of()));
    }

    @Test
    void manyWritersAndTwoSealersLoseNothing() throws Exception {
        int writers = 6;
        int each = 60;
        ExecutorService pool = Executors.newFixedThreadPool(writers + 2);
        AtomicInteger writing = new AtomicInteger(writers);
        List<Future<?>> work = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            Random random = new Random(w);
            work.add(pool.submit(() -> {
                TransactionTemplate transaction = new TransactionTemplate(transactions);
                for (int i = 0; i < each; ) {
                    int rows = Math.min(each - i, 1 + random.nextInt(4));
                    transaction.executeWithoutResult(status -> {
                        for (int r = 0; r < rows; r++) {
                            jdbc.sql(ROW).update();
                        }
                    });
                    i += rows;
                }
                writing.decrementAndGet();
            }));
        }
        for (int s = 0; s < 2; s++) {
            work.add(pool.submit(() -> {
                while (writing.get() > 0) {
                    sealer.seal(7);
                }
            }));
        }
        for (Future<?> done : work) {
            done.get();
        }
        pool.shutdown();
        sealer.sealAll();
        List<Long> ids =
                jdbc.sql("select id from trail.action").query(Long.class).list();
        assertThat(numbers()).hasSize(writers * each).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(jdbc.sql("select seq from trail.sealed order by seq")
                        .query(Long.class)
                        .list())
                .isEqualTo(LongStream.range(0, (long) writers * each).boxed().collect(Collectors.toList()));
        assertThat(verifier.verify(rows -> {}).problems()).isEmpty();
    }

    @Test
    void oneTransactionIsNeverCutInTwoButARoundStaysSmall() {
        jdbc.sql(
                        "insert into trail.action (happened_at, actor, action) select now(), 'li', 'x' from generate_series(1, 50)")
                .update();
        for (int i = 0; i < 25; i++) {
            jdbc.sql(ROW).update();
        }
        assertThat(sealer.seal(10)).isEqualTo(50);
        assertThat(sealer.seal(10)).isEqualTo(10);
        assertThat(sealer.seal(10)).isEqualTo(10);
        assertThat(sealer.seal(10)).isEqualTo(5);
        assertThat(sealer.seal(10)).isZero();
        assertThat(verifier.verify(rows -> {}).problems()).isEmpty();
    }

    @Test
    void aSealerKilledBeforeItsCommitHasDoneNothing() {
        jdbc.sql(ROW).update();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            assertThat(sealer.seal(100)).isEqualTo(1);
            status.setRollbackOnly();
        });
        assertThat(numbers()).isEmpty();
        assertThat(sealer.sealAll()).isEqualTo(1);
        assertThat(verifier.verify(rows -> {}).problems()).isEmpty();
    }

    @Test
    void theCopyOutsideHealsAfterAKillAtAnyByte() throws Exception {
        for (int i = 0; i < 6; i++) {
            jdbc.sql(ROW).update();
            sealer.sealAll();
        }
        outside.catchUp();
        Path file = outside.folder().resolve(store.log().orElseThrow().id()).resolve("checkpoints.jsonl");
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(11);
        for (int round = 0; round < 20; round++) {
            Files.write(file, java.util.Arrays.copyOf(whole, random.nextInt(whole.length)));
            assertThat(outside.catchUp()).isTrue();
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        }
        Files.writeString(file, "{\"number\":6,\"si", StandardOpenOption.APPEND);
        jdbc.sql(ROW).update();
        sealer.sealAll();
        assertThat(outside.catchUp()).isTrue();
        assertThat(verifier.verify(rows -> {}).problems()).isEmpty();
        assertThat(outside.lines(store.log().orElseThrow().id())).hasSize(7);
    }

    @Test
    void everyRowHasAProofAndEveryCheckpointContinuesTheOnesBefore() {
        for (int size : new int[] {3, 1, 300, 17}) {
            jdbc.sql(
                            "insert into trail.action (happened_at, actor, action) select now(), 'li', 'x' from generate_series(1, ?)")
                    .param(size)
                    .update();
            sealer.sealAll();
        }
        MerkleProofs check = new MerkleProofs(SealSuite.SHA256_ED25519.hash());
        List<byte[]> leaves = store.leaves(0, 321);
        assertThat(store.last().orElseThrow().root()).isEqualTo(check.root(leaves));
        for (long seq : new long[] {0, 2, 3, 4, 255, 256, 303, 304, 320}) {
            assertThat(proofs.inclusion(seq).holds()).as("row " + seq).isTrue();
        }
        for (long older = 0; older < 4; older++) {
            for (long newer = older; newer < 4; newer++) {
                assertThat(proofs.consistency(older, newer).holds())
                        .as(older + " to " + newer)
                        .isTrue();
            }
        }
    }

    @Test
    void theSigningKeyIsReadableByItsOwnerOnly() throws Exception {
        jdbc.sql(ROW).update();
        sealer.sealAll();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(data.resolve("trail/sha256_ed25519.key"))))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"action", "sealed", "checkpoint", "node", "log", "verification", "action_p0", "retired"})
    void theApplicationCanNeitherChangeNorDeleteNorEmpty(String table) throws Exception {
        jdbc.sql(ROW).update();
        sealer.sealAll();
        String column = jdbc.sql(
                        "select column_name from information_schema.columns where table_schema = 'trail' and table_name = ? and is_identity = 'NO' limit 1")
                .param(table)
                .query(String.class)
                .single();
        for (String statement : List.of(
                "update trail.%s set %s = %s".formatted(table, column, column),
                "delete from trail." + table,
                "truncate trail." + table,
                "drop table trail." + table,
                "alter table trail." + table + " disable trigger all")) {
            try (Connection application = dataSource.getConnection();
                    Statement run = application.createStatement()) {
                assertThatThrownBy(() -> run.execute(statement))
                        .as(statement)
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
        }
    }

    @Test
    void theHashedColumnsAreAllColumnsOfTheTable() {
        jdbc.sql(ROW).update();
        sealer.sealAll();
        List<String> columns = jdbc.sql(
                        "select column_name::text from information_schema.columns where table_schema = 'trail' and table_name = 'action'")
                .query(String.class)
                .list();
        assertThat(store.sealedRow(0).orElseThrow().columns().keySet()).containsExactlyInAnyOrderElementsOf(columns);
    }

    private List<Long> numbers() {
        try (Stream<Long> ids =
                jdbc.sql("select action_id from trail.sealed order by seq").query(Long.class).stream()) {
            return ids.toList();
        }
    }
}
