package io.yihu.taxpayer.resolve.register;

import io.yihu.platform.JobContext;
import io.yihu.platform.JobHandler;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The search over all registrations as long work; one transaction, so that a killed one leaves nothing behind. */
@Component
@RequiredArgsConstructor
class ResolveJob implements JobHandler {
    private static final String KIND = "taxpayer.resolve";
    private static final int STEPS = 4;
    private final RegisterRun run;
    private final MessageSource messages;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobContext job) {
        int[] step = {0};
        job.progress(0, STEPS, phrase("start", 0));
        run.all(job.id(), (what, count) -> job.progress(++step[0], STEPS, phrase(what, count)));
        job.progress(STEPS, STEPS, phrase("done", 0));
    }

    private String phrase(String what, long count) {
        return messages.getMessage("taxpayer.resolve.step." + what, new Object[] {count}, Locale.SIMPLIFIED_CHINESE);
    }
}
