package io.yihu.grid;

import io.yihu.platform.CurrentActor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether every active taxpayer of the actor's scope stands in exactly one institution grid. */
@Component
@RequiredArgsConstructor
public class CoverageQueries {
    private final JdbcClient jdbc;

    /** Counts over active taxpayers; {@code twice} is 0 by a constraint and shown as checked. */
    public record Coverage(long active, long covered, long none, long twice, long withoutMembers) {}

    /** An active taxpayer in no institution grid. */
    public record Uncovered(long id, String name, String taxId, String officeName) {}

    /** The last refresh. */
    public record Run(Instant at, String actor, int gridsMade, int subjects, int added, int removed, int overlapping) {}

    private static final String ACTIVE_IN_SCOPE = """
            from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id and o.path like :scope
            left join (select subject_id, count(*) as n, min(grid_id) as grid_id from grid.grid_subject
              where type = 'INSTITUTION' group by 1) k on k.subject_id = s.id
            """;

    public Coverage coverage() {
        return jdbc.sql("""
                        select count(*) as active, count(*) filter (where k.n = 1) as covered, count(*) filter (where k.n is null) as none,
                          count(*) filter (where k.n > 1) as twice,
                          count(*) filter (where k.n is not null and not exists (select from grid.grid_member m
                            where m.grid_id = k.grid_id and m.valid_to is null)) as without_members
                        %s where s.active""".formatted(ACTIVE_IN_SCOPE))
                .param("scope", CurrentActor.get().scope())
                .query(Coverage.class)
                .single();
    }

    public List<Uncovered> uncovered(int limit) {
        return jdbc.sql("select s.id, s.name, s.tax_id, coalesce(o.short_name, o.name) as office_name "
                        + ACTIVE_IN_SCOPE + " where s.active and k.n is null order by s.id limit " + limit)
                .param("scope", CurrentActor.get().scope())
                .query(Uncovered.class)
                .list();
    }

    public Optional<Run> lastRun() {
        return jdbc.sql("""
                        select at, actor, grids_made, subjects, added, removed, overlapping from grid.partition_run
                        order by id desc limit 1""").query(Run.class).optional();
    }
}
