package io.yihu.guidance;

import java.util.List;
import java.util.Map;

/**
 * Something that calls for service, and the templates for it by level and class of the taxpayer.
 *
 * @param stage PRE MID POST
 * @param days how far back it is looked for
 * @param find query for {@code subject_id, ref, at, task_id} and the words; null where a person starts it
 * @param words columns of the query that fill gaps of the templates
 */
public record ServiceEvent(
        String code,
        Map<String, String> title,
        String stage,
        int days,
        String find,
        List<String> words,
        List<Wording> templates) {
    public String title(java.util.Locale locale) {
        return title.get(locale.getLanguage().equals("en") ? "en" : "zh");
    }
}
