package io.yihu.workbench;

import io.yihu.platform.Jobs;
import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Lets a person stop long work at its next safe point. */
@Service
@RequiredArgsConstructor
public class JobService {
    private final Jobs jobs;

    @Traced("workbench.job.stop")
    public void stop(long jobId) {
        Jobs.Row job = jobs.find(jobId).orElseThrow(Refusal::notFound);
        if (job.finishedAt() != null) {
            throw Refusal.conflict("workbench.jobs.finished");
        }
        Trail.object("job", jobId);
        Trail.note("kind", job.kind());
        jobs.requestStop(jobId);
    }
}
