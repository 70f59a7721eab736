package io.yihu.indicator;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Does the units of a shared step with some threads, beside whatever other nodes do of it. */
@Slf4j
@Component
@RequiredArgsConstructor
class SharedWork {
    private static final String NODE = ManagementFactory.getRuntimeMXBean().getName();
    private static final AtomicInteger THREADS = new AtomicInteger();
    private static final long PAUSE_MILLIS = 100;
    private final RunUnits units;
    private final RunProperties properties;
    private final PlatformTransactionManager transactions;

    /** Leads the step to its end and returns the number of rows; a failed unit fails it once the others have stopped. */
    long lead(RunContext run, SharedStep step, BooleanSupplier stopped, LongConsumer progress) {
        if (!units.planned(run.runId(), step.code())) {
            new TransactionTemplate(transactions).executeWithoutResult(status -> step.begin(run));
        }
        units.plan(run.runId(), step.code(), step.units(run));
        ExecutorService others = Executors.newFixedThreadPool(Math.max(1, properties.workers() - 1));
        List<Future<?>> helping = new ArrayList<>();
        try {
            for (int i = 1; i < properties.workers(); i++) {
                helping.add(others.submit(() -> help(run, step)));
            }
            workUntilAllAreDone(run, step, stopped, progress);
            for (Future<?> one : helping) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            others.shutdown();
        }
        if (!units.open(run.runId(), step.code())) {
            new TransactionTemplate(transactions).executeWithoutResult(status -> step.end(run));
        }
        return units.count(run.runId(), step.code()).rows();
    }

    /** Takes units as long as there are free ones; whoever leads sees the failures. */
    void help(RunContext run, SharedStep step) {
        String owner = owner();
        CurrentActor.as(Actor.SYSTEM, () -> {
            while (units.count(run.runId(), step.code()).failed() == 0 && one(run, step, owner)) {
                log.debug("Run {} {}: a unit done by {}", run.runId(), step.code(), owner);
            }
            return null;
        });
    }

    private void workUntilAllAreDone(RunContext run, SharedStep step, BooleanSupplier stopped, LongConsumer progress)
            throws InterruptedException {
        String owner = owner();
        while (true) {
            RunUnits.Count count = units.count(run.runId(), step.code());
            progress.accept(count.done());
            if (count.failed() > 0) {
                throw new IllegalStateException(
                        "Run " + run.runId() + " " + step.code() + ": " + count.failed() + " units failed");
            }
            if (count.done() == count.all() || stopped.getAsBoolean()) {
                return;
            }
            if (!one(run, step, owner)) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** Does one unit; false when none is free. */
    private boolean one(RunContext run, SharedStep step, String owner) {
        Optional<RunUnits.Claim> claim = units.claim(run.runId(), step.code(), owner);
        claim.ifPresent(unit -> perform(run, step, unit));
        return claim.isPresent();
    }

    /** The work of a claimed unit; nothing of it stays when the claim is no longer ours. */
    void perform(RunContext run, SharedStep step, RunUnits.Claim claim) {
        long before = System.nanoTime();
        try {
            new TransactionTemplate(transactions).executeWithoutResult(status -> {
                if (!units.hold(claim)) {
                    log.warn("Run {} {} {}: claimed by another meanwhile", run.runId(), step.code(), claim.unit());
                    return;
                }
                long rows = step.run(run, claim.unit());
                units.done(claim, rows, (System.nanoTime() - before) / 1e9);
            });
        } catch (RuntimeException e) {
            log.error("Run {} {} {} failed", run.runId(), step.code(), claim.unit(), e);
            units.failed(claim, e.getMessage());
        }
    }

    private static String owner() {
        return NODE + "/" + THREADS.incrementAndGet();
    }
}
