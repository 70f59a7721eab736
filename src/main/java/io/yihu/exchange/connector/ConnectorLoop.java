package io.yihu.exchange.connector;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Asks every connector that is set up once in a while, {@code yihu.connectors-every}; whoever comes second finds it running. */
@Slf4j
@Component
@RequiredArgsConstructor
class ConnectorLoop implements SmartLifecycle {
    private final ConnectorService service;
    private final ConnectorQueries queries;
    private final Environment environment;
    private ScheduledExecutorService thread;

    @Override
    public void start() {
        Duration every = environment.getProperty("yihu.connectors-every", Duration.class, Duration.ofHours(1));
        if (environment.containsProperty("yihu.command") || every.isZero()) {
            return;
        }
        thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread loop = new Thread(work, "connectors");
            loop.setDaemon(true);
            return loop;
        });
        thread.scheduleWithFixedDelay(this::round, every.toSeconds(), every.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void round() {
        try {
            if (queries.all().stream().anyMatch(view -> view.place() != null)) {
                CurrentActor.as(Actor.SYSTEM, () -> service.pull(ConnectorPull.ALL));
            }
        } catch (Refusal refusal) {
            log.info("Connectors wait: {}", refusal.getMessage());
        } catch (RuntimeException e) {
            log.error("Connectors cannot be asked at the moment", e);
        }
    }
}
