package io.yihu.taxpayer;

import io.yihu.taxpayer.resolve.register.RegisterRun;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Brings registrations of one enterprise together, on the calling thread. */
@Component
@RequiredArgsConstructor
public class EntityResolution {
    private final RegisterRun run;

    /** Searches all registrations anew and puts the links into force; answers the number of the run. */
    public long resolveAll() {
        return run.all(null, (what, count) -> {});
    }
}
