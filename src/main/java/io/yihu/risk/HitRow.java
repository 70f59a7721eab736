package io.yihu.risk;

import io.yihu.indicator.Direction;
import io.yihu.risk.model.CompiledModel;

/**
 * One reason of a finding.
 *
 * @param value null where only the hard rule had data
 * @param severity 0 to 1; how far the value is past what is usual
 * @param share of the raw score, 0 to 1
 */
public record HitRow(
        String code,
        String titleZh,
        String titleEn,
        String unit,
        Direction direction,
        Double value,
        double severity,
        double share,
        boolean hard) {
    /** A rule of the model rather than an indicator. */
    public boolean rule() {
        return code.startsWith(CompiledModel.RULE);
    }
}
