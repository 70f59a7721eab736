package io.yihu.indicator;

import io.yihu.platform.JobContext;
import io.yihu.platform.JobHandler;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Does the steps of a run one after the other; a killed run goes on with its first step that is not done. */
@Slf4j
@Component
@RequiredArgsConstructor
public class RunExecution implements JobHandler {
    static final String KIND = "indicator.run";
    private final RunService service;
    private final RunSteps steps;
    private final RunLog runs;
    private final RunUnits units;
    private final SharedWork work;
    private final JsonMapper json;
    private final MessageSource messages;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobContext job) {
        execute(json.readTree(job.parameters()).get("runId").asLong(), job);
    }

    /** Opens a run and does it on the calling thread; returns its id. */
    public long runNow(LocalDate asOf) {
        long id = service.open(asOf);
        execute(id, null);
        return id;
    }

    /** Goes on with an open run on the calling thread, at its first step that is not done. */
    public void finishNow(long runId) {
        execute(runId, null);
    }

    private void execute(long runId, JobContext job) {
        RunContext context = runs.begin(runId);
        List<RunStep> all = steps.inOrder();
        redoWhatWasLost(context, all);
        for (int i = 0; i < all.size(); i++) {
            RunStep step = all.get(i);
            if (job != null) {
                job.progress(
                        i,
                        all.size(),
                        messages.getMessage(step.code() + ".step", null, step.code(), Locale.SIMPLIFIED_CHINESE));
                if (job.stopRequested()) {
                    runs.end(runId, "STOPPED");
                    return;
                }
            }
            if (!runs.isDone(runId, step)) {
                doStep(context, step, job);
                if (job != null && job.stopRequested()) {
                    runs.end(runId, "STOPPED");
                    return;
                }
            }
        }
        if (job != null) {
            job.progress(all.size(), all.size(), "");
        }
        runs.end(runId, "DONE");
    }

    /** A crash of the database empties what steps have put aside for each other. */
    private void redoWhatWasLost(RunContext context, List<RunStep> all) {
        all.stream()
                .filter(step -> step instanceof SharedStep shared && shared.lost(context))
                .toList()
                .forEach(step -> {
                    units.forget(context.runId(), step.code());
                    runs.stepWaits(context.runId(), step);
                });
    }

    private long perform(RunContext context, RunStep step, JobContext job) {
        if (!(step instanceof SharedStep shared)) {
            return step.run(context);
        }
        long all = shared.units(context).size();
        return work.lead(context, shared, () -> job != null && job.stopRequested(), done -> {
            if (job != null) {
                job.progress(done, all, step.code());
            }
        });
    }

    private void doStep(RunContext context, RunStep step, JobContext job) {
        runs.stepBegins(context.runId(), step);
        long before = System.nanoTime();
        try {
            long rows = perform(context, step, job);
            double seconds = (System.nanoTime() - before) / 1e9;
            if (step instanceof SharedStep && units.open(context.runId(), step.code())) {
                runs.stepWaits(context.runId(), step);
                return;
            }
            runs.stepEnds(context.runId(), step, rows, seconds);
            log.info(
                    "Run {} {}: {} rows in {} s",
                    context.runId(),
                    step.code(),
                    rows,
                    Math.round(seconds * 100) / 100.0);
        } catch (RuntimeException e) {
            runs.stepFails(context.runId(), step, (System.nanoTime() - before) / 1e9);
            throw e;
        }
    }
}
