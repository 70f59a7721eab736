package io.yihu.taxpayer.link;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.JobHandler;
import io.yihu.platform.Jobs;
import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Starts and keeps the runs of the resolver. */
@Service
@RequiredArgsConstructor
public class ResolutionRuns {
    /** Kind of the job that searches all registrations. */
    public static final String JOB = "taxpayer.resolve";

    private final Jobs jobs;
    private final ObjectProvider<JobHandler> handlers;
    private final JdbcClient jdbc;
    private final LinkBook book;
    private final MessageSource messages;

    /** Queues a run over all registrations; there is one at a time. */
    @Traced("taxpayer.resolution.start")
    public long start() {
        if (jobs.open(JOB).isPresent()) {
            throw Refusal.conflict("taxpayer.resolution.running");
        }
        long job =
                jobs.start(JOB, messages.getMessage("taxpayer.resolution.job", null, Locale.SIMPLIFIED_CHINESE), "{}");
        Trail.object("job", job);
        return job;
    }

    public boolean available() {
        return handlers.stream().anyMatch(handler -> handler.kind().equals(JOB));
    }

    /** Opens the row of a run; pairs and decisions refer to it. What a killed one left open is closed as failed. */
    @Traced("taxpayer.resolution.open")
    public long open(String kind, Long jobId) {
        if (kind.equals("FULL")) {
            jdbc.sql("""
                            update taxpayer.resolution_run set state = 'FAILED', finished_at = :now
                            where kind = 'FULL' and state = 'RUNNING' and job_id is not distinct from cast(:job as bigint)""").param("now", book.now()).param("job", jobId).update();
        }
        long id = jdbc.sql("""
                        insert into taxpayer.resolution_run (kind, job_id, started_by, started_at) values (?, ?, ?, ?) returning id""")
                .params(kind, jobId, CurrentActor.get().login(), book.now())
                .query(Long.class)
                .single();
        Trail.object("resolution_run", id);
        return id;
    }

    /** @param figures what the resolver wants to tell about its work, JSON */
    @Traced("taxpayer.resolution.close")
    public void close(long id, boolean done, String figures) {
        Trail.object("resolution_run", id);
        jdbc.sql("update taxpayer.resolution_run set state = ?, finished_at = ?, figures = ?::jsonb where id = ?")
                .params(done ? "DONE" : "FAILED", book.now(), figures, id)
                .update();
    }

    public List<Jobs.Row> running() {
        return jobs.open(JOB).stream().toList();
    }
}
