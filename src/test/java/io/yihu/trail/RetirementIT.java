package io.yihu.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.platform.Refusal;
import io.yihu.support.CleanDatabase;
import io.yihu.support.TestDatabase;
import io.yihu.support.YihuIT;
import io.yihu.trail.TrailProblem.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.util.FileSystemUtils;

/** Old rows leave the log by whole partitions with an export that proves itself; the rest of the log still verifies, and nobody else can do it. */
@YihuIT
class RetirementIT {
    @Autowired
    Sealer sealer;

    @Autowired
    OutsideCopy outside;

    @Autowired
    TrailVerifier verifier;

    @Autowired
    RetireCommand command;

    @Autowired
    TrailKeys keys;

    @Autowired
    SealStore store;

    @Autowired
    JdbcClient jdbc;

    @Value("${yihu.test.database}")
    String database;

    @TempDir
    Path folder;

    @BeforeEach
    void twoPartitions() throws Exception {
        empty();
        assertThat(jdbc.sql("select trail.make_room()").query(Integer.class).single())
                .as("two partitions stand")
                .isZero();
        write(1_000, 300);
        sql("select setval('trail.action_id', 10000800)");
        write(10_000_500, 200);
        sealer.sealAll();
        assertThat(outside.catchUp()).isTrue();
    }

    @AfterEach
    void empty() throws Exception {
        FileSystemUtils.deleteRecursively(outside.folder());
        CleanDatabase.clean(database);
        sql("""
                do $$ begin
                  if to_regclass('trail.action_p0') is null then
                    perform trail.make_partition(0);
                  end if;
                end $$""");
    }

    private void write(long from, int rows) throws Exception {
        sql("""
                insert into trail.action (id, happened_at, actor, actor_name, office_path, action, object_type, object_id, details)
                select %d + n, timestamptz '2026-03-02 01:00Z', 'li', '李', '/', 'task.task.accept', 'task', n, '{"第": 1}'
                from generate_series(1, %d) n""".formatted(from, rows));
        sealer.sealAll();
    }

    private int retire(String purpose) {
        return command.run(
                List.of("--before", "2999-01-01", "--to", folder.toString(), "--purpose", purpose),
                new AbstractDataSource() {
                    @Override
                    public java.sql.Connection getConnection() throws java.sql.SQLException {
                        return TestDatabase.owner(database);
                    }

                    @Override
                    public java.sql.Connection getConnection(String user, String password)
                            throws java.sql.SQLException {
                        return getConnection();
                    }
                });
    }

    @Test
    void anOldPartitionLeavesWithItsExportAndTheRestStillVerifies() throws Exception {
        assertThatThrownBy(() -> retire("")).isInstanceOf(Refusal.class);
        assertThat(retire("保存期满，移交档案")).isZero();
        assertThat(one("select count(*) from trail.action where id < 10000000")).isZero();
        assertThat(one("select count(*) from trail.action where id > 10000000 and action = 'task.task.accept'"))
                .isEqualTo(200);
        VerifyReport report = verifier.verify(rows -> {});
        assertThat(report.problems()).isEmpty();
        assertThat(report.rows()).isGreaterThanOrEqualTo(500);
        Path key = folder.resolve("trusted.pub");
        Files.writeString(key, keys.publicKey(SealSuite.SHA256_ED25519));
        assertThat(new ExportCheck(folder, PublicKeys.of(List.of(key)))
                        .check(outside.folder()
                                .resolve(store.log().orElseThrow().id())
                                .resolve("checkpoints.jsonl"))
                        .intact())
                .as("the export proves the rows that are gone")
                .isTrue();
        assertThat(one("select count(*) from trail.action where action = 'trail.log.retire'"))
                .isEqualTo(1);

        sql("update trail.retired set below_id = below_id + 10000000");
        assertThat(verifier.verify(rows -> {}).first().kind())
                .as("a line that was touched says nothing")
                .isEqualTo(Kind.ROW_DELETED);
        sql("update trail.retired set below_id = below_id - 10000000");
        sql("delete from trail.action where id = 10000600");
        assertThat(verifier.verify(rows -> {}).first().kind())
                .as("a row that nobody took out on purpose")
                .isEqualTo(Kind.ROW_DELETED);
    }

    @Test
    void theApplicationAloneTakesNothingOut() {
        for (String said : List.of(
                "alter table trail.action detach partition trail.action_p0",
                "drop table trail.action_p0",
                "delete from trail.retired",
                "select trail.make_partition(77)",
                "select * from trail.ripe_partitions(1)")) {
            assertThatThrownBy(() -> jdbc.sql(said).query((row, n) -> 1).list())
                    .as(said)
                    .hasStackTraceContaining(
                            said.startsWith("alter") || said.startsWith("drop")
                                    ? "must be owner"
                                    : "permission denied");
        }
    }

    private long one(String question) {
        return jdbc.sql(question).query(Long.class).single();
    }

    private void sql(String statements) throws Exception {
        try (var owner = TestDatabase.owner(database);
                var run = owner.createStatement()) {
            run.execute(statements);
        }
    }
}
