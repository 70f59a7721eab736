package io.yihu.indicator;

/**
 * An expression over one frame and all that is said about it.
 *
 * @param unit ratio, count, yuan, days, times, years, score, index or flag
 * @param months how many months of monthly figures it looks back over, 0 where it reads registers only
 * @param value SQL over the frame's columns; boolean for a flag
 * @param when SQL condition under which there is a value at all; null for always
 * @param hard SQL condition that alone makes the level high; null for none
 * @param evidence query with {@code :subject}, {@code :asOf}, {@code :period} for the rows behind the value
 */
public record IndicatorDefinition(
        String code,
        String module,
        String frame,
        String titleZh,
        String titleEn,
        String formulaZh,
        String formulaEn,
        String noDataZh,
        String noDataEn,
        String unit,
        String stage,
        int months,
        String value,
        String when,
        String hard,
        Thresholds thresholds,
        double weight,
        String evidence,
        String source) {

    public Direction direction() {
        return thresholds.direction();
    }

    public String title(boolean english) {
        return english ? titleEn : titleZh;
    }

    public String formula(boolean english) {
        return english ? formulaEn : formulaZh;
    }

    public String noData(boolean english) {
        return english ? noDataEn : noDataZh;
    }
}
