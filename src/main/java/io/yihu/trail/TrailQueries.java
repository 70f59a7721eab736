package io.yihu.trail;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads of the log: the audit administrator sees every row, a supervisor those of own subtree, everyone their own.
 */
@Component
@RequiredArgsConstructor
public class TrailQueries {
    private static final String COLUMNS = """
            id, happened_at, recorded_at, actor, actor_name, officer_id, office_id, action, reading, object_type, object_id,
              subject_id, details::text as details, ip, seq, sealed""";

    private final JdbcClient jdbc;

    /** Newest first; {@code after} is the key a former answer gave as {@code next}. */
    public Slice<TrailRow> search(TrailFilter filter, String after, int limit) {
        Map<String, Object> values = new LinkedHashMap<>();
        StringBuilder where = new StringBuilder(visible(values));
        add(where, values, " and happened_at >= :from", "from", time(from(filter)));
        add(where, values, " and happened_at < :to", "to", time(filter.to()));
        add(where, values, " and actor = :actor", "actor", filter.actor());
        add(where, values, " and action = :action", "action", filter.action());
        add(where, values, " and object_type = :type", "type", filter.objectType());
        add(where, values, " and object_id = :object", "object", filter.objectId());
        add(where, values, " and subject_id = :subject", "subject", filter.subjectId());
        add(
                where,
                values,
                " and (details::text ilike :text or actor_name ilike :text or object_id ilike :text)",
                "text",
                filter.text() == null ? null : "%" + filter.text().replaceAll("([\\\\%_])", "\\\\$1") + "%");
        if (after != null) {
            where.append(" and (happened_at, id) < (:afterTime, :afterId)");
            key(after, values);
        }
        values.put("limit", limit + 1);
        return Slice.of(
                jdbc.sql("select " + COLUMNS + " from trail.v_action where " + where
                                + " order by happened_at desc, id desc limit :limit")
                        .params(values)
                        .query(TrailRow.class)
                        .list(),
                limit,
                TrailQueries::key);
    }

    /** The row, or {@link Refusal#notFound()} when the actor may not see it. */
    public TrailRow byId(long id) {
        return one("id = :key", id).orElseThrow(Refusal::notFound);
    }

    public TrailRow bySeq(long seq) {
        return one("seq = :key", seq).orElseThrow(Refusal::notFound);
    }

    private Optional<TrailRow> one(String condition, long key) {
        Map<String, Object> values = new LinkedHashMap<>();
        String visible = visible(values);
        values.put("key", key);
        return jdbc.sql("select " + COLUMNS + " from trail.v_action where " + condition + " and " + visible)
                .params(values)
                .query(TrailRow.class)
                .optional();
    }

    private static String visible(Map<String, Object> values) {
        Actor actor = CurrentActor.get();
        if (actor.has(Roles.AUDIT_ADMIN) || actor == Actor.SYSTEM) {
            return "true";
        }
        values.put("me", actor.login());
        if (actor.has(Roles.SUPERVISOR) || actor.has(Roles.API_CLIENT)) {
            values.put("scope", actor.scope());
            return "(office_path like :scope or actor = :me)";
        }
        return "actor = :me";
    }

    /** A text has no index: it is looked for in a bounded stretch of time. */
    private static Instant from(TrailFilter filter) {
        if (filter.text() == null) {
            return filter.from();
        }
        Instant earliest = filter.to().minus(Duration.ofDays(TrailFilter.DAYS_OF_TEXT));
        return filter.from() == null || filter.from().isBefore(earliest) ? earliest : filter.from();
    }

    private static void add(
            StringBuilder where, Map<String, Object> values, String condition, String name, Object value) {
        if (value != null) {
            where.append(condition);
            values.put(name, value);
        }
    }

    private static Object time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static String key(TrailRow row) {
        Instant at = row.happenedAt();
        return at.getEpochSecond() + "." + at.getNano() + "." + row.id();
    }

    private static void key(String after, Map<String, Object> values) {
        try {
            String[] parts = after.split("\\.");
            values.put("afterTime", time(Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1]))));
            values.put("afterId", Long.parseLong(parts[2]));
        } catch (RuntimeException e) {
            throw Refusal.invalid("trail.after.malformed");
        }
    }
}
