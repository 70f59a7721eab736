package io.yihu.risk.cases;

/**
 * What an indicator must be for one taxpayer of the {@link World} as of 2026-05-01, worked out by hand from the raw rows.
 *
 * @param value null where there must be no data
 */
public record IndicatorCase(String code, String taxId, Double value) {
    static IndicatorCase is(String code, String taxId, double value) {
        return new IndicatorCase(code, taxId, value);
    }

    static IndicatorCase noData(String code, String taxId) {
        return new IndicatorCase(code, taxId, null);
    }
}
