package io.yihu.indicator;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Jobs;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.LocalDate;
import java.time.ZoneOffset;
import lombok.RequiredArgsConstructor;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Opens runs and takes failed ones up again; the steps are done by {@link RunExecution}. */
@Service
@RequiredArgsConstructor
public class RunService {
    private final JdbcClient jdbc;
    private final Jobs jobs;
    private final YihuClock clock;
    private final RunSteps steps;

    /** Queues a run over all subjects as the world stood at the start of that day; returns its id. */
    @Traced("indicator.run.start")
    public long start(LocalDate asOf) {
        long id = insert(asOf);
        enqueue(id, asOf);
        return id;
    }

    /** Opens a run that the caller executes on its own thread. */
    @Traced("indicator.run.start")
    public long open(LocalDate asOf) {
        return insert(asOf);
    }

    /** Takes a failed or stopped run up again at its first step that is not done. */
    @Traced("indicator.run.resume")
    public void resume(long runId) {
        LocalDate asOf = jdbc.sql("select as_of from indicator.run where id = ?")
                .param(runId)
                .query(LocalDate.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        int reopened;
        try {
            reopened = jdbc.sql("""
                            update indicator.run set state = 'QUEUED', finished_at = null
                            where id = ? and state in ('FAILED', 'STOPPED')""").param(runId).update();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("indicator.run.open");
        }
        if (reopened == 0) {
            throw Refusal.conflict("indicator.run.notResumable");
        }
        Trail.object("run", runId);
        enqueue(runId, asOf);
    }

    private long insert(LocalDate asOf) {
        if (asOf.isAfter(LocalDate.now(clock).plusDays(1))) {
            throw Refusal.invalid("indicator.run.future", asOf);
        }
        LocalDate period = asOf.withDayOfMonth(1).minusMonths(1);
        long id;
        try {
            id = jdbc.sql("""
                            insert into indicator.run (as_of, period, state, started_by, created_at)
                            values (?, ?, 'QUEUED', ?, ?) returning id""")
                    .params(
                            asOf,
                            period,
                            CurrentActor.get().login(),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .query(Long.class)
                    .single();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("indicator.run.open");
        }
        steps.inOrder()
                .forEach(step ->
                        jdbc.sql("""
                        insert into indicator.run_step (run_id, code, step_order, state) values (?, ?, ?, 'WAITING')""").params(id, step.code(), step.order()).update());
        Trail.object("run", id);
        Trail.note("asOf", asOf);
        return id;
    }

    private void enqueue(long runId, LocalDate asOf) {
        long job = jobs.start(RunExecution.KIND, asOf.toString(), "{\"runId\": " + runId + "}");
        jdbc.sql("update indicator.run set job_id = ? where id = ?")
                .params(job, runId)
                .update();
    }
}
