package io.yihu.platform;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** A job of the tests; found by the component scan because it is a type of its own. */
@Component
class CountingJob implements JobHandler {
    static final AtomicInteger RUNS = new AtomicInteger();

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
        job.progress(3, 3, "数到 3");
    }
}
