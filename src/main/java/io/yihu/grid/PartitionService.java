package io.yihu.grid;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Keeps every active taxpayer in exactly one institution grid and in all region and group grids whose rule takes it. */
@Service
@RequiredArgsConstructor
public class PartitionService {
    private final GridPartition partition;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final YihuClock clock;

    /** What a refresh did; {@code subjects} stand in an institution grid afterwards. */
    public record Refreshed(int gridsMade, int subjects, int added, int removed, int overlapping) {}

    /** Places a few taxpayers anew, such as those that were merged or split; an office without a grid gets one. */
    @Traced("grid.partition.place")
    public int place(Set<Long> subjectIds) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('grid.partition'))")
                .query((row, n) -> 0)
                .list();
        partition.makeMissing(clock.instant(), CurrentActor.get().login());
        int changed = partition.place(subjectIds.toArray(Long[]::new));
        Trail.object("grid.partition", "subjects");
        Trail.note("subjects", subjectIds.size());
        Trail.note("changed", changed);
        return changed;
    }

    /** May run at any time and as often as wanted. */
    @Traced("grid.partition.refresh")
    public Refreshed refresh() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('grid.partition'))")
                .query((row, n) -> 0)
                .list();
        Instant at = clock.instant();
        String actor = CurrentActor.get().login();
        int made = partition.makeMissing(at, actor);
        partition.joinOfficers();
        int removed = partition.removeStale();
        int added = partition.addMissing();
        Refreshed done = new Refreshed(made, partition.subjects(), added, removed, partition.overlapping());
        partition.keepRun(at, actor, made, done.subjects(), added, removed, done.overlapping());
        Trail.object("grid.partition", LocalDate.ofInstant(at, YihuClock.CHINA));
        Trail.note("subjects", done.subjects());
        Trail.note("added", added);
        Trail.note("removed", removed);
        if (removed > 0) {
            events.publishEvent(new GridsChanged(0, Set.of()));
        }
        return done;
    }
}
