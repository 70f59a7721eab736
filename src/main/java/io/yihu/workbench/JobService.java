package io.yihu.workbench;

import io.yihu.platform.Jobs;
import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Lets a person stop long work at its next safe point, and start again what failed. */
@Service
@RequiredArgsConstructor
public class JobService {
    /** Of these kinds one job at a time. */
    private static final Set<String> ALONE = Set.of("demo.seed", "indicator.run", "trail.verify");

    private final Jobs jobs;

    /** Begins a failed or stopped job anew: work of all kinds goes on where its last commit stands. */
    @Traced("workbench.job.restart")
    public void restart(long jobId) {
        Jobs.Row job = jobs.find(jobId).orElseThrow(Refusal::notFound);
        Trail.object("job", jobId);
        Trail.note("kind", job.kind());
        if (!List.of("FAILED", "STOPPED").contains(job.state())) {
            throw Refusal.conflict("workbench.jobs.notFailed");
        }
        if (ALONE.contains(job.kind()) && jobs.open(job.kind()).isPresent()) {
            throw Refusal.conflict("workbench.jobs.openAlready");
        }
        jobs.restart(jobId);
    }

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
