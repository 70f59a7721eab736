package io.yihu.grid;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Slice;
import io.yihu.platform.YihuClock;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Grids inside the actor's office scope, with what stands in them and how full their members are. */
@Component
@RequiredArgsConstructor
public class GridQueries {
    private final JdbcClient jdbc;
    private final StaffingQueries staffing;
    private final YihuClock clock;

    /** @param saturation open minutes of all members over their available minutes, null without members */
    public record GridRow(
            long id,
            String type,
            String name,
            long unitOfficeId,
            String unitName,
            String status,
            int version,
            String rule,
            long subjects,
            int members,
            int leaders,
            int deputies,
            BigDecimal saturation) {
        public boolean led() {
            return leaders > 0 && deputies > 0;
        }

        GridRow with(BigDecimal newSaturation) {
            return new GridRow(
                    id,
                    type,
                    name,
                    unitOfficeId,
                    unitName,
                    status,
                    version,
                    rule,
                    subjects,
                    members,
                    leaders,
                    deputies,
                    newSaturation);
        }
    }

    /** One change of a grid. */
    public record Version(int version, Instant changedAt, String changedBy, String change) {}

    /** A taxpayer of a grid. */
    public record Subject(long id, String name, String taxId, String officeName, String industry, String taxSource) {}

    private static final String GRID = """
            select g.id, g.type, g.name, g.unit_office_id, coalesce(o.short_name, o.name) as unit_name, g.status, g.version, g.rule::text as rule,
              (select count(*) from grid.grid_subject k where k.grid_id = g.id) as subjects, count(m.id)::int as members,
              (count(*) filter (where m.role = 'LEADER'))::int as leaders,
              (count(*) filter (where m.role = 'DEPUTY'))::int as deputies, null::numeric as saturation
            from grid.grid g
            join organization.v_office o on o.id = g.unit_office_id and o.path like :scope
            left join grid.grid_member m on m.grid_id = g.id and m.valid_from <= :day and (m.valid_to is null or m.valid_to >= :day)
            where (cast(:id as bigint) is null or g.id = :id) and (:type = '' or g.type = :type)
              and (:q = '' or g.name like '%' || :q || '%') and g.id > :after and (:unled = false or g.status = 'ACTIVE')
            group by g.id, o.short_name, o.name
            """;

    public Slice<GridRow> list(String type, String q, long after, int limit) {
        List<GridRow> rows = grids(null, type, q, after, false, " order by g.id limit " + (limit + 1));
        return Slice.of(rows, limit, row -> Long.toString(row.id()));
    }

    public Optional<GridRow> find(long id) {
        return grids(id, "", "", 0, false, "").stream().findFirst();
    }

    /** Active grids that lack a leader or a deputy. */
    public List<GridRow> withoutLead() {
        return grids(null, "", "", 0, true, """
                 having count(*) filter (where m.role = 'LEADER') = 0 or count(*) filter (where m.role = 'DEPUTY') = 0
                order by g.id limit 200""");
    }

    private List<GridRow> grids(Long id, String type, String q, long after, boolean activeOnly, String tail) {
        Map<Long, BigDecimal> saturation = staffing.byGrid();
        return jdbc
                .sql(GRID + tail)
                .param("scope", CurrentActor.get().scope())
                .param("day", LocalDate.ofInstant(clock.instant(), YihuClock.CHINA))
                .param("id", id)
                .param("type", type == null ? "" : type)
                .param("q", q == null ? "" : q.strip())
                .param("after", after)
                .param("unled", activeOnly)
                .query(GridRow.class)
                .list()
                .stream()
                .map(row -> row.with(saturation.get(row.id())))
                .toList();
    }

    public List<Version> versions(long gridId) {
        return jdbc.sql("""
                        select version, changed_at, changed_by, change from grid.grid_version where grid_id = ?
                        order by version desc limit 20""").param(gridId).query(Version.class).list();
    }

    /** The first taxpayers of a grid by name. */
    public List<Subject> subjects(long gridId, int limit) {
        return jdbc.sql("""
                        select s.id, s.name, s.tax_id, coalesce(o.short_name, o.name) as office_name, i.name as industry, s.tax_source_class as tax_source
                        from grid.grid_subject k join taxpayer.v_subject s on s.id = k.subject_id
                        left join organization.v_office o on o.id = s.office_id
                        left join organization.v_industry i on i.code = s.industry_code
                        where k.grid_id = ? order by s.name limit ?""").params(gridId, limit).query(Subject.class).list();
    }

    static BigDecimal ratio(BigDecimal open, long available) {
        return available <= 0 ? null : open.divide(BigDecimal.valueOf(available), 4, RoundingMode.HALF_UP);
    }
}
