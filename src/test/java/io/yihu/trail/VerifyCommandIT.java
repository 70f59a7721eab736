package io.yihu.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.CleanDatabase;
import io.yihu.support.TestDatabase;
import io.yihu.support.YihuIT;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.util.FileSystemUtils;

/** {@code audit verify} ends with 0 on an intact log and with 1 once a row was changed. */
@YihuIT
class VerifyCommandIT {
    @Autowired
    Sealer sealer;

    @Autowired
    OutsideCopy outside;

    @Autowired
    VerifyCommand command;

    @Value("${yihu.test.database}")
    String database;

    @BeforeEach
    @AfterEach
    void empty() throws Exception {
        FileSystemUtils.deleteRecursively(outside.folder());
        CleanDatabase.clean(database);
    }

    @Test
    void theExitCodeSaysWhetherTheLogIsIntact() throws Exception {
        sql("""
                insert into trail.action (id, happened_at, actor, actor_name, office_path, action, object_type, object_id, details)
                select n, timestamptz '2026-03-02 01:00Z', 'li', '李', '/', 'task.task.accept', 'task', n, '{}' from generate_series(1001, 1005) n""");
        sealer.sealAll();
        assertThat(outside.catchUp()).isTrue();
        assertThat(command.run(List.of())).isZero();
        sql("update trail.action set actor = 'wang' where id = 1003");
        assertThat(command.run(List.of())).isEqualTo(1);
    }

    private void sql(String statement) throws Exception {
        try (var owner = TestDatabase.owner(database);
                var run = owner.createStatement()) {
            run.execute(statement);
        }
    }
}
