package io.yihu.trail;

import io.yihu.platform.JobContext;
import io.yihu.platform.JobHandler;
import io.yihu.platform.YihuClock;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads the whole log in the background; harmless to repeat. */
@Component
@RequiredArgsConstructor
class VerifyJob implements JobHandler {
    static final String KIND = "trail.verify";
    private final TrailVerifier verifier;
    private final VerificationLog log;
    private final SealStore store;
    private final YihuClock clock;
    private final JsonMapper json;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobContext job) {
        String actor = json.readTree(job.parameters()).get("actor").stringValue();
        long total = store.last().map(Checkpoint::treeSize).orElse(0L);
        VerifyReport report = verifier.verify(rows -> job.progress(rows, total, null));
        log.keep(report, actor, clock.instant());
    }
}
