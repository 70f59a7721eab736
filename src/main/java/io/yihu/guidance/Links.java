package io.yihu.guidance;

import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Addresses a taxpayer opens once: number of the link and a signature over it, the message and its validity. */
@Component
@RequiredArgsConstructor
class Links {
    static final String PATH = "/guidance/t/";
    private static final int SIGNATURE = 16;
    private final JdbcClient jdbc;
    private final LinkKey key;
    private final YihuClock clock;

    private record Issued(long id, long pushId, Instant expiresAt) {}

    /** What a good link leads to. */
    record Opening(
            long id,
            long pushId,
            long subjectId,
            Instant expiresAt,
            Instant usedAt,
            Instant revokedAt,
            String pushState) {}

    /** A fresh address for each message, good as long as the message is. */
    Map<Long, String> issue(Collection<Long> pushes) {
        Map<Long, String> paths = new LinkedHashMap<>();
        jdbc.sql("""
                        insert into guidance.link (subject_id, push_id, created_at, expires_at)
                        select subject_id, id, :now::timestamptz, greatest(valid_until, :now::timestamptz + interval '3 days')
                        from guidance.push where id = any (:pushes) order by id
                        returning id, push_id, expires_at""")
                .param("now", clock.instant().toString())
                .param("pushes", pushes.toArray(Long[]::new))
                .query(Issued.class)
                .list()
                .forEach(each -> paths.put(each.pushId(), PATH + token(each.id(), each.pushId(), each.expiresAt())));
        return paths;
    }

    /** Links handed out before do not open any more. */
    void revoke(long pushId) {
        jdbc.sql(
                        "update guidance.link set revoked_at = ?::timestamptz where push_id = ? and used_at is null and revoked_at is null")
                .params(clock.instant().toString(), pushId)
                .update();
    }

    /** What the address leads to; refused where it is none of ours, was used, has run out or was replaced. */
    Opening look(String token) {
        Opening found = find(token);
        if (found.usedAt() != null) {
            throw Refusal.conflict("guidance.refused.linkUsed");
        }
        if (found.revokedAt() != null || found.pushState().equals("WITHDRAWN")) {
            throw Refusal.conflict("guidance.refused.linkRevoked");
        }
        if (!found.expiresAt().isAfter(clock.instant())) {
            throw Refusal.conflict("guidance.refused.linkExpired");
        }
        return found;
    }

    /** Uses it up; of two at the same moment one opens. */
    Opening use(String token) {
        Opening found = look(token);
        int used = jdbc.sql(
                        "update guidance.link set used_at = ?::timestamptz where subject_id = ? and id = ? and used_at is null")
                .params(clock.instant().toString(), found.subjectId(), found.id())
                .update();
        if (used == 0) {
            throw Refusal.conflict("guidance.refused.linkUsed");
        }
        return found;
    }

    private Opening find(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound();
        }
        if (bytes.length != Long.BYTES + SIGNATURE) {
            throw Refusal.notFound();
        }
        Opening found = jdbc.sql("""
                        select l.id, l.push_id, l.subject_id, l.expires_at, l.used_at, l.revoked_at, p.state as push_state
                        from guidance.link l join guidance.push p on p.subject_id = l.subject_id and p.id = l.push_id where l.id = ?""")
                .param(ByteBuffer.wrap(bytes).getLong())
                .query(Opening.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        byte[] wanted = signature(found.id(), found.pushId(), found.expiresAt());
        if (!MessageDigest.isEqual(wanted, Arrays.copyOfRange(bytes, Long.BYTES, bytes.length))) {
            throw Refusal.notFound();
        }
        return found;
    }

    private String token(long id, long push, Instant expires) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(Long.BYTES + SIGNATURE)
                        .putLong(id)
                        .put(signature(id, push, expires))
                        .array());
    }

    private byte[] signature(long id, long push, Instant expires) {
        return Arrays.copyOf(key.sign("yihu link " + id + " " + push + " " + expires.getEpochSecond()), SIGNATURE);
    }
}
