package io.yihu.demo;

import io.yihu.platform.DatabaseMarker;
import io.yihu.platform.YihuClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Shifts the application's clock so that the invented year ends "now", and moves it while history is replayed. */
@Component
@RequiredArgsConstructor
class DemoClock {
    /** The morning on which a visitor arrives: 6 May 2026, 09:30 in China. */
    static final Instant ARRIVAL = Instant.parse("2026-05-06T01:30:00Z");

    private final DatabaseMarker marker;
    private final YihuClock clock;

    /** From now on the clock starts at the arrival and ticks on; kept for later starts. */
    void arrive() {
        Instant real = clock.instant().minus(clock.shift());
        Duration shift = Duration.between(real, ARRIVAL);
        marker.write("clock.shift", shift.toString());
        clock.shiftBy(shift);
    }

    <T> T at(LocalDate day, LocalTime time, Supplier<T> work) {
        return at(day.atTime(time).atZone(YihuClock.CHINA).toInstant(), work);
    }

    <T> T at(Instant instant, Supplier<T> work) {
        return clock.at(instant, work);
    }
}
