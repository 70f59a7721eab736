package io.yihu.exchange.outbox;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Where targets lie and how both sides sign; dead letters sent again; both sides compared. */
@Service
@RequiredArgsConstructor
public class TargetService {
    private static final Set<String> SCHEMES = Set.of("ED25519", "HMAC");
    private static final Set<String> OURSELVES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int SHORTEST = 50;
    private static final int LONGEST = 120_000;
    private final Targets targets;
    private final OutboundKeys keys;
    private final Reconciliation reconciliation;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** What a person sets. */
    public record Change(String url, String scheme, String publicKey, int timeoutMillis, boolean active) {}

    /** Sets address, signature and patience; a target that was paused is tried again at once. */
    @Traced("exchange.target.change")
    public void change(String code, Change wanted) {
        targets.known(code);
        String url = address(wanted.url());
        if (!SCHEMES.contains(wanted.scheme())) {
            throw Refusal.invalid("exchange.target.scheme.unknown");
        }
        if (wanted.timeoutMillis() < SHORTEST || wanted.timeoutMillis() > LONGEST) {
            throw Refusal.invalid("exchange.target.timeout.range", SHORTEST, LONGEST);
        }
        String key = key(wanted.publicKey());
        Targets.Row before = targets.row(code);
        Trail.object("outbound_target", code);
        Trail.change("url", before.url(), url);
        Trail.change("scheme", before.scheme(), wanted.scheme());
        Trail.change("publicKey", before.publicKey(), key);
        Trail.change("active", before.active(), wanted.active());
        jdbc.sql("""
                        insert into exchange.outbound_target (code, url, scheme, public_key, timeout_millis, active, changed_at, changed_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (code) do update set url = excluded.url, scheme = excluded.scheme, public_key = excluded.public_key,
                          timeout_millis = excluded.timeout_millis, active = excluded.active, changed_at = excluded.changed_at,
                          changed_by = excluded.changed_by, failures = 0, paused_until = null""")
                .params(Arrays.asList(
                        code,
                        url,
                        wanted.scheme(),
                        key,
                        wanted.timeoutMillis(),
                        wanted.active(),
                        now(),
                        CurrentActor.get().login()))
                .update();
    }

    /** Draws a new shared secret; the answer is the only time it is shown, the old one ends at once. */
    @Traced("exchange.target.secret")
    public String newSecret(String code) {
        targets.known(code);
        Trail.object("outbound_target", code);
        return keys.newSecret(code);
    }

    /** Dead letters of a target become due again, with the same keys. */
    @Traced("exchange.outbox.again")
    public int again(String code) {
        targets.known(code);
        Trail.object("outbound_target", code);
        int revived = jdbc.sql("""
                        update exchange.outbox set state = 'PENDING', give_up_at = attempts + 12, next_at = ?, settled_at = null
                        where target = ? and state = 'DEAD'""").params(now(), code).update();
        jdbc.sql("update exchange.outbound_target set failures = 0, paused_until = null where code = ?")
                .param(code)
                .update();
        Trail.note("count", revived);
        return revived;
    }

    /** Asks the target what it holds of a batch and keeps the comparison; returns how many differences there are. */
    @Traced("exchange.outbox.reconcile")
    public int reconcile(String code, String batch) {
        Trail.object("outbound_target", code);
        Reconciliation.Row row = reconciliation.compare(code, batch);
        Trail.note("batch", batch);
        Trail.note("differences", row.differences());
        return row.differences();
    }

    /** Scores of people do not travel in the clear, except to the same machine. */
    private static String address(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            URI uri = new URI(text.strip());
            boolean safe = "https".equals(uri.getScheme())
                    || "http".equals(uri.getScheme()) && OURSELVES.contains(String.valueOf(uri.getHost()));
            if (!safe || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
                throw Refusal.invalid("exchange.target.url.invalid");
            }
            return uri.toString();
        } catch (URISyntaxException e) {
            throw Refusal.invalid("exchange.target.url.invalid");
        }
    }

    private static String key(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            OutboundKeys.publicKey(text.strip());
            return text.strip();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw Refusal.invalid("exchange.target.publicKey.invalid");
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
