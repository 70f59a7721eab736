package io.yihu.trail.web;

import io.yihu.platform.YihuClock;
import io.yihu.trail.TrailFilter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.web.util.UriComponentsBuilder;

/** The query bar of the log; its state lives in the address. Days are whole days in China, {@code to} included. */
record TrailForm(
        @DateTimeFormat(iso = ISO.DATE) LocalDate from,
        @DateTimeFormat(iso = ISO.DATE) LocalDate to,
        String actor,
        String action,
        String object,
        Long subject,
        String q) {

    TrailFilter filter(YihuClock clock) {
        Instant end = to == null
                ? (text(q) == null ? null : clock.instant())
                : to.plusDays(1).atStartOfDay(YihuClock.CHINA).toInstant();
        return new TrailFilter(
                from == null ? null : from.atStartOfDay(YihuClock.CHINA).toInstant(),
                end,
                text(actor),
                text(action),
                text(object),
                subject,
                text(q));
    }

    String next(String after) {
        return after == null
                ? null
                : UriComponentsBuilder.fromPath("/trail/actions")
                        .queryParamIfPresent("from", Optional.ofNullable(from))
                        .queryParamIfPresent("to", Optional.ofNullable(to))
                        .queryParamIfPresent("actor", Optional.ofNullable(text(actor)))
                        .queryParamIfPresent("action", Optional.ofNullable(text(action)))
                        .queryParamIfPresent("object", Optional.ofNullable(text(object)))
                        .queryParamIfPresent("subject", Optional.ofNullable(subject))
                        .queryParamIfPresent("q", Optional.ofNullable(text(q)))
                        .queryParam("after", after)
                        .encode()
                        .build()
                        .toUriString();
    }

    private static String text(String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }
}
