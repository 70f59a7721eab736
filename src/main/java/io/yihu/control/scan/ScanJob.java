package io.yihu.control.scan;

import io.yihu.platform.JobContext;
import io.yihu.platform.JobHandler;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** A scan on demand. */
@Component
@RequiredArgsConstructor
class ScanJob implements JobHandler {
    static final String KIND = "control.scan";
    private final ScanService scans;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobContext job) {
        scans.scan("DEMAND");
    }
}
