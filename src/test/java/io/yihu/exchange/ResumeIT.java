package io.yihu.exchange;

import static io.yihu.exchange.TinyWorld.HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.YihuIT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A killed import goes on after its last commit: no row lost, none twice. An Error stands for the kill: nothing tidies up after it. */
@YihuIT
class ResumeIT {
    private static final int ROWS = 130_000;

    @Autowired
    TinyWorld tiny;

    @Autowired
    TinyFeed feed;

    @Autowired
    ImportService imports;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    private static final class Killed extends Error {}

    @BeforeEach
    void empty() throws Exception {
        tiny.empty();
    }

    @AfterEach
    void calm() {
        feed.beforeSlice.clear();
    }

    @Test
    void killedWhileReadingAndWhileMergingEveryRowArrivesOnce() throws Exception {
        StringBuilder text = new StringBuilder(HEAD);
        for (int i = 0; i < ROWS; i++) {
            text.append('X')
                    .append(i)
                    .append(",n,A,1,,,,2026-0")
                    .append(i % 4 + 1)
                    .append("-01,,,\n");
        }
        Path file = Files.writeString(folder.resolve("big.csv"), text);
        List<Long> staged = new ArrayList<>();
        run(file, (phase, done, total) -> {
            if (phase.equals("staging")) {
                staged.add(done);
                throw new Killed();
            }
        });
        assertThat(jdbc.sql("select state || ' ' || rows_read from exchange.batch order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("STAGING " + staged.get(0));
        assertThat(tiny.rows()).isZero();
        feed.beforeSlice.add(slice -> {
            if (slice.equals("2026-03")) {
                throw new Killed();
            }
        });
        run(file, (phase, done, total) -> {
            if (phase.equals("staging")) {
                staged.add(done);
            }
        });
        assertThat(staged.get(1)).as("goes on after the first chunk").isGreaterThan(staged.get(0));
        assertThat(tiny.rows()).as("two of four slices").isEqualTo(ROWS / 2);
        feed.beforeSlice.clear();
        List<String> slices = new ArrayList<>();
        feed.beforeSlice.add(slices::add);
        BatchRow batch = imports.importNow("tiny", file).batch();
        assertThat(slices).containsExactly("2026-03", "2026-04");
        assertThat(batch.state()).isEqualTo("DONE");
        assertThat(List.of(batch.read(), batch.inserted(), tiny.rows()))
                .containsExactly((long) ROWS, (long) ROWS, (long) ROWS);
        assertThat(jdbc.sql("select count(*) from exchange.batch where file_name = 'big.csv'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void stagingEmptiedByACrashOfTheServerIsReadAgain() throws Exception {
        Path file = Files.writeString(
                folder.resolve("small.csv"), HEAD + "X1,n,A,1,,,,2026-01-01,,,\nX2,n,A,1,,,,2026-02-01,,,\n");
        feed.beforeSlice.add(slice -> {
            if (slice.equals("2026-02")) {
                throw new Killed();
            }
        });
        run(file, ImportProgress.SILENT);
        feed.beforeSlice.clear();
        long id =
                jdbc.sql("select max(id) from exchange.batch").query(Long.class).single();
        jdbc.sql("truncate exchange.staging_" + id + "_0").update();
        BatchRow batch = imports.importNow("tiny", file).batch();
        assertThat(List.of(batch.state(), batch.read(), tiny.rows())).containsExactly("DONE", 2L, 2L);
    }

    private void run(Path file, ImportProgress progress) {
        try {
            imports.importNow("tiny", file, null, false, progress);
        } catch (Killed expected) {
            return;
        }
        throw new AssertionError("not killed");
    }
}
