package io.yihu.demo;

import io.yihu.grid.PartitionService;
import java.time.LocalDate;
import java.time.LocalTime;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** The grids as an authority would have set them up some days before the first run. */
@Component
@RequiredArgsConstructor
class DemoGrids {
    private static final LocalDate SET_UP = LocalDate.of(2026, 2, 25);

    private final PartitionService partition;
    private final DemoClock clock;

    void create() {
        clock.at(SET_UP, LocalTime.of(10, 0), partition::refresh);
    }
}
