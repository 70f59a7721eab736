package io.yihu.indicator;

import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Step 200 of a run: all indicators of all subjects. */
@Component
@RequiredArgsConstructor
class VectorStep implements RunStep {
    private final Vectors vectors;

    @Override
    public String code() {
        return "indicator.vectors";
    }

    @Override
    public int order() {
        return 200;
    }

    @Override
    public long run(RunContext run) {
        return vectors.compute(run);
    }
}
