package io.yihu.task;

import io.yihu.grid.CapacityQueries;
import io.yihu.grid.CapacityQueries.Membership;
import io.yihu.grid.WorkloadSource;
import io.yihu.platform.YihuClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads everything a dispatch weighs, in a handful of set-based queries. */
@Component
@RequiredArgsConstructor
class DispatchInputs {
    /** Upper bound of one transaction; the rest goes with the next call. */
    static final int BATCH = 150_000;

    /** Tasks of so many grids need the inputs of their people only. */
    private static final int FEW = 60;

    private static final String QUEUED =
            "select id, subject_id, work_order_id, matter_type, level, priority, standard_minutes from task.task ";
    private final JdbcClient jdbc;
    private final CapacityQueries capacity;
    private final OpenWork openWork;
    private final MatterTypes types;

    /** Loads must not be read while another node fills the same officers. */
    void waitForOtherDispatcher() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('task.dispatch'))")
                .query((row, n) -> 0)
                .list();
    }

    /** Tasks that a person claims at this moment are left to that person. */
    List<QueuedTask> lockQueue(boolean urgentOnly) {
        return jdbc.sql(QUEUED + """
                        where state = 'NEW' and (not ? or level = 'HIGH')
                        order by priority desc, due_at, id limit ? for update skip locked""")
                .params(urgentOnly, BATCH)
                .query(QueuedTask.class)
                .list();
    }

    List<QueuedTask> lockOne(long taskId) {
        return jdbc.sql(QUEUED + "where id = ? and state = 'NEW' for update")
                .param(taskId)
                .query(QueuedTask.class)
                .list();
    }

    /** Of these tasks those that wait in the offices a pattern of paths names. */
    List<QueuedTask> lockChosen(List<Long> taskIds, String scope) {
        return jdbc.sql(QUEUED + """
                        where state = 'NEW' and id = any (?) and office_id in (select id from organization.v_office where path like ?)
                        order by priority desc, due_at, id for update skip locked""")
                .params(taskIds.toArray(Long[]::new), scope)
                .query(QueuedTask.class)
                .list();
    }

    /** The queue of the offices a pattern of paths names, as it stands. */
    List<QueuedTask> queue(String scope, int limit) {
        return jdbc.sql(QUEUED + """
                        where state = 'NEW' and office_id in (select id from organization.v_office where path like ?)
                        order by priority desc, due_at, id limit ?""")
                .params(scope, limit)
                .query(QueuedTask.class)
                .list();
    }

    DispatchWorld world(List<QueuedTask> queue, Instant now, DispatchLevers levers) {
        return world(queue, List.of(), now, levers);
    }

    /** @param holders officers who have the tasks now */
    DispatchWorld world(List<QueuedTask> queue, Collection<Long> holders, Instant now, DispatchLevers levers) {
        LocalDate day = LocalDate.ofInstant(now, YihuClock.CHINA);
        DispatchWorld world = new DispatchWorld(levers, types.all());
        Long[] subjects = subjects(queue);
        subjectGrids(world, subjects);
        Set<Long> grids = new HashSet<>();
        world.gridsOfSubject.values().forEach(grids::addAll);
        boolean few = grids.size() <= FEW;
        List<Membership> memberships = few ? capacity.membershipsNear(day, grids) : capacity.memberships(day);
        officers(world, now, day, memberships, few ? people(memberships, holders) : null);
        ties(world, subjects, day);
        return world;
    }

    /** What one officer may do: nobody else stands in the pools. */
    DispatchWorld own(List<QueuedTask> queue, long officer, Instant now, DispatchLevers levers) {
        LocalDate day = LocalDate.ofInstant(now, YihuClock.CHINA);
        DispatchWorld world = new DispatchWorld(levers, types.all());
        Long[] subjects = subjects(queue);
        subjectGrids(world, subjects);
        officers(world, now, day, capacity.membershipsOf(day, officer), new Long[] {officer});
        ties(world, subjects, day);
        return world;
    }

    /** As if these tasks lay with nobody: their minutes, orders and acquaintances do not speak for who has them now. */
    void forget(DispatchWorld world, List<MovePlan.Held> held, Instant now) {
        if (held.isEmpty()) {
            return;
        }
        held.forEach(each -> {
            DispatchPolicy.Officer holder = world.officers.get(each.officerId());
            if (holder != null) {
                holder.give(each.task().minutes());
            }
            world.orderOwner.remove(each.task().workOrderId());
        });
        world.knownBy.clear();
        pairs(
                world.knownBy,
                """
                select distinct officer_id, subject_id from task.task
                where accepted_at is not null and created_at >= :day::date - 365 and subject_id = any (:subjects)""",
                subjects(held.stream().map(MovePlan.Held::task).toList()),
                LocalDate.ofInstant(now, YihuClock.CHINA));
    }

    private static Long[] subjects(List<QueuedTask> queue) {
        return queue.stream().map(QueuedTask::subjectId).distinct().toArray(Long[]::new);
    }

    /** Who must avoid a taxpayer, who knows him, who has an open order of his. */
    private void ties(DispatchWorld world, Long[] subjects, LocalDate day) {
        pairs(world.avoidedBy, """
                select officer_id, subject_id from organization.v_avoidance
                where valid_from <= :day and (valid_to is null or valid_to >= :day) and subject_id = any (:subjects)""", subjects, day);
        pairs(world.knownBy, """
                select distinct officer_id, subject_id from task.task
                where officer_id is not null and created_at >= :day::date - 365 and subject_id = any (:subjects)""", subjects, day);
        jdbc.sql("""
                        select distinct on (work_order_id) work_order_id, officer_id from task.task
                        where officer_id is not null and closed_at is null and subject_id = any (:subjects)
                        order by work_order_id, id""")
                .param("subjects", subjects)
                .query((row, n) -> world.orderOwner.put(row.getLong(1), row.getLong(2)))
                .list();
    }

    /** The narrowest grid first: a candidate of several grids counts for the first of them. */
    private void subjectGrids(DispatchWorld world, Long[] subjects) {
        jdbc.sql("""
                        select k.subject_id, k.grid_id from grid.v_grid_subject k
                        join grid.v_grid g on g.id = k.grid_id and g.status = 'ACTIVE'
                        where k.subject_id = any (:subjects)
                        order by k.subject_id, array_position(array['GROUP', 'REGION', 'INSTITUTION'], k.type), k.grid_id""")
                .param("subjects", subjects)
                .query((row, n) -> world.gridsOfSubject
                        .computeIfAbsent(row.getLong(1), id -> new ArrayList<>(2))
                        .add(row.getLong(2)))
                .list();
    }

    private static Long[] people(List<Membership> memberships, Collection<Long> holders) {
        Set<Long> people = new HashSet<>(holders);
        memberships.forEach(m -> people.add(m.officerId()));
        return people.toArray(Long[]::new);
    }

    /** @param only whose inputs are needed, null for everybody's */
    private void officers(DispatchWorld world, Instant now, LocalDate day, List<Membership> memberships, Long[] only) {
        Map<Long, Integer> capacities = CapacityQueries.capacities(memberships);
        memberships.forEach(m -> world.members
                .computeIfAbsent(m.gridId(), id -> new ArrayList<>())
                .add(m.officerId()));
        Map<Long, WorkloadSource.Workload> open = openWork.byOfficer(only);
        Map<Long, Integer> overdue = overdue(world.levers, now, only);
        Map<Long, Map<String, Integer>> skills = skills(day, only);
        Map<Long, Set<String>> duties = duties(day, only);
        jdbc.sql("""
                        select id, minutes_per_day, status, coalesce(unavailable_until >= :day, false) as away,
                          cert_no is not null and (cert_valid_to is null or cert_valid_to >= :day) as certified
                        from organization.v_officer""" + (only == null ? "" : " where id = any (:only)"))
                .param("day", day)
                .param("only", only)
                .query((row, n) -> {
                    long id = row.getLong("id");
                    WorkloadSource.Workload load = open.getOrDefault(id, WorkloadSource.Workload.NONE);
                    DispatchPolicy.Profile profile = new DispatchPolicy.Profile(
                            id,
                            row.getInt("minutes_per_day"),
                            row.getString("status"),
                            row.getBoolean("away"),
                            row.getBoolean("certified"),
                            duties.getOrDefault(id, Set.of()),
                            skills.getOrDefault(id, Map.of()),
                            capacities.getOrDefault(id, 0),
                            overdue.getOrDefault(id, 0),
                            hundredths(load.minutes()),
                            load.count());
                    return world.officers.put(id, new DispatchPolicy.Officer(profile, world.levers));
                })
                .list();
    }

    private static long hundredths(BigDecimal minutes) {
        return minutes.movePointRight(2).longValue();
    }

    /** Work that lies too long already, for the gate. */
    private Map<Long, Integer> overdue(DispatchLevers levers, Instant now, Long[] only) {
        Map<Long, Integer> overdue = new HashMap<>();
        jdbc.sql("""
                        select officer_id, count(*) from task.task
                        where closed_at is null and officer_id is not null and submitted_at is null and state <> 'SUSPENDED'
                          and due_at < cast(:now as timestamptz) - :days * interval '1 day' %s group by 1""".formatted(only == null ? "" : "and officer_id = any (:only)"))
                .param("only", only)
                .param("now", now.toString())
                .param("days", levers.gateDays())
                .query((row, n) -> overdue.put(row.getLong(1), row.getInt(2)))
                .list();
        return overdue;
    }

    private Map<Long, Map<String, Integer>> skills(LocalDate day, Long[] only) {
        Map<Long, Map<String, Integer>> skills = new HashMap<>();
        jdbc.sql("""
                        select officer_id, tag, level from organization.v_officer_skill
                        where (valid_to is null or valid_to >= :day)""" + (only == null ? "" : " and officer_id = any (:only)"))
                .param("day", day)
                .param("only", only)
                .query((row, n) -> skills.computeIfAbsent(row.getLong(1), id -> new HashMap<>())
                        .put(row.getString(2), row.getInt(3)))
                .list();
        return skills;
    }

    private Map<Long, Set<String>> duties(LocalDate day, Long[] only) {
        Map<Long, Set<String>> duties = new HashMap<>();
        jdbc.sql("""
                        select p.officer_id, coalesce(d.duty_code, '-') from organization.v_officer_post p
                        left join organization.v_post_duty d on d.post_code = p.post_code
                          and d.valid_from <= :day and (d.valid_to is null or d.valid_to >= :day)
                        where p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day)""" + (only == null ? "" : " and p.officer_id = any (:only)"))
                .param("day", day)
                .param("only", only)
                .query((row, n) -> duties.computeIfAbsent(row.getLong(1), id -> new HashSet<>())
                        .add(row.getString(2)))
                .list();
        return duties;
    }

    private void pairs(Map<Long, Set<Long>> into, String sql, Long[] subjects, LocalDate day) {
        jdbc.sql(sql)
                .param("day", day)
                .param("subjects", subjects)
                .query((row, n) -> into.computeIfAbsent(row.getLong(2), id -> new HashSet<>())
                        .add(row.getLong(1)))
                .list();
    }
}
