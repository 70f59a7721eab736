package io.yihu.trail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the traced action of this thread is about; without one the calls do nothing. */
public final class Trail {
    static final ThreadLocal<Trail> CURRENT = new ThreadLocal<>();

    String objectType;
    String objectId;
    Long subjectId;
    final Map<String, Object> details = new LinkedHashMap<>();
    final List<Each> each = new ArrayList<>();

    /** One of many things the same action was done to; it gets a row of its own. */
    record Each(String objectType, String objectId, Long subjectId, Map<String, Object> details) {}

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

    /** One of many things the action was done to, such as every task of a bulk change; each leaves its own row. */
    public static void each(String type, Object id, Long subjectId, Map<String, Object> details) {
        Trail trail = CURRENT.get();
        if (trail != null) {
            trail.each.add(new Each(type, String.valueOf(id), subjectId, details));
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
