package io.yihu.taxpayer.link;

import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Looks for contradictions in identities every night. */
@Component
@RequiredArgsConstructor
class DoubtStep implements RunStep {
    private final DoubtScan scan;

    @Override
    public String code() {
        return "taxpayer.doubts";
    }

    @Override
    public int order() {
        return 90;
    }

    @Override
    public long run(RunContext run) {
        return scan.scan();
    }
}
