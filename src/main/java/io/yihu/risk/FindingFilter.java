package io.yihu.risk;

import java.time.LocalDate;

/**
 * What a list of findings is narrowed to; null means everything.
 *
 * @param runId one run; without it the newest finished run, or the newest of the period
 * @param office code of an office; its whole subtree
 * @param indicator code of an indicator that must be met
 */
public record FindingFilter(Long runId, LocalDate period, String level, String office, String indicator) {
    public static FindingFilter newest() {
        return new FindingFilter(null, null, null, null, null);
    }
}
