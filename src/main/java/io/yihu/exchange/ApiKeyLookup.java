package io.yihu.exchange;

import io.yihu.platform.Actor;
import io.yihu.platform.ApiKeyDirectory;
import io.yihu.platform.YihuClock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The system behind a bearer key, looked up on every request so that a revoked one ends at once. */
@Component
@RequiredArgsConstructor
class ApiKeyLookup implements ApiKeyDirectory {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    private record Found(long id, String name, String officePath, String roles) {}

    /** The last use is noted at most once a minute. */
    @Override
    public Optional<Actor> byKey(String presentedKey) {
        if (!presentedKey.startsWith(ApiKeyService.PREFIX) || presentedKey.length() > 100) {
            return Optional.empty();
        }
        Optional<Found> found = jdbc.sql("""
                        select id, name, office_path, array_to_string(roles, ' ') as roles from exchange.api_key
                        where hash = ? and revoked_at is null and (expires_at is null or expires_at > ?)""")
                .params(ApiKeyService.hash(presentedKey), clock.instant().atOffset(ZoneOffset.UTC))
                .query(Found.class)
                .optional();
        found.ifPresent(key -> jdbc.sql("""
                        update exchange.api_key set last_used_at = :now
                        where id = :id and (last_used_at is null or last_used_at < :now - interval '1 minute')""")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", key.id())
                .update());
        return found.map(key -> new Actor(
                null,
                "key:" + key.id(),
                key.name(),
                null,
                null,
                null,
                key.officePath(),
                Set.of(key.roles().split(" "))));
    }
}
