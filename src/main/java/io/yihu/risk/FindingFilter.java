package io.yihu.risk;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a list of findings is narrowed to; null means everything.
 *
 * @param runId one run; without it the newest finished run, or the newest of the period
 * @param office code of an office; its whole subtree
 * @param indicator code of an indicator that must be met
 */
public record FindingFilter(Long runId, LocalDate period, String level, String office, String indicator) {
    /** What was asked for, without what was left open. */
    Map<String, Object> parts() {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("run", runId);
        parts.put("period", period);
        parts.put("level", level);
        parts.put("office", office);
        parts.put("indicator", indicator);
        parts.values().removeIf(Objects::isNull);
        return parts;
    }

    public static FindingFilter newest() {
        return new FindingFilter(null, null, null, null, null);
    }
}
