package io.yihu.indicator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A series by month that features are derived from.
 *
 * @param sql one row a subject and month, with {@code @measures(alias)} where the measures stand
 * @param peers {@code subject_id}, {@code own} (the group) and {@code wide} (the group to fall back to)
 */
public record FeatureSeries(
        String name, String module, String titleZh, String titleEn, String sql, String peers, List<Measure> measures) {

    /**
     * One measure of the series.
     *
     * @param largest a window takes the largest month instead of the sum
     * @param zero a month without a row is zero where the month is known of others
     */
    public record Measure(String code, String titleZh, String titleEn, String unit, boolean largest, boolean zero) {}

    /** What is derived from every measure. */
    public enum Derivation {
        M1("近 1 个月", "1 month", null),
        M3("近 3 个月", "3 months", null),
        M6("近 6 个月", "6 months", null),
        M12("近 12 个月", "12 months", null),
        CHANGE("近 3 个月较前 3 个月变动", "3 months against the 3 before", "ratio"),
        YEAR("近 3 个月同比变动", "3 months against a year ago", "ratio"),
        VOLATILITY("12 个月波动（标准差 ÷ 均值）", "volatility of 12 months", "ratio"),
        PEER_RATIO("近 12 个月 ÷ 同类中位数", "12 months / median of the peers", "times"),
        PEER_RANK("近 12 个月在同类中的位次", "place among the peers, 12 months", "ratio");

        final String titleZh;
        final String titleEn;
        final String unit;

        Derivation(String titleZh, String titleEn, String unit) {
            this.titleZh = titleZh;
            this.titleEn = titleEn;
            this.unit = unit;
        }
    }

    /** One feature: a measure seen in one way. */
    public record Feature(Measure measure, Derivation derivation) {
        public String code() {
            return measure.code() + "." + derivation.name().toLowerCase(Locale.ROOT);
        }

        public String titleZh() {
            return measure.titleZh() + "·" + derivation.titleZh + (highest() ? "最高" : "");
        }

        public String titleEn() {
            return measure.titleEn() + ", " + (highest() ? "highest of " : "") + derivation.titleEn;
        }

        /** A window over several months whose largest counts. */
        private boolean highest() {
            return measure.largest()
                    && List.of(Derivation.M3, Derivation.M6, Derivation.M12).contains(derivation);
        }

        public String unit() {
            return derivation.unit == null ? measure.unit() : derivation.unit;
        }
    }

    /** In the order of the vector. */
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        for (Measure measure : measures) {
            Arrays.stream(Derivation.values()).map(d -> new Feature(measure, d)).forEach(features::add);
        }
        return features;
    }

    /** The statement with its measures. */
    String statement() {
        String alias = sql.replaceAll("(?s).*@measures\\(([a-z]+)\\).*", "$1");
        String columns = measures.stream().map(m -> alias + "." + m.code()).collect(Collectors.joining(", "));
        return sql.replace("@measures(" + alias + ")", columns);
    }
}
