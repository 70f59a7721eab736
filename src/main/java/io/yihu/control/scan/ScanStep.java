package io.yihu.control.scan;

import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** The nightly scan, after the work of the night is dispatched and appraised. */
@Component
@RequiredArgsConstructor
class ScanStep implements RunStep {
    private final ScanService scans;

    @Override
    public String code() {
        return "control.scan";
    }

    @Override
    public int order() {
        return 650;
    }

    @Override
    public long run(RunContext run) {
        return scans.scan("NIGHT").units();
    }
}
