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
                doStep(context, step);
            }
        }
        if (job != null) {
            job.progress(all.size(), all.size(), "");
        }
        runs.end(runId, "DONE");
    }

    private void doStep(RunContext context, RunStep step) {
        runs.stepBegins(context.runId(), step);
        long before = System.nanoTime();
        try {
            long rows = step.run(context);
            double seconds = (System.nanoTime() - before) / 1e9;
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
