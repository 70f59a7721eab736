package io.yihu.exchange.outbox;

import io.yihu.exchange.OutboundTarget;
import io.yihu.platform.Refusal;
import io.yihu.platform.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The outbox as administrators see it: where each message stands, never what is in it. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class OutboxQueries {
    private static final TypeReference<List<Difference>> DIFFERENCES = new TypeReference<>() {};
    private final Targets targets;
    private final OutboundKeys keys;
    private final Reconciliation reconciliation;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    /** A target with its settings, its health and how many messages stand where. */
    public record TargetView(
            String code,
            String titleKey,
            String protocol,
            String url,
            String scheme,
            String publicKey,
            int timeoutMillis,
            boolean active,
            boolean ready,
            boolean secret,
            int failures,
            Instant pausedUntil,
            Instant lastSuccessAt,
            Instant lastFailureAt,
            String lastProblem,
            long waiting,
            long delivered,
            long dead) {}

    private record Counts(String target, long waiting, long delivered, long dead) {}

    /** A batch of one target: how far it is, and what the last comparison with the target found. */
    public record BatchView(
            String batch,
            String eventType,
            long messages,
            long waiting,
            long delivered,
            long dead,
            Instant lastAt,
            Compared compared) {}

    private record BatchCounts(
            String batch, String eventType, long messages, long waiting, long delivered, long dead, Instant lastAt) {}

    /** A comparison; {@code differences} is the sum of the four kinds. */
    public record Compared(
            Instant at,
            String madeBy,
            int ours,
            int delivered,
            int theirs,
            int outstanding,
            int missing,
            int unknown,
            int different,
            int differences,
            List<Difference> list) {}

    /** @param kind OUTSTANDING MISSING UNKNOWN DIFFERENT */
    public record Difference(String entity, String kind, String ours, String theirs) {}

    /** A message without its content. */
    public record MessageView(
            long id,
            String eventType,
            String idempotencyKey,
            String batch,
            String entity,
            String state,
            int attempts,
            Instant createdAt,
            String createdBy,
            Instant nextAt,
            Instant settledAt,
            String lastProblem,
            String receiptId,
            String digest) {}

    /** One attempt. */
    public record AttemptView(int attempt, Instant at, int millis, String outcome, Integer status, String detail) {}

    public List<TargetView> targets() {
        Map<String, Counts> counts = jdbc.sql("""
                        select target, count(*) filter (where state in ('PENDING', 'SENDING', 'SENT')) as waiting,
                          count(*) filter (where state = 'DELIVERED') as delivered, count(*) filter (where state = 'DEAD') as dead
                        from exchange.outbox group by target""").query(Counts.class).list().stream()
                .collect(Collectors.toMap(Counts::target, Function.identity()));
        return targets.all().stream()
                .map(one -> view(one, counts.getOrDefault(one.code(), new Counts(one.code(), 0, 0, 0))))
                .toList();
    }

    public TargetView target(String code) {
        targets.known(code);
        return targets().stream()
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    /** Our public key, for whoever runs a target. */
    public String publicKey() {
        return keys.publicKey();
    }

    /** The newest batches of a target. */
    public List<BatchView> batches(String target) {
        Map<String, Compared> compared = reconciliation.newest(target).stream()
                .collect(Collectors.toMap(Reconciliation.Row::batch, this::compared));
        return jdbc.sql("""
                        select batch, min(event_type) as event_type, count(*) as messages,
                          count(*) filter (where state in ('PENDING', 'SENDING', 'SENT')) as waiting,
                          count(*) filter (where state = 'DELIVERED') as delivered, count(*) filter (where state = 'DEAD') as dead, max(settled_at) as last_at
                        from exchange.outbox where target = ? and state <> 'SUPERSEDED' group by batch order by max(id) desc limit 24""").param(target).query(BatchCounts.class).list().stream()
                .map(one -> new BatchView(
                        one.batch(),
                        one.eventType(),
                        one.messages(),
                        one.waiting(),
                        one.delivered(),
                        one.dead(),
                        one.lastAt(),
                        compared.get(one.batch())))
                .toList();
    }

    /** Messages of a target, newest first; {@code state} narrows. */
    public Slice<MessageView> messages(String target, String state, Long before, int limit) {
        return Slice.of(
                jdbc.sql("""
                                select id, event_type, idempotency_key, batch, entity, state, attempts, created_at, created_by, next_at, settled_at, last_problem,
                                  receipt_id, digest
                                from exchange.outbox where target = :target and (cast(:state as text) is null or state = :state)
                                  and (cast(:before as bigint) is null or id < :before) order by id desc limit :limit""")
                        .param("target", target)
                        .param("state", state == null || state.isBlank() ? null : state, java.sql.Types.VARCHAR)
                        .param("before", before, java.sql.Types.BIGINT)
                        .param("limit", limit + 1)
                        .query(MessageView.class)
                        .list(),
                limit,
                row -> Long.toString(row.id()));
    }

    public MessageView message(String target, long id) {
        return jdbc.sql("""
                        select id, event_type, idempotency_key, batch, entity, state, attempts, created_at, created_by, next_at, settled_at, last_problem,
                          receipt_id, digest from exchange.outbox where target = ? and id = ?""")
                .params(target, id)
                .query(MessageView.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    public List<AttemptView> attempts(String target, long id) {
        return jdbc.sql("""
                        select a.attempt, a.at, a.millis, a.outcome, a.status, a.detail from exchange.outbox o
                        join exchange.outbox_attempt a on a.subject_id = o.subject_id and a.message_id = o.id
                        where o.target = ? and o.id = ? order by a.attempt desc limit 50""").params(target, id).query(AttemptView.class).list();
    }

    private Compared compared(Reconciliation.Row row) {
        return new Compared(
                row.at(),
                row.madeBy(),
                row.ours(),
                row.delivered(),
                row.theirs(),
                row.outstanding(),
                row.missing(),
                row.unknown(),
                row.different(),
                row.differences(),
                json.readValue(row.detail(), DIFFERENCES));
    }

    private TargetView view(OutboundTarget target, Counts counts) {
        Targets.Row row = targets.row(target.code());
        return new TargetView(
                target.code(),
                target.titleKey(),
                target.protocol(),
                row.url(),
                row.scheme(),
                row.publicKey(),
                row.timeoutMillis(),
                row.active(),
                targets.ready(target, row),
                keys.hasSecret(target.code()),
                row.failures(),
                row.pausedUntil(),
                row.lastSuccessAt(),
                row.lastFailureAt(),
                row.lastProblem(),
                counts.waiting(),
                counts.delivered(),
                counts.dead());
    }
}
