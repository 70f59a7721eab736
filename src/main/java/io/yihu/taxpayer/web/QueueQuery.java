package io.yihu.taxpayer.web;

import io.yihu.taxpayer.link.QueueFilter;
import java.math.BigDecimal;
import org.springframework.web.util.UriComponentsBuilder;

/** The query bar of the review desk as the URL holds it; without a state only what was not put off. */
public record QueueQuery(String rule, String veto, String office, String minScore, String days, String state) {
    QueueFilter filter() {
        return new QueueFilter(
                blank(rule),
                blank(veto),
                blank(office),
                matches(minScore, "[01](\\.\\d{1,5})?") ? new BigDecimal(minScore.strip()) : null,
                matches(days, "\\d{1,4}") ? Integer.valueOf(days.strip()) : null,
                state == null || state.isBlank() ? "OPEN" : state.equals("ALL") ? null : state);
    }

    String url(String path, String after) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath(path);
        add(url, "rule", rule);
        add(url, "veto", veto);
        add(url, "office", office);
        add(url, "minScore", minScore);
        add(url, "days", days);
        add(url, "state", state);
        add(url, "after", after);
        return url.encode().build().toUriString();
    }

    private static boolean matches(String value, String pattern) {
        return value != null && value.strip().matches(pattern);
    }

    private static String blank(String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static void add(UriComponentsBuilder url, String name, String value) {
        if (blank(value) != null) {
            url.queryParam(name, value.strip());
        }
    }
}
