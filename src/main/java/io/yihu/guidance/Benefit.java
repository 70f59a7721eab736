package io.yihu.guidance;

import java.util.Locale;
import java.util.Map;

/**
 * A benefit of the law and the query that finds whom it may fit.
 *
 * @param summary one sentence for the taxpayer
 * @param basis what the query goes by, said on the page
 * @param match query for {@code subject_id, period, facts, enjoyed}
 */
public record Benefit(
        String code,
        Map<String, String> titles,
        String summary,
        Map<String, String> bases,
        String period,
        String match) {
    public String title(Locale locale) {
        return titles.get(locale.getLanguage().equals("en") ? "en" : "zh");
    }

    public String basis(Locale locale) {
        return bases.get(locale.getLanguage().equals("en") ? "en" : "zh");
    }
}
