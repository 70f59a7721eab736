package io.yihu.task;

import io.yihu.grid.CapacityQueries;
import io.yihu.grid.CapacityQueries.Membership;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads everything a dispatch weighs, in a handful of set-based queries. */
@Component
@RequiredArgsConstructor
class DispatchInputs {
    /** Upper bound of one transaction; the rest goes with the next call. */
    static final int BATCH = 20_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final CapacityQueries capacity;
    private final OpenWork openWork;

    /** A task that waits for an officer. */
    record Queued(
            long id, long subjectId, long workOrderId, String matterType, BigDecimal priority, int standardMinutes) {
        BigDecimal weightedMinutes() {
            return priority.multiply(BigDecimal.valueOf(standardMinutes));
        }
    }

    /** Loads must not be read while another node fills the same officers. */
    void waitForOtherDispatcher() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('task.dispatch'))")
                .query((row, n) -> 0)
                .list();
    }

    /** Tasks that a person claims at this moment are left to that person. */
    List<Queued> lockQueue(boolean urgentOnly) {
        return jdbc.sql("""
                        select id, subject_id, work_order_id, matter_type, priority, standard_minutes from task.task
                        where state = 'NEW' and (not ? or level = 'HIGH')
                        order by priority desc, due_at, id limit ? for update skip locked""").params(urgentOnly, BATCH).query(Queued.class).list();
    }

    World world(List<Queued> queue, LocalDate day) {
        List<Membership> memberships = capacity.memberships(day);
        World world = new World();
        String subjects = json.writeValueAsString(
                queue.stream().map(Queued::subjectId).distinct().toList());
        memberships.forEach(m -> world.members
                .computeIfAbsent(m.gridId(), id -> new ArrayList<>())
                .add(m.officerId()));
        subjectGrids(world, subjects);
        officers(world, day);
        pairs(world.avoidances, """
                select officer_id, subject_id from organization.v_avoidance
                where valid_from <= :day and (valid_to is null or valid_to >= :day) and subject_id in %s""", subjects, day);
        pairs(world.known, """
                select distinct officer_id, subject_id from task.task
                where officer_id is not null and created_at >= :day::date - 365 and subject_id in %s""", subjects, day);
        jdbc.sql("""
                        select distinct on (work_order_id) work_order_id, officer_id from task.task
                        where officer_id is not null and closed_at is null and subject_id in %s
                        order by work_order_id, id""".formatted(IN))
                .param("subjects", subjects)
                .query((row, n) -> world.orderOwner.put(row.getLong(1), row.getLong(2)))
                .list();
        return world;
    }

    private static final String IN = "(select s::bigint from jsonb_array_elements_text(:subjects::jsonb) s)";

    /** The narrowest grid first: a candidate of several grids counts for the first of them. */
    private void subjectGrids(World world, String subjects) {
        jdbc.sql("""
                        select k.subject_id, k.grid_id from grid.v_grid_subject k
                        join grid.v_grid g on g.id = k.grid_id and g.status = 'ACTIVE'
                        where k.subject_id in %s
                        order by k.subject_id, array_position(array['GROUP', 'REGION', 'INSTITUTION'], k.type), k.grid_id""".formatted(IN))
                .param("subjects", subjects)
                .query((row, n) -> world.grids
                        .computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                        .add(row.getLong(2)))
                .list();
    }

    private void officers(World world, LocalDate day) {
        Map<Long, Integer> capacities = capacity.capacities(day);
        var open = openWork.byOfficer();
        Map<Long, Map<String, Integer>> skills = new HashMap<>();
        jdbc.sql(
                        "select officer_id, tag, level from organization.v_officer_skill where valid_to is null or valid_to >= ?")
                .param(day)
                .query((row, n) -> skills.computeIfAbsent(row.getLong(1), id -> new HashMap<>())
                        .put(row.getString(2), row.getInt(3)))
                .list();
        Map<Long, Set<String>> duties = new HashMap<>();
        jdbc.sql("""
                        select p.officer_id, coalesce(d.duty_code, '-') from organization.v_officer_post p
                        left join organization.v_post_duty d on d.post_code = p.post_code
                          and d.valid_from <= :day and (d.valid_to is null or d.valid_to >= :day)
                        where p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day)""")
                .param("day", day)
                .query((row, n) -> duties.computeIfAbsent(row.getLong(1), id -> new HashSet<>())
                        .add(row.getString(2)))
                .list();
        jdbc.sql("""
                        select id, minutes_per_day, status, coalesce(unavailable_until >= :day, false) as away,
                          cert_no is not null and (cert_valid_to is null or cert_valid_to >= :day) as certified
                        from organization.v_officer""")
                .param("day", day)
                .query((row, n) -> {
                    long id = row.getLong("id");
                    var load = open.getOrDefault(id, io.yihu.grid.WorkloadSource.Workload.NONE);
                    return world.officers.put(
                            id,
                            new DispatchPolicy.Officer(
                                    id,
                                    row.getInt("minutes_per_day"),
                                    row.getString("status"),
                                    row.getBoolean("away"),
                                    row.getBoolean("certified"),
                                    duties.getOrDefault(id, Set.of()),
                                    skills.getOrDefault(id, Map.of()),
                                    capacities.getOrDefault(id, 0),
                                    load.minutes(),
                                    load.count()));
                })
                .list();
    }

    private void pairs(Set<List<Long>> into, String sql, String subjects, LocalDate day) {
        jdbc.sql(sql.formatted(IN))
                .param("day", day)
                .param("subjects", subjects)
                .query((row, n) -> into.add(List.of(row.getLong(1), row.getLong(2))))
                .list();
    }

    /** All inputs of one dispatch; loads grow as it goes on. */
    static final class World {
        private final Map<Long, List<Long>> members = new HashMap<>();
        private final Map<Long, List<Long>> grids = new HashMap<>();
        private final Map<Long, DispatchPolicy.Officer> officers = new HashMap<>();
        private final Set<List<Long>> avoidances = new HashSet<>();
        private final Set<List<Long>> known = new HashSet<>();
        private final Map<Long, Long> orderOwner = new HashMap<>();

        List<DispatchPolicy.Option> options(Queued task) {
            Map<Long, Long> gridOf = new LinkedHashMap<>();
            for (long grid : grids.getOrDefault(task.subjectId(), List.of())) {
                members.getOrDefault(grid, List.of()).forEach(officer -> gridOf.putIfAbsent(officer, grid));
            }
            Long owner = orderOwner.get(task.workOrderId());
            List<DispatchPolicy.Option> options = new ArrayList<>(gridOf.size());
            gridOf.forEach((officer, grid) -> {
                if (officers.containsKey(officer)) {
                    List<Long> pair = List.of(officer, task.subjectId());
                    options.add(new DispatchPolicy.Option(
                            officers.get(officer),
                            grid,
                            avoidances.contains(pair),
                            known.contains(pair),
                            officer.equals(owner)));
                }
            });
            return options;
        }

        void take(Queued task, long officer) {
            officers.get(officer).take(task.weightedMinutes());
            known.add(List.of(officer, task.subjectId()));
            orderOwner.putIfAbsent(task.workOrderId(), officer);
        }

        /** Why nobody was found. */
        String reason(Queued task, List<DispatchPolicy.Candidate> ranked) {
            if (!grids.containsKey(task.subjectId())) {
                return "NO_GRID";
            }
            return ranked.isEmpty() ? "NO_MEMBER" : "ALL_EXCLUDED";
        }
    }
}
