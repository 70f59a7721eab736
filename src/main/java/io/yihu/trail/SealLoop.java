package io.yihu.trail;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Calls the sealer every second on every node; a round that fails is told once and tried again. */
@Slf4j
@Component
@RequiredArgsConstructor
class SealLoop implements SmartLifecycle {
    private final Sealer sealer;
    private static final int ROUNDS_BETWEEN_ROOM = 300;
    private final SealStore store;
    private final OutsideCopy outside;
    private long rounds;
    private final TrailProperties properties;
    private ScheduledExecutorService thread;
    private boolean failing;

    @Override
    public void start() {
        if (properties.sealEvery().isZero()) {
            return;
        }
        thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread sealing = new Thread(work, "trail-sealer");
            sealing.setDaemon(true);
            return sealing;
        });
        long pause = properties.sealEvery().toMillis();
        thread.scheduleWithFixedDelay(this::round, pause, pause, TimeUnit.MILLISECONDS);
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

    /** Partitions are made ahead of the rows, asked for now and then. */
    private void makeRoom() {
        if (rounds++ % ROUNDS_BETWEEN_ROOM == 0 && store.makeRoom() > 0) {
            log.info("The log has a new partition");
        }
    }

    private void round() {
        try {
            sealer.sealAll();
            makeRoom();
            if (outside.catchUp()) {
                failing = false;
            } else if (!failing) {
                failing = true;
                log.error(
                        "The checkpoint file outside the database tells another story than the database: verify the trail");
            }
        } catch (RuntimeException e) {
            if (!failing) {
                failing = true;
                log.error("The trail is not sealed at the moment; trying again every {}", properties.sealEvery(), e);
            }
        }
    }
}
