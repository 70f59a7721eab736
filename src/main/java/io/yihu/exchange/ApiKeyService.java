package io.yihu.exchange;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keys of other systems: shown once, kept as a digest, bound to feeds, revocable at once. */
@Service
@RequiredArgsConstructor
public class ApiKeyService {
    static final String PREFIX = "yihu_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** A key as the page lists it; the key itself is nowhere. */
    public record Row(
            long id,
            String name,
            String hint,
            String feeds,
            String createdBy,
            Instant createdAt,
            Instant expiresAt,
            Instant revokedAt,
            Instant lastUsedAt) {
        public String state(Instant now) {
            if (revokedAt != null) {
                return "REVOKED";
            }
            return expiresAt != null && !expiresAt.isAfter(now) ? "EXPIRED" : "VALID";
        }
    }

    /** A fresh key; the only moment its text is known. */
    public record Made(long id, String key) {}

    @Transactional(readOnly = true)
    public List<Row> list() {
        return jdbc.sql("""
                        select id, name, hint, array_to_string(feeds, ' ') as feeds, created_by, created_at, expires_at, revoked_at,
                          last_used_at from exchange.api_key order by revoked_at is not null, id desc""").query(Row.class).list();
    }

    /** Makes a key for the named feeds or definitions, {@code *} for all. */
    @Traced("exchange.key.create")
    public Made create(String name, List<String> feeds, Integer days) {
        if (name == null || name.isBlank() || name.length() > 80) {
            throw Refusal.invalid("exchange.key.noName");
        }
        if (feeds == null || feeds.isEmpty()) {
            throw Refusal.invalid("exchange.key.noFeed");
        }
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        OffsetDateTime now = now();
        long id = jdbc.sql("""
                        insert into exchange.api_key (name, hash, hint, roles, feeds, office_path, created_by, created_at, expires_at)
                        values (?, ?, ?, ?, ?, '/', ?, ?, ?) returning id""")
                .params(
                        name.strip(),
                        hash(key),
                        key.substring(0, PREFIX.length() + 4) + "…",
                        new String[] {Roles.API_CLIENT},
                        feeds.toArray(String[]::new),
                        CurrentActor.get().login(),
                        now,
                        days == null ? null : now.plus(Duration.ofDays(days)))
                .query(Long.class)
                .single();
        Trail.object("api_key", id);
        Trail.note("name", name);
        Trail.note("feeds", String.join(" ", feeds));
        return new Made(id, key);
    }

    @Traced("exchange.key.revoke")
    public void revoke(long id) {
        Trail.object("api_key", id);
        int revoked = jdbc.sql(
                        "update exchange.api_key set revoked_at = ?, revoked_by = ? where id = ? and revoked_at is null")
                .params(now(), CurrentActor.get().login(), id)
                .update();
        if (revoked == 0) {
            throw Refusal.notFound();
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
