package io.yihu.risk.check;

import io.yihu.platform.BackgroundLoop;
import java.time.Duration;
import lombok.extern.slf4j.Slf4j;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Does what follows from answers every few seconds on every node; a round that fails is told once and tried again. */
@Slf4j
@Component
class CheckLoop extends BackgroundLoop {
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private final CheckFollowUp followUp;
    private final Environment environment;
    private boolean failing;

    CheckLoop(CheckFollowUp followUp, Environment environment) {
        super("risk-check");
        this.followUp = followUp;
        this.environment = environment;
    }

    @Override
    protected Duration pause() {
        boolean idle = environment.containsProperty("yihu.command")
                || environment.getProperty("yihu.trail.seal-every", "").startsWith("0");
        return idle ? Duration.ZERO : PAUSE;
    }

    @Override
    protected void round() {
        try {
            followUp.round();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                failing = true;
                log.error("Follow-up of live checks fails at the moment; trying again", e);
            }
        }
    }
}
