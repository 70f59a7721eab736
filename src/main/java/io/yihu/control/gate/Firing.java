package io.yihu.control.gate;

import java.util.Map;

/**
 * A control fired.
 *
 * @param outcome BLOCKED WARNED OVERRIDDEN
 * @param asked somebody could be asked for a reason
 */
public record Firing(
        String point,
        String level,
        String outcome,
        boolean asked,
        String step,
        String objectType,
        String objectId,
        Long subjectId,
        String reason,
        Map<String, Object> evidence) {}
