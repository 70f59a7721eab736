package io.yihu.indicator;

import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** On every node: looks for a run that another node leads and does free units of it. */
@Slf4j
@Component
@RequiredArgsConstructor
class RunHelp implements SmartLifecycle {
    private final RunProperties properties;
    private final RunSteps steps;
    private final SharedWork work;
    private final JdbcClient jdbc;
    private final Environment environment;
    private ScheduledExecutorService thread;

    private record Open(long runId, LocalDate asOf, LocalDate period, String step) {}

    @Override
    public void start() {
        if (properties.helpEvery().isZero() || environment.getProperty("yihu.command") != null) {
            return;
        }
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread helping = new Thread(task, "run-help");
            helping.setDaemon(true);
            return helping;
        });
        long pause = properties.helpEvery().toMillis();
        thread.scheduleWithFixedDelay(this::round, pause, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        if (thread != null) {
            thread.shutdown();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void round() {
        try {
            open().ifPresent(open -> steps.inOrder().stream()
                    .filter(step -> step.code().equals(open.step()) && step instanceof SharedStep)
                    .forEach(step ->
                            work.help(new RunContext(open.runId(), open.asOf(), open.period()), (SharedStep) step)));
        } catch (RuntimeException e) {
            log.warn("Could not help with a run; looking again every {}", properties.helpEvery(), e);
        }
    }

    private Optional<Open> open() {
        return jdbc.sql("""
                        select r.id as run_id, r.as_of, r.period, s.code as step from indicator.run r
                        join indicator.run_step s on s.run_id = r.id and s.state = 'RUNNING'
                        where r.state = 'RUNNING' and exists (
                          select 1 from indicator.run_unit u where u.run_id = r.id and u.step = s.code and u.state = 'WAITING') limit 1""").query(Open.class).optional();
    }
}
