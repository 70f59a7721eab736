package io.yihu.performance;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Definition of an indicator, read from {@code definitions/performance}.
 *
 * @param version number of the parameters in force; 1 are those delivered
 * @param aggregate how units make a value: Σnum/Σden, the median of the numerators, or their count
 * @param levels scopes that get points; others only see the value
 * @param linked indicators the same work also counts in, once each
 * @param missing why there is no data, in two languages; empty where {@code units} gives some
 * @param source system the units come from
 * @param units SQL that yields unit_id, subject_id, officer_id, office_id, at, num, den for the moments {@code :from} to
 *     {@code :to} as known at {@code :asOf}
 * @param digest SHA-256 of the definition file
 */
public record PerformanceIndicator(
        String code,
        int version,
        Map<String, String> titles,
        Map<String, String> formulas,
        Aggregate aggregate,
        double weight,
        String functionKind,
        ScoreFunction function,
        List<String> levels,
        List<String> linked,
        Map<String, String> missing,
        String source,
        String units,
        String digest) {
    /** How the units of an office or officer make one value. */
    public enum Aggregate {
        RATIO,
        MEDIAN,
        COUNT
    }

    /** Whether the machine has everything it needs. */
    public boolean automatic() {
        return missing.isEmpty();
    }

    public String missing(Locale locale) {
        return missing.get(locale.getLanguage().equals("en") ? "en" : "zh");
    }

    /** Points are given at this scope; elsewhere the value is only shown. */
    boolean scored(String scope) {
        return levels.contains(scope);
    }

    /** The same indicator with other parameters. */
    PerformanceIndicator with(int newVersion, String kind, ScoreFunction newFunction, double newWeight) {
        return new PerformanceIndicator(
                code,
                newVersion,
                titles,
                formulas,
                aggregate,
                newWeight,
                kind,
                newFunction,
                levels,
                linked,
                missing,
                source,
                units,
                digest);
    }

    public String title(Locale locale) {
        return titles.get(locale.getLanguage().equals("en") ? "en" : "zh");
    }

    public String formula(Locale locale) {
        return formulas.get(locale.getLanguage().equals("en") ? "en" : "zh");
    }
}
