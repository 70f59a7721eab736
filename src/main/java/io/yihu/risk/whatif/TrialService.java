package io.yihu.risk.whatif;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.risk.Level;
import io.yihu.risk.model.CompiledModel;
import io.yihu.risk.model.ModelSpec;
import io.yihu.risk.model.Problem;
import io.yihu.risk.model.SpecCheck;
import io.yihu.risk.model.VectorBatch;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Service;

/** Trials of models as they are typed; kept in this node's memory for the person who started them. */
@Slf4j
@Service
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
public class TrialService {
    private static final int MOST_KEPT = 6;
    private static final int MOST_PERIODS = 12;
    private final TrialEngine engine;
    private final ColumnCache cache;
    private final Labels labels;
    private final SpecCheck check;
    private final Map<String, Trial> kept = new LinkedHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "risk-trial");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * What a moved threshold would give over all periods of the trial.
     *
     * @param levels by level, NONE first, in the newest period
     * @param flips subjects whose level would differ from the live model's, newest period
     */
    public record Moved(
            List<Long> hits,
            List<Long> levels,
            long flips,
            double flagged,
            Confusion confusion,
            Double precision,
            Double recall,
            long millis) {}

    /** Starts a trial over the newest periods; waits a moment so that a quick one is done on return. */
    @Traced(value = "risk.trial.start", read = true)
    public Trial start(String modelCode, Long draftId, ModelSpec spec, int periods) {
        List<Problem> problems = check.problems(spec);
        if (!problems.isEmpty()) {
            throw Refusal.invalid(problems.get(0).key(), problems.get(0).arguments());
        }
        List<ColumnCache.Period> over = cache.periods(Math.max(1, Math.min(MOST_PERIODS, periods)));
        if (over.isEmpty()) {
            throw Refusal.conflict("risk.trial.noRun");
        }
        Trial trial = new Trial(
                UUID.randomUUID().toString(), CurrentActor.get().login(), modelCode, draftId, spec, over.size());
        Trail.object("model", modelCode);
        Trail.note("periods", over.size());
        keep(trial);
        Future<?> running = worker.submit(() -> run(trial, over));
        try {
            running.get(1_500, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.debug("Trial {} goes on in the background", trial.id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return trial;
    }

    private void run(Trial trial, List<ColumnCache.Period> over) {
        try {
            for (ColumnCache.Period period : over) {
                trial.labels.put(period.period(), labels.of(period.asOf()));
                if (trial.stopping()) {
                    break;
                }
                trial.periods.add(engine.judge(trial, period));
            }
            trial.end(trial.done() < over.size() ? Trial.State.STOPPED : Trial.State.DONE);
        } catch (RuntimeException e) {
            log.error("Trial {} failed", trial.id(), e);
            trial.end(Trial.State.FAILED);
        }
    }

    @Traced(value = "risk.trial.view", read = true)
    public Trial find(String id) {
        Trail.object("trial", id);
        return own(id);
    }

    @Traced(value = "risk.trial.stop", read = true)
    public void stop(String id) {
        Trail.object("trial", id);
        own(id).stop();
    }

    /** What the trial's model would give with other thresholds on one line. */
    @Traced(value = "risk.trial.move", read = true)
    public Moved move(String id, String code, Double warn, Double high, Double weight, Level cut) {
        long begin = System.nanoTime();
        Trial trial = own(id);
        Trail.object("trial", id);
        Trail.note("indicator", code);
        ModelSpec.Line line = trial.spec().line(code);
        if (line == null) {
            throw Refusal.invalid("risk.spec.unknown", code);
        }
        ModelSpec spec = trial.spec().with(line.moved(warn, high, weight));
        List<Problem> problems = check.problems(spec);
        if (!problems.isEmpty()) {
            throw Refusal.invalid(problems.get(0).key(), problems.get(0).arguments());
        }
        List<Long> hits = new ArrayList<>();
        Confusion confusion = new Confusion(0, 0, 0, 0);
        long[] levels = new long[Level.values().length];
        long flips = 0;
        for (int p = 0; p < trial.periods.size(); p++) {
            PeriodTrial period = trial.periods.get(p);
            CompiledModel moved = engine.compile(period, spec);
            VectorBatch column = engine.column(period, spec, code);
            PeriodTrial.Moved result = period.move(moved, code, column);
            hits.add(result.hits());
            confusion = confusion.plus(trial.confusion(period, result.level(), cut));
            if (p == 0) {
                levels = PeriodTrial.count(result.level(), period.mine);
                flips = flipped(period.flips(result.level()));
            }
        }
        long all = java.util.Arrays.stream(levels).sum();
        return new Moved(
                hits,
                java.util.Arrays.stream(levels).boxed().toList(),
                flips,
                all == 0 ? 0 : (double) (all - levels[0]) / all,
                confusion,
                confusion.precision(),
                confusion.recall(),
                (System.nanoTime() - begin) / 1_000_000);
    }

    private static long flipped(long[][] flips) {
        long sum = 0;
        for (int from = 0; from < flips.length; from++) {
            for (int to = 0; to < flips.length; to++) {
                sum += from == to ? 0 : flips[from][to];
            }
        }
        return sum;
    }

    private Trial own(String id) {
        synchronized (kept) {
            Trial trial = kept.get(id);
            if (trial == null || !trial.owner().equals(CurrentActor.get().login())) {
                throw Refusal.notFound();
            }
            return trial;
        }
    }

    private void keep(Trial trial) {
        synchronized (kept) {
            kept.put(trial.id(), trial);
            var eldest = kept.entrySet().iterator();
            while (kept.size() > MOST_KEPT && eldest.hasNext()) {
                eldest.next().getValue().stop();
                eldest.remove();
            }
        }
    }

    @PreDestroy
    void shutDown() {
        kept.values().forEach(Trial::stop);
        worker.shutdownNow();
    }
}
