package io.yihu.grid;

import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** First step of the nightly run: configurations of the day go live, and everybody stands in a grid before anything is judged. */
@Component
@RequiredArgsConstructor
class PartitionStep implements RunStep {
    private final PartitionService partition;
    private final ConfigQueries configs;
    private final ConfigService service;
    private final YihuClock clock;

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
        configs.due(LocalDate.ofInstant(clock.instant(), YihuClock.CHINA)).forEach(service::activate);
        return partition.refresh().subjects();
    }
}
