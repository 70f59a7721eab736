package io.yihu.workbench;

import io.yihu.grid.CapacityQueries;
import io.yihu.grid.SaturationPolicy;
import io.yihu.grid.WorkloadSource;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What administrators of grids, models, the system, accounts and the log see first: their own duty only. */
@Component
@RequiredArgsConstructor
public class AdminHome {
    private final JdbcClient jdbc;
    private final YihuClock clock;
    private final CapacityQueries capacities;
    private final WorkloadSource workloads;

    /** Active taxpayers in scope and how many of them an institution grid covers. */
    public record Coverage(long subjects, long covered, long grids, long undispatched) {}

    /** One officer of the scope. */
    public record Full(long officerId, String name, String officeName, int open, BigDecimal saturation) {}

    private record OfficerRow(long id, String name, String officeName, int minutesPerDay) {}

    /** The newest dispatch. */
    public record Dispatch(Instant at, String cause, int considered, int dispatched, int undispatched) {}

    /** A finished run with its findings by level. */
    public record Run(
            long id,
            LocalDate asOf,
            LocalDate period,
            Instant startedAt,
            Instant finishedAt,
            long subjects,
            long high,
            long medium,
            long low) {}

    /** Accounts by state. */
    public record Accounts(long active, long disabled) {}

    /** The log today. */
    public record Log(long today, long reads, long unsealed) {}

    public Coverage coverage() {
        return jdbc.sql("""
                        select count(*) as subjects, count(c.subject_id) as covered,
                          (select count(*) from grid.v_grid g join organization.v_office u on u.id = g.unit_office_id
                             where g.status = 'ACTIVE' and u.path like :scope) as grids,
                          (select count(*) from task.v_task t join organization.v_office u on u.id = t.office_id
                             where t.state = 'NEW' and t.closed_at is null and u.path like :scope) as undispatched
                        from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id and o.path like :scope
                        left join (select gs.subject_id from grid.v_grid_subject gs join grid.v_grid g on g.id = gs.grid_id
                          and g.type = 'INSTITUTION' and g.status = 'ACTIVE' group by gs.subject_id) c on c.subject_id = s.id
                        where s.active""")
                .param("scope", CurrentActor.get().scope())
                .query(Coverage.class)
                .single();
    }

    /** Members of grids in scope, fullest first, by the formula of dispatch. */
    public List<Full> saturation() {
        Map<Long, Integer> given = capacities.capacities(LocalDate.ofInstant(clock.instant(), YihuClock.CHINA));
        Map<Long, WorkloadSource.Workload> open = workloads.byOfficer();
        int horizon = workloads.horizonDays();
        return jdbc.sql("""
                        select f.id, f.name, coalesce(o.short_name, o.name) as office_name, f.minutes_per_day from organization.v_officer f
                        join organization.v_office o on o.id = f.office_id
                        where f.status <> 'LEFT' and o.path like ? order by f.id""").param(CurrentActor.get().scope()).query(OfficerRow.class).list().stream()
                .filter(row -> given.containsKey(row.id()))
                .map(row -> {
                    var work = open.getOrDefault(row.id(), WorkloadSource.Workload.NONE);
                    return new Full(
                            row.id(),
                            row.name(),
                            row.officeName(),
                            work.count(),
                            SaturationPolicy.saturation(
                                    work.minutes(), given.get(row.id()), row.minutesPerDay(), horizon));
                })
                .sorted(Comparator.comparing(Full::saturation).reversed().thenComparing(Full::officerId))
                .toList();
    }

    public Optional<Dispatch> lastDispatch() {
        return jdbc.sql(
                        "select at, cause, considered, dispatched, undispatched from task.v_dispatch_run order by id desc limit 1")
                .query(Dispatch.class)
                .optional();
    }

    /** The newest finished run and the one before. */
    public List<Run> lastRuns() {
        return jdbc.sql("""
                        select r.id, r.as_of, r.period, r.started_at, r.finished_at,
                          (select count(*) from indicator.v_vector v where v.period = r.period and v.run_id = r.id) as subjects,
                          count(f.id) filter (where f.level = 'HIGH') as high, count(f.id) filter (where f.level = 'MEDIUM') as medium,
                          count(f.id) filter (where f.level = 'LOW') as low
                        from (select * from indicator.v_run where state = 'DONE' order by id desc limit 2) r
                        left join risk.v_finding f on f.run_id = r.id
                        group by r.id, r.as_of, r.period, r.started_at, r.finished_at order by r.id desc""").query(Run.class).list();
    }

    public Accounts accounts() {
        return jdbc.sql(
                        "select count(*) filter (where active) as active, count(*) filter (where not active) as disabled from organization.v_account")
                .query(Accounts.class)
                .single();
    }

    public Log log() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        return jdbc.sql("""
                        select count(*) as today, count(*) filter (where reading) as reads, count(*) filter (where not sealed) as unsealed
                        from trail.v_action where happened_at >= ?""")
                .param(today.atStartOfDay(YihuClock.CHINA).toInstant().atOffset(ZoneOffset.UTC))
                .query(Log.class)
                .single();
    }
}
