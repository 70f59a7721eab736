package io.yihu.dossier;

import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** Pieces of SQL that show roles and levels as they stood on the evening of a past day; without a day, as they stand now. */
final class PastDay {
    private PastDay() {}

    /** Condition that a role ran on the day, beginning with {@code and}; parameter asOf. */
    static String ran(String role, LocalDate day) {
        return day == null
                ? ""
                : " and coalesce(%1$s.valid_from, date '0001-01-01') <= :asOf and coalesce(%1$s.valid_to, date '9999-12-31') > :asOf"
                        .formatted(role);
    }

    /** Whether a role runs, now or on the day. */
    static String runs(String role, LocalDate day) {
        return day == null
                ? role + ".valid_to is null"
                : "coalesce(%s.valid_to, date '9999-12-31') > :asOf".formatted(role);
    }

    /** Joins {@code l.level} of a subject; parameter asOfEnd. */
    static String level(String subject, LocalDate day) {
        return day == null ? "left join risk.v_subject_level l on l.subject_id = " + subject : """
                        left join lateral (select f.level from risk.v_finding f where f.subject_id = %s and f.created_at < :asOfEnd
                          order by f.created_at desc, f.id desc limit 1) l on true""".formatted(subject);
    }

    static Map<String, Object> of(LocalDate day) {
        return day == null
                ? Map.of()
                : Map.of(
                        "asOf",
                        day,
                        "asOfEnd",
                        day.plusDays(1)
                                .atStartOfDay(YihuClock.CHINA)
                                .toInstant()
                                .atOffset(ZoneOffset.UTC));
    }
}
