package io.yihu.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.YihuIT;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Long work: queued with the caller's transaction, run once, progress and failure visible, never a stack trace. */
@YihuIT
class JobsIT {
    @Autowired
    Jobs jobs;

    @Test
    void aJobRunsOnceAndShowsItsProgress() {
        int before = CountingJob.RUNS.get();
        long id = jobs.start("test.counting", "数数", "{\"upTo\": 3}");
        Jobs.Row row = ended(id);
        assertThat(row.state()).isEqualTo("DONE");
        assertThat(row.done()).isEqualTo(3);
        assertThat(row.phrase()).isEqualTo("数到 3");
        assertThat(CountingJob.RUNS.get() - before).isEqualTo(1);
    }

    @Test
    void aFailedJobKeepsAReferenceNumberOnly() {
        Jobs.Row row = ended(jobs.start("test.counting", "数错", "{\"upTo\": -1}"));
        assertThat(row.state()).isEqualTo("FAILED");
        assertThat(row.error()).matches("[0-9a-f]{8}");
    }

    private Jobs.Row ended(long id) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> jobs.find(id).orElseThrow(), row -> row.finishedAt() != null);
    }
}
