package io.yihu.performance;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One indicator of one office or officer in one month.
 *
 * @param units number of unit events behind it
 * @param num sum of numerators; {@code value} is num/den, or the median of the units where the definition says so
 * @param shrunk value pulled towards the peers where units are few; the score is given for it
 * @param hidden true where fewer than five units stand behind it and the reader is not in the chain of command: all
 *     figures are null then
 */
public record ScoreRow(
        String indicator,
        LocalDate period,
        String scope,
        long scopeId,
        Long units,
        BigDecimal num,
        BigDecimal den,
        BigDecimal value,
        BigDecimal shrunk,
        BigDecimal score,
        BigDecimal weight,
        boolean hidden) {
    static final int FEWEST = 5;

    /** The same row for a reader outside the chain of command. */
    ScoreRow seenFromOutside() {
        return units < FEWEST
                ? new ScoreRow(indicator, period, scope, scopeId, null, null, null, null, null, null, weight, true)
                : this;
    }
}
