package io.yihu.exchange;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Messages to other systems, written in the caller's transaction: they go out if and only if the fact itself stands. */
@Component
@RequiredArgsConstructor
public class Outbox {
    private static final String DIGEST = "encode(sha256(convert_to(w.payload::text, 'UTF8')), 'hex')";
    private final JdbcClient jdbc;
    private final YihuClock clock;
    private final ObjectProvider<OutboundTarget> targets;

    /** The state of one thing a target is to hold. */
    public record State(String entity, String payload) {}

    private record Known(String key, boolean same) {}

    /** Lays messages down; one that is there already stays as it is. Returns how many are new. */
    @Transactional(propagation = Propagation.MANDATORY)
    public int put(Collection<OutboundMessage> messages) {
        if (messages.isEmpty()) {
            return 0;
        }
        messages.stream().map(OutboundMessage::target).distinct().forEach(this::target);
        Set<String> keys = new HashSet<>();
        messages.forEach(one -> {
            if (!keys.add(one.target() + " " + one.idempotencyKey())) {
                throw Refusal.conflict("exchange.outbox.keyReused", one.idempotencyKey());
            }
        });
        refuseOtherPayloads(messages);
        int added = wanted("""
                        insert into exchange.outbox (subject_id, target, event_type, idempotency_key, batch, entity, payload, digest, next_at, created_at, created_by)
                        select w.subject_id, w.target, w.event_type, w.key, w.batch, w.entity, w.payload, %s, :now, :now, :who from w
                        on conflict (target, idempotency_key) do nothing""".formatted(DIGEST), messages)
                .param("now", now())
                .param("who", CurrentActor.get().login())
                .update();
        messages.stream()
                .map(OutboundMessage::target)
                .distinct()
                .forEach(target -> supersede(
                        target,
                        messages.stream()
                                .filter(one -> one.target().equals(target))
                                .toList()));
        return added;
    }

    /**
     * Makes the target hold exactly these states of a batch: sends what differs from the newest message about the entity, and
     * {@code {"withdrawn": true}} for what is no longer there. Returns how many messages that took.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int keep(String target, String eventType, String batch, List<State> states) {
        target(target);
        int added = jdbc.sql("""
                        with last as (
                          select distinct on (entity) entity, digest, revision from exchange.outbox
                          where target = :target and batch = :batch order by entity, id desc),
                        meant as (
                          select s.entity, s.payload::jsonb as payload from unnest(:entity::text[], :payload::text[]) as s (entity, payload)
                          union all
                          select l.entity, '{"withdrawn": true}'::jsonb from last l where l.entity <> all(:entity::text[])),
                        w as (select m.entity, m.payload from meant m)
                        insert into exchange.outbox (target, event_type, idempotency_key, batch, entity, revision, payload, digest, next_at, created_at, created_by)
                        select :target, :event, :batch || ':' || w.entity || ':' || coalesce(l.revision, 0) + 1, :batch, w.entity,
                          coalesce(l.revision, 0) + 1, w.payload, %1$s, :now, :now, :who
                        from w left join last l on l.entity = w.entity
                        where l.digest is distinct from %1$s
                        on conflict (target, idempotency_key) do nothing""".formatted(DIGEST))
                .param("target", target)
                .param("batch", batch)
                .param("event", eventType)
                .param("entity", states.stream().map(State::entity).toArray(String[]::new))
                .param("payload", states.stream().map(State::payload).toArray(String[]::new))
                .param("now", now())
                .param("who", CurrentActor.get().login())
                .update();
        if (added > 0) {
            jdbc.sql("""
                            update exchange.outbox o set state = 'SUPERSEDED', settled_at = :now
                            where o.target = :target and o.batch = :batch and o.state in ('PENDING', 'DEAD')
                              and exists (select from exchange.outbox n where n.target = o.target and n.batch = o.batch and n.entity = o.entity and n.id > o.id)""")
                    .param("now", now())
                    .param("target", target)
                    .param("batch", batch)
                    .update();
        }
        return added;
    }

    /** All targets there are, by code. */
    public Map<String, OutboundTarget> targets() {
        return targets.orderedStream().collect(Collectors.toMap(OutboundTarget::code, Function.identity()));
    }

    private void target(String code) {
        if (!targets().containsKey(code)) {
            throw Refusal.invalid("exchange.outbox.noTarget", code);
        }
    }

    private void refuseOtherPayloads(Collection<OutboundMessage> messages) {
        wanted(
                        "select w.key, o.digest = %s as same from w join exchange.outbox o on o.target = w.target and o.idempotency_key = w.key"
                                .formatted(DIGEST),
                        messages)
                .query(Known.class)
                .list()
                .forEach(one -> {
                    if (!one.same()) {
                        throw Refusal.conflict("exchange.outbox.keyReused", one.key());
                    }
                });
    }

    private void supersede(String target, List<OutboundMessage> messages) {
        jdbc.sql("""
                        update exchange.outbox o set state = 'SUPERSEDED', settled_at = :now
                        where o.target = :target and o.batch = any(:batches) and o.entity = any(:entities) and o.state in ('PENDING', 'DEAD')
                          and exists (select from exchange.outbox n where n.target = o.target and n.batch = o.batch and n.entity = o.entity and n.id > o.id)""")
                .param("now", now())
                .param("target", target)
                .param(
                        "batches",
                        messages.stream().map(OutboundMessage::batch).distinct().toArray(String[]::new))
                .param(
                        "entities",
                        messages.stream().map(OutboundMessage::entity).toArray(String[]::new))
                .update();
    }

    private JdbcClient.StatementSpec wanted(String statement, Collection<OutboundMessage> messages) {
        return jdbc.sql("""
                        with w as (select u.target, u.event_type, u.key, u.batch, u.entity, u.subject_id, u.payload::jsonb as payload
                          from unnest(:target::text[], :event::text[], :key::text[], :batch::text[], :entity::text[], :subject::bigint[], :payload::text[])
                            as u (target, event_type, key, batch, entity, subject_id, payload))
                        """ + statement)
                .param("target", messages.stream().map(OutboundMessage::target).toArray(String[]::new))
                .param(
                        "event",
                        messages.stream().map(OutboundMessage::eventType).toArray(String[]::new))
                .param(
                        "key",
                        messages.stream().map(OutboundMessage::idempotencyKey).toArray(String[]::new))
                .param("batch", messages.stream().map(OutboundMessage::batch).toArray(String[]::new))
                .param("entity", messages.stream().map(OutboundMessage::entity).toArray(String[]::new))
                .param(
                        "subject",
                        messages.stream()
                                .map(one -> one.subjectId() == null ? 0L : one.subjectId())
                                .toArray(Long[]::new))
                .param(
                        "payload",
                        messages.stream().map(OutboundMessage::payload).toArray(String[]::new));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
