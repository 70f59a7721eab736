package io.yihu.platform;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.extern.slf4j.Slf4j;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Long work that survives a killed node: started in the caller's transaction, watched by everyone, run by one node. */
@Slf4j
@Component
public class Jobs {
    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("job");
    private final JdbcClient jdbc;
    private final ObjectProvider<SchedulerClient> scheduler;
    private final ObjectProvider<JobHandler> handlers;

    Jobs(JdbcClient jdbc, ObjectProvider<SchedulerClient> scheduler, ObjectProvider<JobHandler> handlers) {
        this.jdbc = jdbc;
        this.scheduler = scheduler;
        this.handlers = handlers;
    }

    /** One job as screens see it; times in UTC. */
    public record Row(
            long id,
            String kind,
            String title,
            String state,
            long done,
            long total,
            String phrase,
            String error,
            String startedBy,
            Instant createdAt,
            Instant startedAt,
            Instant finishedAt) {}

    /** Queues the work; it starts once the caller's transaction has committed. */
    @Transactional
    public long start(String kind, String title, String parametersJson) {
        long id = jdbc.sql("""
                        insert into platform.job (kind, title, parameters, state, started_by)
                        values (?, ?, ?::jsonb, 'QUEUED', ?) returning id""")
                .params(kind, title, parametersJson, CurrentActor.get().login())
                .query(Long.class)
                .single();
        scheduler
                .getObject()
                .scheduleIfNotExists(TASK.instance(Long.toString(id)).scheduledTo(Instant.EPOCH));
        return id;
    }

    public Optional<Row> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from platform.job where id = ?")
                .param(id)
                .query(Row.class)
                .optional();
    }

    /** The newest job of a kind that is not finished. */
    public Optional<Row> open(String kind) {
        return jdbc.sql("select " + COLUMNS
                        + " from platform.job where kind = ? and finished_at is null order by id desc limit 1")
                .param(kind)
                .query(Row.class)
                .optional();
    }

    public List<Row> latest(int limit) {
        return jdbc.sql("select " + COLUMNS + " from platform.job order by id desc limit ?")
                .param(limit)
                .query(Row.class)
                .list();
    }

    /** A finished job begins again, as the same job with the same parameters. */
    @Transactional
    public void restart(long id) {
        int reopened = jdbc.sql("""
                        update platform.job set state = 'QUEUED', stop_requested = false, error = null, started_at = null,
                          finished_at = null, done = 0 where id = ? and finished_at is not null""").param(id).update();
        if (reopened == 1) {
            scheduler
                    .getObject()
                    .scheduleIfNotExists(TASK.instance(Long.toString(id)).scheduledTo(Instant.EPOCH));
        }
    }

    public void requestStop(long id) {
        jdbc.sql("update platform.job set stop_requested = true where id = ? and finished_at is null")
                .param(id)
                .update();
    }

    void execute(long id) {
        var found = jdbc.sql("select kind, parameters::text from platform.job where id = ? and finished_at is null")
                .param(id)
                .query((row, n) -> new String[] {row.getString(1), row.getString(2)})
                .optional();
        if (found.isEmpty()) {
            return;
        }
        JobHandler handler = handlers.stream()
                .collect(Collectors.toMap(JobHandler::kind, Function.identity()))
                .get(found.get()[0]);
        jdbc.sql("update platform.job set state = 'RUNNING', started_at = coalesce(started_at, now()) where id = ?")
                .param(id)
                .update();
        try {
            CurrentActor.as(Actor.SYSTEM, () -> {
                runUnchecked(handler, new Running(id, found.get()[1]));
                return null;
            });
            finish(id, "DONE", null);
        } catch (RuntimeException e) {
            String reference = UUID.randomUUID().toString().substring(0, 8);
            log.error("Reference {}: job {} of kind {} failed", reference, id, found.get()[0], e);
            finish(id, "FAILED", reference);
        }
    }

    private static void runUnchecked(JobHandler handler, JobContext context) {
        try {
            handler.run(context);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void finish(long id, String state, String error) {
        jdbc.sql("""
                        update platform.job set finished_at = now(), error = ?,
                          state = case when stop_requested and ? = 'DONE' then 'STOPPED' else ? end
                        where id = ?""").params(error, state, state, id).update();
    }

    private static final String COLUMNS =
            "id, kind, title, state, done, total, phrase, error, started_by, created_at, started_at, finished_at";

    private final class Running implements JobContext {
        private final long id;
        private final String parameters;

        Running(long id, String parameters) {
            this.id = id;
            this.parameters = parameters;
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public String parameters() {
            return parameters;
        }

        @Override
        public void progress(long done, long total, String phrase) {
            jdbc.sql("update platform.job set done = ?, total = ?, phrase = ? where id = ?")
                    .params(done, total, phrase, id)
                    .update();
        }

        @Override
        public boolean stopRequested() {
            return jdbc.sql("select stop_requested from platform.job where id = ?")
                    .param(id)
                    .query(Boolean.class)
                    .single();
        }
    }

    /** The one scheduler task behind all jobs. */
    @Configuration
    static class TaskConfiguration {
        @Bean
        OneTimeTask<Void> jobTask(ObjectProvider<Jobs> jobs) {
            return Tasks.oneTime(TASK)
                    .execute((instance, context) -> jobs.getObject().execute(Long.parseLong(instance.getId())));
        }
    }
}
