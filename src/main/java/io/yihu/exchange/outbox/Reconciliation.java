package io.yihu.exchange.outbox;

import io.yihu.exchange.OutboundAdapter;
import io.yihu.exchange.OutboundAdapter.Held;
import io.yihu.exchange.OutboundTarget;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Compares, thing by thing, what a target says it holds with what it is meant to hold. */
@Component
@RequiredArgsConstructor
class Reconciliation {
    private static final int SHOWN = 200;
    private final Targets targets;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final YihuClock clock;

    private record Ours(String entity, String idempotencyKey, String digest, String state, boolean withdrawn) {}

    /** One comparison; {@code differences} must be none. */
    record Row(
            long id,
            String target,
            String batch,
            Instant at,
            String madeBy,
            int ours,
            int delivered,
            int theirs,
            int outstanding,
            int missing,
            int unknown,
            int different,
            String detail) {
        public int differences() {
            return outstanding + missing + unknown + different;
        }
    }

    /** @param kind OUTSTANDING MISSING UNKNOWN DIFFERENT */
    record Difference(String entity, String kind, String ours, String theirs) {}

    /** What the target answers is asked before anything is written. */
    Row compare(String code, String batch) {
        OutboundTarget target = targets.known(code);
        Targets.Row row = targets.row(code);
        OutboundAdapter adapter = targets.adapter(target).orElseThrow(Refusal::notFound);
        if (!targets.ready(target, row)) {
            throw Refusal.conflict("exchange.outbox.notReady");
        }
        List<Held> held = adapter.holdings(row.settings(), batch)
                .orElseThrow(() -> Refusal.conflict("exchange.outbox.noHoldings"));
        Map<String, Held> theirs = held.stream()
                .collect(
                        Collectors.toMap(Held::entity, Function.identity(), (one, other) -> other, LinkedHashMap::new));
        List<Ours> ours = jdbc.sql("""
                        select distinct on (entity) entity, idempotency_key, digest, state, payload = '{"withdrawn": true}'::jsonb as withdrawn
                        from exchange.outbox where target = ? and batch = ? and state <> 'SUPERSEDED' order by entity, id desc""").params(code, batch).query(Ours.class).list();
        return keep(code, batch, ours, theirs);
    }

    private Row keep(String code, String batch, List<Ours> ours, Map<String, Held> theirs) {
        List<Difference> found = new ArrayList<>();
        Map<String, Ours> known = ours.stream().collect(Collectors.toMap(Ours::entity, Function.identity()));
        for (Ours one : ours) {
            Held other = theirs.get(one.entity());
            String kind = kind(one, other);
            if (kind != null) {
                found.add(new Difference(one.entity(), kind, one.digest(), other == null ? null : other.digest()));
            }
        }
        theirs.values().stream()
                .filter(one -> !known.containsKey(one.entity()))
                .forEach(one -> found.add(new Difference(one.entity(), "UNKNOWN", null, one.digest())));
        return jdbc.sql("""
                        insert into exchange.outbox_reconciliation (target, batch, at, made_by, ours, delivered, theirs, outstanding, missing, unknown, different, detail)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                        returning id, target, batch, at, made_by, ours, delivered, theirs, outstanding, missing, unknown, different, detail::text as detail""")
                .params(
                        code,
                        batch,
                        clock.instant().atOffset(ZoneOffset.UTC),
                        CurrentActor.get().login(),
                        ours.stream().filter(one -> !one.withdrawn()).count(),
                        ours.stream()
                                .filter(one -> !one.withdrawn() && one.state().equals("DELIVERED"))
                                .count(),
                        theirs.size(),
                        count(found, "OUTSTANDING"),
                        count(found, "MISSING"),
                        count(found, "UNKNOWN"),
                        count(found, "DIFFERENT"),
                        json.writeValueAsString(found.stream().limit(SHOWN).toList()))
                .query(Row.class)
                .single();
    }

    private static String kind(Ours one, Held other) {
        if (!one.state().equals("DELIVERED")) {
            return "OUTSTANDING";
        }
        if (one.withdrawn()) {
            return other == null || other.digest().equals(one.digest()) ? null : "DIFFERENT";
        }
        if (other == null) {
            return "MISSING";
        }
        return other.digest().equals(one.digest()) && other.idempotencyKey().equals(one.idempotencyKey())
                ? null
                : "DIFFERENT";
    }

    private static int count(List<Difference> found, String kind) {
        return (int) found.stream().filter(one -> one.kind().equals(kind)).count();
    }

    /** The newest comparison of each batch. */
    List<Row> newest(String target) {
        return jdbc.sql("""
                        select distinct on (batch) id, target, batch, at, made_by, ours, delivered, theirs, outstanding, missing, unknown, different, detail::text as detail
                        from exchange.outbox_reconciliation where target = ? order by batch desc, id desc limit 24""").param(target).query(Row.class).list();
    }

    Optional<Row> one(long id) {
        return jdbc.sql("""
                        select id, target, batch, at, made_by, ours, delivered, theirs, outstanding, missing, unknown, different, detail::text as detail
                        from exchange.outbox_reconciliation where id = ?""").param(id).query(Row.class).optional();
    }
}
