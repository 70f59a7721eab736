package io.yihu.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * The clock every service reads; in a demo database it runs shifted, so that the seeded year ends "now".
 *
 * <p>{@link #at} moves time for the calling thread only: history is replayed by it, never invented.
 */
public final class YihuClock extends Clock {
    /** Time zone of screens, working days and months. */
    public static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final Clock real;
    private final ThreadLocal<Instant> moved = new ThreadLocal<>();
    private volatile Duration shift = Duration.ZERO;

    public YihuClock(Clock real) {
        this.real = real;
    }

    /** Shifts all reads from now on; kept in {@code platform.marker} by the demo. */
    public void shiftBy(Duration newShift) {
        this.shift = newShift;
    }

    public Duration shift() {
        return shift;
    }

    /** Runs the work as if it were the given instant on this thread. */
    public <T> T at(Instant instant, Supplier<T> work) {
        Instant before = moved.get();
        moved.set(instant);
        try {
            return work.get();
        } finally {
            if (before == null) {
                moved.remove();
            } else {
                moved.set(before);
            }
        }
    }

    @Override
    public Instant instant() {
        Instant instant = moved.get();
        return instant != null ? instant : real.instant().plus(shift);
    }

    @Override
    public ZoneId getZone() {
        return CHINA;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
