package io.yihu.performance;

import java.util.Locale;
import java.util.Map;

/**
 * Definition of an indicator, read from {@code definitions/performance}.
 *
 * @param aggregate how units make a value: Σnum/Σden, or the median of the numerators
 * @param source system the units come from
 * @param units SQL that yields unit_id, subject_id, officer_id, office_id, at, num, den for the moments {@code :from} to
 *     {@code :to} as known at {@code :asOf}
 * @param digest SHA-256 of the definition file
 */
public record PerformanceIndicator(
        String code,
        Map<String, String> titles,
        Map<String, String> formulas,
        Aggregate aggregate,
        double weight,
        String functionKind,
        ScoreFunction function,
        String source,
        String units,
        String digest) {
    /** How the units of an office or officer make one value. */
    public enum Aggregate {
        RATIO,
        MEDIAN
    }

    public String title(Locale locale) {
        return titles.get(locale.getLanguage().equals("en") ? "en" : "zh");
    }

    public String formula(Locale locale) {
        return formulas.get(locale.getLanguage().equals("en") ? "en" : "zh");
    }
}
