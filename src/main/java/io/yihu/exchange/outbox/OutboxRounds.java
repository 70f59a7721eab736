package io.yihu.exchange.outbox;

import io.yihu.exchange.OutboundAdapter;
import io.yihu.exchange.OutboundAdapter.Outcome;
import io.yihu.exchange.OutboundAdapter.Parcel;
import io.yihu.exchange.OutboundAdapter.Result;
import io.yihu.exchange.OutboundTarget;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes what is due of each target, hands it over outside any transaction, and records what became of it. A node that dies in
 * between leaves a lease that runs out: the message goes again with the same key, and the receiver takes it once.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class OutboxRounds {
    private static final int BATCH = 64;
    private static final int AT_ONCE = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    /** How long a later receipt is waited for before the message is sent again. */
    private static final Duration RECEIPT_PATIENCE = Duration.ofHours(1);

    private final Targets targets;
    private final Settling settling;
    private final ReceiptService receipts;
    private final JdbcClient jdbc;
    private final YihuClock clock;
    private final PlatformTransactionManager transactions;

    /** A message taken for one attempt. */
    record Taken(
            long id,
            long subjectId,
            String eventType,
            String idempotencyKey,
            String batch,
            String entity,
            String payload,
            String digest,
            int attempts,
            int giveUpAt) {
        Parcel parcel() {
            return new Parcel(
                    id, eventType, idempotencyKey, batch, entity, subjectId == 0 ? null : subjectId, payload, digest);
        }
    }

    /** Everything that is due now; returns how many messages were acknowledged. */
    int round() {
        int delivered = 0;
        for (OutboundTarget target : targets.all()) {
            delivered += CurrentActor.as(Actor.SYSTEM, () -> round(target));
        }
        return delivered;
    }

    /** What is due of one target, until nothing is or the target stops answering. */
    int round(OutboundTarget target) {
        OutboundAdapter adapter = targets.adapter(target).orElse(null);
        int delivered = 0;
        while (adapter != null) {
            Targets.Row row = targets.row(target.code());
            Instant now = clock.instant();
            if (!targets.ready(target, row)
                    || row.pausedUntil() != null && row.pausedUntil().isAfter(now)) {
                return delivered;
            }
            // after failures one message asks whether the target is back, the rest waits for its answer
            List<Taken> taken = take(target.code(), row, now, row.failures() > 0 ? 1 : BATCH);
            if (taken.isEmpty()) {
                return delivered;
            }
            jdbc.sql("insert into exchange.outbound_target (code) values (?) on conflict do nothing")
                    .param(target.code())
                    .update();
            delivered += send(target, row, adapter, taken, now);
        }
        return delivered;
    }

    /** Once one finds nobody there, those not yet begun are laid back as if never taken. */
    private int send(OutboundTarget target, Targets.Row row, OutboundAdapter adapter, List<Taken> taken, Instant now) {
        AtomicBoolean nobody = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, taken.size()));
        try {
            List<Callable<Optional<Outcome>>> work = taken.stream()
                    .<Callable<Optional<Outcome>>>map(one -> () -> CurrentActor.as(
                            Actor.SYSTEM,
                            () -> clock.at(now, () -> {
                                if (nobody.get()) {
                                    layBack(one, now);
                                    return Optional.empty();
                                }
                                Outcome outcome = attempt(target.code(), row, adapter, one);
                                nobody.compareAndSet(false, outcome.result() == Result.UNREACHABLE);
                                return Optional.of(outcome);
                            })))
                    .toList();
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Optional<Outcome>> done : threads.invokeAll(work)) {
                done.get().ifPresent(outcomes::add);
            }
            health(target.code(), outcomes, now);
            return (int) outcomes.stream()
                    .filter(one -> one.result() == Result.DELIVERED)
                    .count();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private List<Taken> take(String target, Targets.Row row, Instant now, int most) {
        Instant lease = now.plus(row.settings().timeout().multipliedBy(2)).plusSeconds(30);
        return new TransactionTemplate(transactions)
                .execute(status -> jdbc.sql("""
                                with due as (
                                  select subject_id, id from exchange.outbox
                                  where target = :target and state in ('PENDING', 'SENDING', 'SENT') and next_at <= :now
                                  order by next_at, id limit :most for update skip locked)
                                update exchange.outbox o set state = 'SENDING', attempts = o.attempts + 1, next_at = :lease
                                from due where o.subject_id = due.subject_id and o.id = due.id
                                returning o.id, o.subject_id, o.event_type, o.idempotency_key, o.batch, o.entity, o.payload::text as payload, o.digest, o.attempts, o.give_up_at""")
                        .param("target", target)
                        .param("now", utc(now))
                        .param("lease", utc(lease))
                        .param("most", most)
                        .query(Taken.class)
                        .list());
    }

    private Outcome attempt(String target, Targets.Row row, OutboundAdapter adapter, Taken one) {
        long begun = System.nanoTime();
        Outcome outcome;
        try {
            outcome = adapter.deliver(row.settings(), one.parcel());
        } catch (RuntimeException e) {
            log.warn("Message {} to {} could not be handed over", one.id(), target, e);
            outcome = new Outcome(
                    Result.UNREACHABLE, null, null, null, e.getClass().getSimpleName());
        }
        Outcome found = outcome;
        int millis = (int) ((System.nanoTime() - begun) / 1_000_000);
        new TransactionTemplate(transactions).executeWithoutResult(status -> record(one, found, millis));
        if (found.result() == Result.FORGED) {
            receipts.refuse(one.id(), target, found.receiptId(), found.detail());
        }
        return found;
    }

    /** The state changes only if the attempt is still the one that was taken; the attempt itself is always kept. */
    private void record(Taken one, Outcome outcome, int millis) {
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into exchange.outbox_attempt (subject_id, message_id, attempt, at, millis, outcome, status, detail)
                        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                .params(java.util.Arrays.asList(
                        one.subjectId(),
                        one.id(),
                        one.attempts(),
                        utc(now),
                        millis,
                        outcome.result().name(),
                        outcome.status(),
                        outcome.detail()))
                .update();
        switch (outcome.result()) {
            case DELIVERED -> settling.delivered(one.subjectId(), one.id(), outcome.receiptId(), outcome.receipt());
            case REJECTED -> settling.dead(one.subjectId(), one.id(), one.attempts(), "REJECTED");
            case ACCEPTED -> {
                if (one.attempts() >= one.giveUpAt()) {
                    settling.dead(one.subjectId(), one.id(), one.attempts(), "NO_RECEIPT");
                } else {
                    later(one, "SENT", null, RECEIPT_PATIENCE, now);
                }
            }
            case FORGED, UNREACHABLE -> {
                if (one.attempts() >= one.giveUpAt()) {
                    settling.dead(
                            one.subjectId(),
                            one.id(),
                            one.attempts(),
                            outcome.result().name());
                } else {
                    later(one, "PENDING", outcome.result().name(), pause(one.attempts()), now);
                }
            }
        }
    }

    private void later(Taken one, String state, String problem, Duration pause, Instant now) {
        jdbc.sql("""
                        update exchange.outbox set state = ?, last_problem = ?, next_at = ?
                        where subject_id = ? and id = ? and state = 'SENDING' and attempts = ?""")
                .params(java.util.Arrays.asList(
                        state, problem, utc(now.plus(pause)), one.subjectId(), one.id(), one.attempts()))
                .update();
    }

    private void layBack(Taken one, Instant now) {
        jdbc.sql("""
                        update exchange.outbox set state = 'PENDING', attempts = attempts - 1, next_at = ?
                        where subject_id = ? and id = ? and state = 'SENDING' and attempts = ?""")
                .params(utc(now), one.subjectId(), one.id(), one.attempts())
                .update();
    }

    /** A target is well as long as it answers anybody; each time it answers nobody the pause doubles. */
    private void health(String target, List<Outcome> outcomes, Instant now) {
        boolean well = outcomes.stream().anyMatch(one -> one.result() != Result.UNREACHABLE);
        boolean success =
                outcomes.stream().anyMatch(one -> one.result() == Result.DELIVERED || one.result() == Result.ACCEPTED);
        String problem = outcomes.stream()
                .filter(one -> one.result() != Result.DELIVERED && one.result() != Result.ACCEPTED)
                .map(one -> one.result() + (one.detail() == null ? "" : ": " + one.detail()))
                .findFirst()
                .orElse(null);
        jdbc.sql("""
                        update exchange.outbound_target set failures = case when :well then 0 else failures + 1 end,
                          last_success_at = case when :success then cast(:now as timestamptz) else last_success_at end,
                          last_failure_at = case when cast(:problem as text) is null then last_failure_at else cast(:now as timestamptz) end,
                          last_problem = coalesce(:problem, last_problem),
                          paused_until = case when :well then null else cast(:now as timestamptz)
                            + least(:longest, :first * power(2, least(failures, 20))) * interval '1 second' end
                        where code = :target""")
                .param("well", well)
                .param("success", success)
                .param("now", utc(now))
                .param("problem", problem, java.sql.Types.VARCHAR)
                .param("first", FIRST_PAUSE.toSeconds())
                .param("longest", LONGEST_PAUSE.toSeconds())
                .param("target", target)
                .update();
    }

    /** Doubling from thirty seconds to six hours. */
    static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
