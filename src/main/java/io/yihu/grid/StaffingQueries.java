package io.yihu.grid;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Members with their capacity, open work over all grids, and saturation. */
@Component
@RequiredArgsConstructor
public class StaffingQueries {
    private final JdbcClient jdbc;
    private final CapacityQueries capacity;
    private final ObjectProvider<WorkloadSource> workload;
    private final YihuClock clock;

    /**
     * A member of a grid.
     *
     * @param capacityPct share given to this grid; {@code totalPct} to all grids, at most 100
     * @param saturation over all grids
     */
    public record Member(
            long id,
            long gridId,
            long officerId,
            String staffNo,
            String name,
            String officeName,
            String status,
            LocalDate unavailableUntil,
            String role,
            int capacityPct,
            int minutesPerDay,
            LocalDate validFrom,
            LocalDate validTo,
            int totalPct,
            int openCount,
            BigDecimal openMinutes,
            int availableMinutes,
            BigDecimal saturation) {}

    private record Row(
            long id,
            long gridId,
            long officerId,
            String staffNo,
            String name,
            String officeName,
            String status,
            LocalDate unavailableUntil,
            String role,
            int capacityPct,
            int minutesPerDay,
            LocalDate validFrom,
            LocalDate validTo) {}

    private static final String MEMBERS = """
            select m.id, m.grid_id, m.officer_id, f.staff_no, f.name, coalesce(o.short_name, o.name) as office_name, f.status, f.unavailable_until, m.role,
              m.capacity_pct, f.minutes_per_day, m.valid_from, m.valid_to
            from grid.grid_member m
            join grid.grid g on g.id = m.grid_id
            join organization.v_office unit on unit.id = g.unit_office_id and unit.path like :scope
            join organization.v_officer f on f.id = m.officer_id
            left join organization.v_office o on o.id = f.office_id
            """;

    /** Members of one grid today and those who are still to come. */
    public List<Member> of(long gridId) {
        return complete(jdbc.sql(MEMBERS + """
                         where m.grid_id = :grid and (m.valid_to is null or m.valid_to >= :day)
                        order by array_position(array['LEADER', 'DEPUTY', 'MEMBER'], m.role), f.staff_no, m.valid_from""")
                .param("scope", CurrentActor.get().scope())
                .param("grid", gridId)
                .param("day", today())
                .query(Row.class)
                .list());
    }

    /** One line per officer in active grids of the actor's scope, fullest first. */
    public List<Member> officers() {
        HashSet<Long> seen = new HashSet<>();
        return complete(jdbc.sql(MEMBERS + """
                         where g.status = 'ACTIVE' and m.valid_from <= :day and (m.valid_to is null or m.valid_to >= :day)
                        order by m.officer_id, m.id""")
                        .param("scope", CurrentActor.get().scope())
                        .param("day", today())
                        .query(Row.class)
                        .list())
                .stream()
                .filter(member -> seen.add(member.officerId()))
                .sorted(java.util.Comparator.comparing(Member::saturation)
                        .reversed()
                        .thenComparing(Member::staffNo))
                .toList();
    }

    /** Σ open minutes over Σ available minutes of the members of each grid. */
    Map<Long, BigDecimal> byGrid() {
        Map<Long, Integer> capacities = capacity.capacities(today());
        Map<Long, WorkloadSource.Workload> open = open();
        Map<Long, Integer> minutes = new HashMap<>();
        jdbc.sql("select id, minutes_per_day from organization.v_officer")
                .query((row, n) -> minutes.put(row.getLong(1), row.getInt(2)))
                .list();
        int horizon = horizon();
        Map<Long, BigDecimal> work = new HashMap<>();
        Map<Long, Long> available = new HashMap<>();
        capacity.memberships(today()).forEach(m -> {
            work.merge(
                    m.gridId(),
                    open.getOrDefault(m.officerId(), WorkloadSource.Workload.NONE)
                            .minutes(),
                    BigDecimal::add);
            available.merge(
                    m.gridId(),
                    (long) SaturationPolicy.available(
                            capacities.get(m.officerId()), minutes.getOrDefault(m.officerId(), 0), horizon),
                    Long::sum);
        });
        Map<Long, BigDecimal> saturation = new HashMap<>();
        work.forEach((grid, sum) -> saturation.put(grid, GridQueries.ratio(sum, available.get(grid))));
        return saturation;
    }

    private List<Member> complete(List<Row> rows) {
        Map<Long, Integer> capacities = capacity.capacities(today());
        Map<Long, WorkloadSource.Workload> open = open();
        int horizon = horizon();
        return rows.stream()
                .map(row -> {
                    int total = capacities.getOrDefault(row.officerId(), 0);
                    var load = open.getOrDefault(row.officerId(), WorkloadSource.Workload.NONE);
                    return new Member(
                            row.id(),
                            row.gridId(),
                            row.officerId(),
                            row.staffNo(),
                            row.name(),
                            row.officeName(),
                            row.status(),
                            row.unavailableUntil(),
                            row.role(),
                            row.capacityPct(),
                            row.minutesPerDay(),
                            row.validFrom(),
                            row.validTo(),
                            total,
                            load.count(),
                            load.minutes(),
                            SaturationPolicy.available(total, row.minutesPerDay(), horizon),
                            SaturationPolicy.saturation(load.minutes(), total, row.minutesPerDay(), horizon));
                })
                .toList();
    }

    /** Saturation of a member if the share given to this grid were another. */
    public BigDecimal saturationWith(Member member, int newPct) {
        int uncapped = capacity.memberships(today()).stream()
                .filter(m -> m.officerId() == member.officerId() && m.gridId() != member.gridId())
                .mapToInt(CapacityQueries.Membership::capacityPct)
                .sum();
        return SaturationPolicy.saturation(
                member.openMinutes(), Math.min(100, uncapped + newPct), member.minutesPerDay(), horizon());
    }

    private Map<Long, WorkloadSource.Workload> open() {
        WorkloadSource source = workload.getIfAvailable();
        return source == null ? Map.of() : source.byOfficer();
    }

    private int horizon() {
        WorkloadSource source = workload.getIfAvailable();
        return source == null ? SaturationPolicy.HORIZON_DAYS : source.horizonDays();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
    }
}
