package io.yihu.platform;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** A job of the tests; found by the component scan because it is a type of its own. */
@Component
class CountingJob implements JobHandler {
    static final AtomicInteger RUNS = new AtomicInteger();

    /** What is out of order until somebody has mended it. */
    static volatile boolean broken;

    @Override
    public String kind() {
        return "test.counting";
    }

    @Override
    public void run(JobContext job) {
        RUNS.incrementAndGet();
        if (job.parameters().contains("-1")) {
            throw new IllegalStateException("cannot count to minus one");
        }
        if (broken && job.parameters().contains("mendable")) {
            throw new IllegalStateException("broken");
        }
        job.progress(3, 3, "数到 3");
    }
}
