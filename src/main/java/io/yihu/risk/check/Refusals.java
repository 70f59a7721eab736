package io.yihu.risk.check;

import io.yihu.platform.CurrentActor;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Counts questions that were refused, by caller and day. */
@Component
@RequiredArgsConstructor
public class Refusals {
    private final CheckMeter meter;

    public void count() {
        meter.refused(CurrentActor.get());
    }
}
