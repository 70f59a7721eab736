package io.yihu.control.scan;

import io.yihu.organization.OfficeQueries;
import io.yihu.organization.OfficeRow;
import io.yihu.platform.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The heat map inside the reader's scope, from prepared figures. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class ControlMapQueries {
    private final JdbcClient jdbc;
    private final ScanBook book;
    private final OfficeQueries offices;

    private record Figure(
            String indicator,
            long id,
            long n,
            BigDecimal num,
            BigDecimal den,
            BigDecimal value,
            BigDecimal z,
            String level,
            String name) {}

    /** Months that were scanned, newest first. */
    public List<LocalDate> periods() {
        return jdbc.sql("select distinct period from control.scan order by period desc")
                .query(LocalDate.class)
                .list();
    }

    public Optional<LocalDate> latest() {
        return periods().stream().findFirst();
    }

    /**
     * The office, or the top of the reader's scope when {@code office} is null.
     *
     * @param risk kind of risk the columns are narrowed to, null for all
     * @param all also columns without anything found
     */
    public ControlMap of(Long office, LocalDate period, String risk, boolean all) {
        long id = office == null
                ? offices.tops().stream()
                        .findFirst()
                        .orElseThrow(Refusal::notFound)
                        .id()
                : office;
        OfficeRow here = offices.byId(id);
        Map<Long, Map<String, Figure>> sums = byId(period, """
                select g.indicator, g.scope_id as id, g.n, g.num, g.den, g.value, g.z, g.level, null as name from control.figure g
                join organization.v_office o on o.id = g.scope_id
                where g.period = :period and g.scope = 'OFFICE' and (o.parent_id = :office or o.id = :office)""", id);
        Map<String, Figure> own = sums.getOrDefault(id, Map.of());
        List<ScanIndicator> shown = book.all().stream()
                .filter(indicator ->
                        risk == null || risk.isEmpty() || indicator.risk().equals(risk))
                .filter(indicator -> all
                        || own.containsKey(indicator.code())
                                && own.get(indicator.code()).num().signum() > 0)
                .toList();
        List<ControlMap.Row> rows = new ArrayList<>();
        offices.children(id)
                .forEach(child -> rows.add(row(
                        ControlMap.Kind.OFFICE,
                        child.id(),
                        child.title(),
                        shown,
                        sums.getOrDefault(child.id(), Map.of()))));
        byId(period, """
                select g.indicator, g.scope_id as id, g.n, g.num, g.den, g.value, g.z, g.level, f.name from control.figure g
                join organization.v_officer f on f.id = g.scope_id
                where g.period = :period and g.scope = 'STAFF' and g.office_id = :office order by f.staff_no""", id)
                .forEach((officer, figures) -> rows.add(row(
                        ControlMap.Kind.STAFF,
                        officer,
                        figures.values().iterator().next().name(),
                        shown,
                        figures)));
        Map<String, Figure> nobody = byId(period, """
                select u.indicator, u.office_id as id, count(*) as n, sum(u.num) as num, sum(u.den) as den, sum(u.num) / nullif(sum(u.den), 0) as value,
                  null::numeric as z, null as level, null as name
                from control.unit u where u.period = :period and u.office_id = :office and u.officer_id is null group by u.indicator, u.office_id""", id).getOrDefault(id, Map.of());
        if (shown.stream().anyMatch(indicator -> nobody.containsKey(indicator.code()))) {
            rows.add(row(ControlMap.Kind.UNASSIGNED, id, null, shown, nobody));
        }
        return new ControlMap(
                period,
                here,
                offices.path(id),
                here.parentId() == null ? List.of() : siblings(here),
                shown,
                rows,
                row(ControlMap.Kind.TOTAL, id, here.title(), shown, own));
    }

    /** Offices beside this one, as far as the reader's scope goes. */
    private List<OfficeRow> siblings(OfficeRow here) {
        return offices.children(here.parentId());
    }

    private Map<Long, Map<String, Figure>> byId(LocalDate period, String sql, long office) {
        Map<Long, Map<String, Figure>> found = new LinkedHashMap<>();
        jdbc.sql(sql)
                .param("period", period)
                .param("office", office)
                .query(Figure.class)
                .list()
                .forEach(figure -> found.computeIfAbsent(figure.id(), id -> new HashMap<>())
                        .put(figure.indicator(), figure));
        return found;
    }

    private static ControlMap.Row row(
            ControlMap.Kind kind, Long id, String name, List<ScanIndicator> shown, Map<String, Figure> figures) {
        return new ControlMap.Row(
                kind,
                id,
                name,
                shown.stream()
                        .map(indicator -> Optional.ofNullable(figures.get(indicator.code()))
                                .map(f -> new ControlMap.Cell(
                                        indicator, f.n(), f.num(), f.den(), f.value(), f.z(), f.level()))
                                .orElseGet(() -> ControlMap.Cell.empty(indicator)))
                        .toList());
    }
}
