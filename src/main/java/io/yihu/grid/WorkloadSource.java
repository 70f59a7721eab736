package io.yihu.grid;

import java.math.BigDecimal;
import java.util.Map;

/** Tells how much open work officers have, over all their grids; implemented by the module that owns the work. */
public interface WorkloadSource {
    /**
     * Open work of one officer.
     *
     * @param minutes Σ standard minutes × priority of tasks still with the officer
     */
    record Workload(int count, BigDecimal minutes) {
        public static final Workload NONE = new Workload(0, BigDecimal.ZERO);
    }

    /** Officers without open work may be absent. */
    Map<Long, Workload> byOfficer();

    /** Working days whose minutes open work is held against. */
    default int horizonDays() {
        return SaturationPolicy.HORIZON_DAYS;
    }
}
