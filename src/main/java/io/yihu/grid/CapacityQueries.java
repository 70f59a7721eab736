package io.yihu.grid;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Members of active grids and the share of their time, as of a day. */
@Component
@RequiredArgsConstructor
public class CapacityQueries {
    private final JdbcClient jdbc;

    /** One membership that counts on the day asked for. */
    public record Membership(long gridId, String gridType, long officerId, String role, int capacityPct) {}

    /** All memberships of active grids on that day, ordered by grid and officer. */
    public List<Membership> memberships(LocalDate day) {
        return jdbc.sql("""
                        select m.grid_id, g.type as grid_type, m.officer_id, m.role, m.capacity_pct
                        from grid.grid_member m join grid.grid g on g.id = m.grid_id and g.status = 'ACTIVE'
                        where m.valid_from <= ? and (m.valid_to is null or m.valid_to >= ?)
                        order by m.grid_id, m.officer_id""").params(day, day).query(Membership.class).list();
    }

    /** All memberships of whoever is a member of one of these grids on that day, in other grids as well. */
    public List<Membership> membershipsNear(LocalDate day, Collection<Long> grids) {
        return jdbc.sql("""
                        select m.grid_id, g.type as grid_type, m.officer_id, m.role, m.capacity_pct
                        from grid.grid_member m join grid.grid g on g.id = m.grid_id and g.status = 'ACTIVE'
                        where m.valid_from <= :day and (m.valid_to is null or m.valid_to >= :day) and m.officer_id in (
                          select n.officer_id from grid.grid_member n where n.grid_id = any (:grids))
                        order by m.grid_id, m.officer_id""")
                .param("day", day)
                .param("grids", grids.toArray(Long[]::new))
                .query(Membership.class)
                .list();
    }

    /** The memberships of one officer on that day. */
    public List<Membership> membershipsOf(LocalDate day, long officer) {
        return jdbc.sql("""
                        select m.grid_id, g.type as grid_type, m.officer_id, m.role, m.capacity_pct
                        from grid.grid_member m join grid.grid g on g.id = m.grid_id and g.status = 'ACTIVE'
                        where m.officer_id = ? and m.valid_from <= ? and (m.valid_to is null or m.valid_to >= ?)
                        order by m.grid_id""").params(officer, day, day).query(Membership.class).list();
    }

    /** Share of the working time each officer gives to all grids together, at most 100. */
    public Map<Long, Integer> capacities(LocalDate day) {
        return capacities(memberships(day));
    }

    /** The same of memberships that were read already. */
    public static Map<Long, Integer> capacities(List<Membership> memberships) {
        return memberships.stream()
                .collect(Collectors.toMap(
                        Membership::officerId, Membership::capacityPct, (one, other) -> Math.min(100, one + other)));
    }
}
