package io.yihu.trail;

import io.yihu.platform.JobContext;
import io.yihu.platform.JobHandler;
import io.yihu.platform.YihuClock;
import java.util.concurrent.atomic.AtomicLong;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Reads the whole log in the background; harmless to repeat. It reads in a read-only snapshot and tells its progress beside it. */
@Component
@RequiredArgsConstructor
class VerifyJob implements JobHandler {
    static final String KIND = "trail.verify";
    private static final int ROWS_BETWEEN = 5_000;
    private final TrailVerifier verifier;
    private final VerificationLog log;
    private final SealStore store;
    private final YihuClock clock;
    private final JsonMapper json;
    private final PlatformTransactionManager transactions;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobContext job) {
        String actor = json.readTree(job.parameters()).get("actor").stringValue();
        long total = store.last().map(Checkpoint::treeSize).orElse(0L);
        TransactionTemplate beside = new TransactionTemplate(transactions);
        beside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        AtomicLong told = new AtomicLong();
        VerifyReport report = verifier.verify(rows -> {
            if (rows - told.get() >= ROWS_BETWEEN) {
                told.set(rows);
                beside.executeWithoutResult(status -> job.progress(rows, total, null));
            }
        });
        job.progress(report.rows(), total, null);
        log.keep(report, actor, clock.instant());
    }
}
