package io.yihu.control.scan;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Definition of a scan indicator, read from {@code definitions/control/scans}.
 *
 * @param risk kind of risk: ENFORCEMENT INTEGRITY ADMINISTRATION
 * @param level level of a finding where the threshold is passed
 * @param scopes who a finding may be about: OFFICE STAFF SUBJECT
 * @param threshold when a sum is a finding
 * @param days window before the moment of the scan
 * @param watches action codes it looks at; a trailing {@code *} takes all that begin so
 * @param units SQL that yields unit_id, subject_id, officer_id, office_id, at, num, den, ref for {@code :from} to {@code :to}
 */
public record ScanIndicator(
        String code,
        Map<String, String> titles,
        Map<String, String> formulas,
        String risk,
        String level,
        List<String> scopes,
        Threshold threshold,
        int days,
        String source,
        List<String> watches,
        String units) {

    /** How units make a value. */
    public enum Aggregate {
        /** Sum of the numerators. */
        COUNT,
        /** Σnum ÷ Σden. */
        SHARE,
        /** A share that also lies above the median of the peers. */
        GAP
    }

    /**
     * When a sum is a finding; null parts do not count.
     *
     * @param over share above which it is
     * @param high share above which it is HIGH whatever the level
     * @param least units below which a share says nothing
     * @param at count from which it is
     * @param gap distance above the median of the peers
     */
    public record Threshold(Aggregate aggregate, Double over, Double high, int least, Double at, Double gap) {

        /** The parts that this threshold has, by name. */
        public Map<String, BigDecimal> parameters() {
            Map<String, BigDecimal> parameters = new LinkedHashMap<>();
            put(parameters, "at", at);
            put(parameters, "over", over);
            put(parameters, "high", high);
            put(parameters, "gap", gap);
            if (over != null) {
                parameters.put("least", BigDecimal.valueOf(least));
            }
            return parameters;
        }

        private static void put(Map<String, BigDecimal> parameters, String name, Double value) {
            if (value != null) {
                parameters.put(name, BigDecimal.valueOf(value).stripTrailingZeros());
            }
        }

        private Threshold with(Map<String, BigDecimal> changed) {
            return new Threshold(
                    aggregate,
                    number(changed, "over", over),
                    number(changed, "high", high),
                    changed.containsKey("least") ? changed.get("least").intValue() : least,
                    number(changed, "at", at),
                    number(changed, "gap", gap));
        }

        /** A threshold keeps the parts it was made with: none is added, none is lost. */
        private static Double number(Map<String, BigDecimal> changed, String name, Double shipped) {
            if (shipped == null || !changed.containsKey(name)) {
                return shipped;
            }
            return changed.get(name).doubleValue();
        }

        /** The level of these sums, null where they are no finding. */
        public String level(String usual, long n, double num, double den, Double peer) {
            if (at != null && num >= at) {
                return usual;
            }
            if (over == null || den <= 0 || n < least) {
                return null;
            }
            double share = num / den;
            boolean past =
                    aggregate == Aggregate.GAP ? share >= over && peer != null && share > peer + gap : share > over;
            return !past ? null : high != null && share > high ? "HIGH" : usual;
        }
    }

    /** The same with another level and other thresholds. */
    public ScanIndicator with(String otherLevel, Map<String, BigDecimal> thresholds) {
        return new ScanIndicator(
                code,
                titles,
                formulas,
                risk,
                otherLevel,
                scopes,
                threshold.with(thresholds),
                days,
                source,
                watches,
                units);
    }

    public String title(Locale locale) {
        return titles.get(locale.getLanguage().equals("en") ? "en" : "zh");
    }

    public String formula(Locale locale) {
        return formulas.get(locale.getLanguage().equals("en") ? "en" : "zh");
    }

    public boolean counts() {
        return threshold.aggregate() == Aggregate.COUNT;
    }

    public boolean looksAt(String action) {
        return watches.stream()
                .anyMatch(each -> each.endsWith("*")
                        ? each.length() > 1 && action.startsWith(each.substring(0, each.length() - 1))
                        : each.equals(action));
    }
}
