package io.yihu.grid;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How full an officer is: open minutes over the minutes given to grids in the next working days, clipped to 0..1.5. */
public final class SaturationPolicy {
    public static final int HORIZON_DAYS = 5;
    public static final BigDecimal CEILING = new BigDecimal("1.5");

    private SaturationPolicy() {}

    /**
     * @param openMinutes Σ standard minutes × priority of open tasks, all grids
     * @param capacityPct share of the working time given to grids, all memberships together, at most 100
     * @param horizonDays working days, {@link #HORIZON_DAYS} unless the policy says otherwise
     * @return four decimals; the ceiling when there is no capacity at all
     */
    public static BigDecimal saturation(BigDecimal openMinutes, int capacityPct, int minutesPerDay, int horizonDays) {
        int available = available(capacityPct, minutesPerDay, horizonDays);
        if (available <= 0) {
            return CEILING.setScale(4);
        }
        return openMinutes
                .divide(BigDecimal.valueOf(available), 4, RoundingMode.HALF_UP)
                .max(BigDecimal.ZERO)
                .min(CEILING)
                .setScale(4, RoundingMode.HALF_UP);
    }

    /** Minutes in the horizon; shares of several grids add up to at most the whole time. */
    public static int available(int capacityPct, int minutesPerDay, int horizonDays) {
        return Math.min(100, capacityPct) * minutesPerDay * horizonDays / 100;
    }
}
