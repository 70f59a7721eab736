package io.yihu.guidance;

import io.yihu.platform.DatabaseMarker;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Looks for events and due reminders twice a minute on every node; while a demo is being made its players do that. */
@Slf4j
@Component
@RequiredArgsConstructor
class GuidanceLoop implements SmartLifecycle {
    private static final long PAUSE_SECONDS = 30;
    private final EventRound events;
    private final DatabaseMarker marker;
    private final Environment environment;
    private ScheduledExecutorService thread;
    private boolean failing;

    @Override
    public void start() {
        if (environment.containsProperty("yihu.command")
                || environment.getProperty("yihu.trail.seal-every", "").startsWith("0")) {
            return;
        }
        thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread loop = new Thread(work, "guidance");
            loop.setDaemon(true);
            return loop;
        });
        thread.scheduleWithFixedDelay(this::round, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        if (thread != null) {
            thread.shutdown();
            try {
                thread.awaitTermination(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void round() {
        try {
            if (marker.read("demo.state").filter("running"::equals).isEmpty()) {
                events.round();
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                failing = true;
                log.error("Looking for events of service fails at the moment; trying again", e);
            }
        }
    }
}
