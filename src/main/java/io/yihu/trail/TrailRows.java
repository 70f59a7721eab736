package io.yihu.trail;

import io.yihu.platform.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/** Writes trail rows; there is no other statement on that table in the application. */
@Component
@RequiredArgsConstructor
class TrailRows {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    void insert(Traced traced, Actor actor, Trail trail, Instant at) {
        jdbc.sql("""
                        insert into trail.action (happened_at, actor, actor_name, officer_id, office_id, office_path, action, reading,
                          object_type, object_id, subject_id, details, ip)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)""")
                .params(
                        at.atOffset(ZoneOffset.UTC),
                        actor.login(),
                        actor.name(),
                        actor.officerId(),
                        actor.officeId(),
                        actor.officePath(),
                        traced.value(),
                        traced.read(),
                        trail.objectType,
                        trail.objectId,
                        trail.subjectId,
                        json.writeValueAsString(trail.details),
                        ip())
                .update();
    }

    /** The rows of {@link Trail#each}, in one statement. */
    void insertEach(Traced traced, Actor actor, Trail trail, Instant at) {
        if (trail.each.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into trail.action (happened_at, actor, actor_name, officer_id, office_id, office_path, action, reading,
                          object_type, object_id, subject_id, details, ip)
                        select ?::timestamptz, ?, ?, ?::bigint, ?::bigint, ?, ?, ?, x.type, x.id, x.subject, x.details::jsonb, ?
                        from unnest(?, ?, ?, ?) with ordinality x (type, id, subject, details, n) order by x.n""")
                .params(
                        at.toString(),
                        actor.login(),
                        actor.name(),
                        actor.officerId(),
                        actor.officeId(),
                        actor.officePath(),
                        traced.value(),
                        traced.read(),
                        ip(),
                        trail.each.stream().map(Trail.Each::objectType).toArray(String[]::new),
                        trail.each.stream().map(Trail.Each::objectId).toArray(String[]::new),
                        trail.each.stream().map(Trail.Each::subjectId).toArray(Long[]::new),
                        trail.each.stream()
                                .map(each -> json.writeValueAsString(each.details()))
                                .toArray(String[]::new))
                .update();
    }

    private static String ip() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            HttpServletRequest request = attributes.getRequest();
            return request.getRemoteAddr();
        }
        return null;
    }
}
