package io.yihu.exchange;

import io.yihu.platform.JobContext;
import io.yihu.platform.JobHandler;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Runs a batch in the background; killed, it is run again and goes on. */
@Component
@RequiredArgsConstructor
class ImportJob implements JobHandler {
    private final BatchRun run;
    private final JsonMapper json;
    private final MessageSource messages;

    @Override
    public String kind() {
        return ImportService.JOB;
    }

    @Override
    public void run(JobContext job) {
        long batch = json.readTree(job.parameters()).path("batch").asLong();
        run.run(
                batch,
                (phase, done, total) -> job.progress(
                        done,
                        total,
                        messages.getMessage("exchange.phase." + phase, null, java.util.Locale.SIMPLIFIED_CHINESE)),
                job::stopRequested);
    }
}
