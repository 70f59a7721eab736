package io.yihu.taxpayer.resolve.register;

import io.yihu.indicator.RunContext;
import io.yihu.indicator.RunStep;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Searches all registrations at night when loads were too large to be searched at once. */
@Component
@RequiredArgsConstructor
class ResolveStep implements RunStep {
    private final RegisterFollowing following;
    private final RegisterRun run;
    private final JdbcClient jdbc;

    @Override
    public String code() {
        return "taxpayer.resolve";
    }

    @Override
    public int order() {
        return 80;
    }

    /** Registrations searched: none when nothing waits. */
    @Override
    public long run(RunContext context) {
        if (following.waiting().isEmpty()) {
            return 0;
        }
        long done = run.all(null, (what, count) -> {});
        return jdbc.sql("select registrations from taxpayer.resolution_run where id = ?")
                .param(done)
                .query(Long.class)
                .single();
    }
}
