package io.yihu.platform;

import static io.yihu.support.SpokenActors.spoken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.support.YihuIT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** Long work: queued with the caller's transaction, run once, progress and failure visible, never a stack trace. */
@YihuIT
class JobsIT {
    @Autowired
    Jobs jobs;

    @Autowired
    MockMvc mvc;

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

    @Test
    void aFailedJobBeginsAgainByItsButton() throws Exception {
        CountingJob.broken = true;
        long id = jobs.start("test.counting", "可修", "{\"mendable\": true}");
        assertThat(ended(id).state()).isEqualTo("FAILED");
        String page = mvc.perform(get("/workbench/jobs").with(spoken("/", Roles.SYSTEM_ADMIN)))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        String button = "/workbench/jobs/" + id + "/restart";
        assertThat(page).contains(button);
        CountingJob.broken = false;
        mvc.perform(post(button).with(spoken("/", Roles.SYSTEM_ADMIN)).with(csrf()))
                .andExpect(status().is3xxRedirection());
        Jobs.Row again = ended(id);
        assertThat(again.state()).isEqualTo("DONE");
        assertThat(again.error()).isNull();
        mvc.perform(post(button).with(spoken("/", Roles.SYSTEM_ADMIN)).with(csrf()))
                .andExpect(status().isConflict());
        mvc.perform(post(button).with(spoken("/", Roles.SUPERVISOR)).with(csrf()))
                .andExpect(status().isForbidden());
    }

    private Jobs.Row ended(long id) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> jobs.find(id).orElseThrow(), row -> row.finishedAt() != null);
    }
}
