package io.yihu.control.gate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An embedded control, read from {@code definitions/control/points}.
 *
 * @param refusal message key of the module whose step it is, filled with the first row's columns; null for the own sentence
 * @param risk kind of risk: ENFORCEMENT INTEGRITY ADMINISTRATION
 * @param level BLOCK or WARN as shipped
 * @param second whether another person's clearance lets it pass: BLOCK where it would block, ALWAYS also where it only warns, null never
 * @param copies the supervisor is told
 * @param reasonFrom argument of the step that already holds a reason
 * @param steps action codes it stands in; a trailing {@code *} takes all that begin so
 * @param check SQL that yields a row for each reason to fire; columns {@code level} and {@code refusal} speak for their row
 */
public record ControlPoint(
        String code,
        Map<String, String> titles,
        Map<String, String> sentences,
        String refusal,
        String risk,
        String level,
        String second,
        boolean copies,
        String reasonFrom,
        List<String> steps,
        Map<String, BigDecimal> parameters,
        String check) {

    public String title(Locale locale) {
        return titles.get(locale.getLanguage().equals("en") ? "en" : "zh");
    }

    public String sentence(Locale locale) {
        return sentences.get(locale.getLanguage().equals("en") ? "en" : "zh");
    }

    public boolean standsIn(String step) {
        return steps.stream()
                .anyMatch(each ->
                        each.endsWith("*") ? step.startsWith(each.substring(0, each.length() - 1)) : each.equals(step));
    }
}
