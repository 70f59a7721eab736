package io.yihu.exchange.outbox;

import io.yihu.exchange.OutboundAdapter;
import io.yihu.exchange.OutboundTarget;
import io.yihu.exchange.Outbox;
import io.yihu.platform.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The targets modules declare, with the settings people gave them and the adapter that speaks to them. */
@Component
@RequiredArgsConstructor
class Targets {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private final Outbox outbox;
    private final List<OutboundAdapter> adapters;
    private final JdbcClient jdbc;

    /** What is kept about a target. */
    record Row(
            String code,
            String url,
            String scheme,
            String publicKey,
            int timeoutMillis,
            boolean active,
            int failures,
            Instant pausedUntil,
            Instant lastSuccessAt,
            Instant lastFailureAt,
            String lastProblem) {
        OutboundAdapter.Settings settings() {
            return new OutboundAdapter.Settings(code, url, scheme, publicKey, Duration.ofMillis(timeoutMillis));
        }
    }

    List<OutboundTarget> all() {
        return outbox.targets().values().stream()
                .sorted(Comparator.comparing(OutboundTarget::code))
                .toList();
    }

    OutboundTarget known(String code) {
        return Optional.ofNullable(outbox.targets().get(code)).orElseThrow(Refusal::notFound);
    }

    Row row(String code) {
        return jdbc.sql("""
                        select code, url, scheme, public_key, timeout_millis, active, failures, paused_until, last_success_at, last_failure_at, last_problem
                        from exchange.outbound_target where code = ?""")
                .param(code)
                .query(Row.class)
                .optional()
                .orElse(new Row(
                        code, null, "ED25519", null, (int) PATIENCE.toMillis(), true, 0, null, null, null, null));
    }

    Optional<OutboundAdapter> adapter(OutboundTarget target) {
        return adapters.stream()
                .filter(one -> one.protocol().equals(target.protocol()))
                .findFirst();
    }

    /** Whether the target could be spoken to at all. */
    boolean ready(OutboundTarget target, Row row) {
        return row.active()
                && adapter(target).map(one -> one.ready(row.settings())).orElse(false);
    }

    Map<String, OutboundTarget> byCode() {
        return outbox.targets();
    }
}
