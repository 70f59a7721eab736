package io.yihu.grid;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Drafts and versions of the configuration, and what is wrong with the grids as they stand in this transaction. */
@Component
@RequiredArgsConstructor
public class ConfigQueries {
    private final JdbcClient jdbc;
    private final GridPartition partition;
    private final YihuClock clock;

    /** One draft or version. */
    public record Config(
            long id,
            String title,
            String state,
            LocalDate effectiveOn,
            String reason,
            Instant createdAt,
            String createdBy,
            Instant liveAt,
            String liveBy,
            Long rollsBack,
            int changes) {
        public boolean draft() {
            return state.equals("DRAFT") || state.equals("BLOCKED");
        }
    }

    /** A grid in numbers. */
    public record Count(
            long id,
            String name,
            String type,
            String unit,
            String status,
            String rule,
            long subjects,
            int members,
            int leaders,
            int deputies) {}

    /**
     * Why a configuration cannot go live.
     *
     * @param code GAP, OVERLAP, NO_MEMBERS, NO_LEADER, NO_DEPUTY
     */
    public record Problem(String code, String grid, long subjects) {}

    private static final String CONFIG = """
            select c.id, c.title, c.state, c.effective_on, c.reason, c.created_at, c.created_by, c.live_at, c.live_by, c.rolls_back,
              (select count(*) from grid.config_change x where x.config_id = c.id)::int as changes
            from grid.config c where c.scope_path like :scope""";

    public List<Config> list(int limit) {
        return jdbc.sql(CONFIG + " order by c.id desc limit :limit")
                .param("scope", CurrentActor.get().scope())
                .param("limit", limit)
                .query(Config.class)
                .list();
    }

    public Optional<Config> find(long id) {
        return jdbc.sql(CONFIG + " and c.id = :id")
                .param("scope", CurrentActor.get().scope())
                .param("id", id)
                .query(Config.class)
                .optional();
    }

    /** Drafts whose day has come, oldest first. */
    List<Long> due(LocalDate day) {
        return jdbc.sql(
                        "select id from grid.config where state = 'SCHEDULED' and effective_on <= ? order by effective_on, id")
                .param(day)
                .query(Long.class)
                .list();
    }

    /** Grids in numbers as they stand in this transaction. */
    public Map<Long, Count> counts(Set<Long> grids) {
        return jdbc
                .sql("""
                        select g.id, g.name, g.type, coalesce(o.short_name, o.name) as unit, g.status, g.rule::text as rule,
                          (select count(*) from grid.grid_subject k where k.grid_id = g.id) as subjects, count(m.id)::int as members,
                          (count(*) filter (where m.role = 'LEADER'))::int as leaders,
                          (count(*) filter (where m.role = 'DEPUTY'))::int as deputies
                        from grid.grid g join organization.v_office o on o.id = g.unit_office_id
                        left join grid.grid_member m on m.grid_id = g.id and m.valid_from <= :day
                          and (m.valid_to is null or m.valid_to >= :day)
                        where g.id = any (:grids) group by g.id, o.short_name, o.name order by g.id""")
                .param("day", LocalDate.ofInstant(clock.instant(), YihuClock.CHINA))
                .param("grids", grids.toArray(Long[]::new))
                .query(Count.class)
                .list()
                .stream()
                .collect(Collectors.toMap(Count::id, Function.identity()));
    }

    /** What blocks: a gap or an overlap of the institution layer anywhere, people missing in the grids touched. */
    public List<Problem> problems(Set<Long> touched) {
        List<Problem> problems = new ArrayList<>();
        long gap = jdbc.sql("""
                        select count(*) from taxpayer.v_subject s where s.active and s.office_id is not null and not exists (
                          select from grid.grid_subject k where k.subject_id = s.id and k.type = 'INSTITUTION')""").query(Long.class).single();
        if (gap > 0) {
            problems.add(new Problem("GAP", null, gap));
        }
        int overlap = partition.overlapping();
        if (overlap > 0) {
            problems.add(new Problem("OVERLAP", null, overlap));
        }
        counts(touched).values().stream()
                .filter(grid -> !grid.status().equals("RETIRED"))
                .forEach(grid -> people(grid, problems));
        return problems;
    }

    private static void people(Count grid, List<Problem> problems) {
        if (grid.members() == 0) {
            problems.add(new Problem("NO_MEMBERS", grid.name(), grid.subjects()));
        } else {
            if (grid.leaders() == 0) {
                problems.add(new Problem("NO_LEADER", grid.name(), grid.subjects()));
            }
            if (grid.deputies() == 0) {
                problems.add(new Problem("NO_DEPUTY", grid.name(), grid.subjects()));
            }
        }
    }
}
