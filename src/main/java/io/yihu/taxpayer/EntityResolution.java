package io.yihu.taxpayer;

import io.yihu.taxpayer.resolve.register.RegisterFollowing;
import io.yihu.taxpayer.resolve.register.RegisterRun;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Brings registrations of one enterprise together, on the calling thread. */
@Component
@RequiredArgsConstructor
public class EntityResolution {
    private final RegisterRun run;
    private final RegisterFollowing following;

    /** Searches all registrations anew and puts the links into force; answers the number of the run. */
    public long resolveAll() {
        return run.all(null, (what, count) -> {});
    }

    /**
     * New evidence about some registrations: their neighbourhood is searched now, or all of them tonight when they are too many.
     *
     * @param serials SQL that yields {@code reg_serial}, repeats and unknown ones allowed
     */
    void follow(long batchId, String feed, String serials) {
        following.follow(batchId, feed, serials);
    }
}
