package io.yihu.trail;

import io.yihu.platform.BackgroundLoop;
import java.time.Duration;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/** Calls the sealer every second on every node; a round that fails is told once and tried again. */
@Slf4j
@Component
class SealLoop extends BackgroundLoop {
    private final Sealer sealer;
    private final OutsideCopy outside;
    private final TrailProperties properties;
    private boolean failing;

    SealLoop(Sealer sealer, OutsideCopy outside, TrailProperties properties) {
        super("trail-sealer");
        this.sealer = sealer;
        this.outside = outside;
        this.properties = properties;
    }

    @Override
    protected Duration pause() {
        return properties.sealEvery();
    }

    @Override
    protected void round() {
        try {
            sealer.sealAll();
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
