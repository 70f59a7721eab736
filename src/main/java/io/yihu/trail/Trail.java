package io.yihu.trail;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the traced action of this thread is about; without one the calls do nothing. */
public final class Trail {
    static final ThreadLocal<Trail> CURRENT = new ThreadLocal<>();

    String objectType;
    String objectId;
    Long subjectId;
    final Map<String, Object> details = new LinkedHashMap<>();

    Trail() {}

    /** The thing acted upon, such as ("task", 42). */
    public static void object(String type, Object id) {
        Trail trail = CURRENT.get();
        if (trail != null) {
            trail.objectType = type;
            trail.objectId = String.valueOf(id);
        }
    }

    /** The taxpayer concerned. */
    public static void subject(Long subjectId) {
        Trail trail = CURRENT.get();
        if (trail != null) {
            trail.subjectId = subjectId;
        }
    }

    /** A field before and after. */
    public static void change(String field, Object before, Object after) {
        Trail trail = CURRENT.get();
        if (trail != null) {
            Map<String, Object> pair = new LinkedHashMap<>();
            pair.put("before", before == null ? null : before.toString());
            pair.put("after", after == null ? null : after.toString());
            trail.details.put(field, pair);
        }
    }

    /** A fact worth keeping: a count, a reason, a purpose; never a secret. */
    public static void note(String key, Object value) {
        Trail trail = CURRENT.get();
        if (trail != null) {
            trail.details.put(key, value == null ? null : value.toString());
        }
    }
}
