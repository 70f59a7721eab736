package io.yihu.platform;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * Work done again and again on a thread of its own while the application runs; stopping waits for the round that is on
 * its way. A round must not throw: it would be the last.
 */
public abstract class BackgroundLoop implements SmartLifecycle {
    private static final int PATIENCE_SECONDS = 10;
    private final String name;
    private ScheduledExecutorService thread;

    /** @param name of the thread, as the log tells it */
    protected BackgroundLoop(String name) {
        this.name = name;
    }

    /** Between two rounds; zero where this process does no such work. */
    protected abstract Duration pause();

    protected abstract void round();

    @Override
    public void start() {
        long pause = pause().toMillis();
        if (pause == 0) {
            return;
        }
        thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread loop = new Thread(work, name);
            loop.setDaemon(true);
            return loop;
        });
        thread.scheduleWithFixedDelay(this::round, pause, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        if (thread == null) {
            return;
        }
        thread.shutdown();
        try {
            thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
