package io.yihu.grid;

import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** First step of the nightly run: everybody stands in a grid before anything is judged. */
@Component
@RequiredArgsConstructor
class PartitionStep implements RunStep {
    private final PartitionService partition;

    @Override
    public String code() {
        return "grid.partition";
    }

    @Override
    public int order() {
        return 100;
    }

    @Override
    public long run(RunContext run) {
        return partition.refresh().subjects();
    }
}
