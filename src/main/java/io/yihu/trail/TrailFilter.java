package io.yihu.trail;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What to look for in the log; null fields do not matter.
 *
 * @param object type, or type and id as {@code task:42}
 * @param text part of the details, the actor's name or the object's id
 */
public record TrailFilter(
        Instant from, Instant to, String actor, String action, String object, Long subjectId, String text) {
    /** A text is looked for in at most this many days. */
    static final int DAYS_OF_TEXT = 31;

    /** What was asked for, without what was left open. */
    Map<String, Object> parts() {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("from", from);
        parts.put("to", to);
        parts.put("actor", actor);
        parts.put("object", object);
        parts.put("action", action);
        parts.put("subject", subjectId);
        parts.put("text", text);
        parts.values().removeIf(Objects::isNull);
        return parts;
    }

    String objectType() {
        return object == null ? null : object.split(":", 2)[0];
    }

    String objectId() {
        return object == null || !object.contains(":") ? null : object.split(":", 2)[1];
    }
}
