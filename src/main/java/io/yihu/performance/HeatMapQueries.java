package io.yihu.performance;

import io.yihu.organization.OfficeQueries;
import io.yihu.organization.OfficeRow;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Heat maps inside the actor's scope. A supervisor sees every cell; others see offices with few units hidden, and of the
 * officers only themselves.
 */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class HeatMapQueries {
    private final JdbcClient jdbc;
    private final DefinitionQueries definitions;
    private final OfficeQueries offices;

    /** The office, or the top of the actor's scope when {@code office} is null. */
    public HeatMap of(Long office, LocalDate period) {
        long id = office == null
                ? offices.tops().stream()
                        .findFirst()
                        .orElseThrow(Refusal::notFound)
                        .id()
                : office;
        OfficeRow here = offices.byId(id);
        List<PerformanceIndicator> shown = definitions.of(period).stream()
                .filter(PerformanceIndicator::automatic)
                .toList();
        List<Line> lines = lines(id, period);
        Map<Long, List<ScoreRow>> below = byId(lines, "OFFICE", period);
        List<HeatMap.Row> rows = new ArrayList<>();
        offices.children(id)
                .forEach(child -> rows.add(row(
                        shown,
                        HeatMap.Kind.OFFICE,
                        child.id(),
                        child.title(),
                        below.getOrDefault(child.id(), List.of()))));
        Map<Long, List<ScoreRow>> staff = byId(lines, "STAFF", period);
        officers(staff.keySet())
                .forEach(officer -> rows.add(
                        row(shown, HeatMap.Kind.STAFF, officer.id(), officer.name(), staff.get(officer.id()))));
        List<ScoreRow> nobody = byId(lines, "UNASSIGNED", period).getOrDefault(id, List.of());
        if (!nobody.isEmpty()) {
            rows.add(row(shown, HeatMap.Kind.UNASSIGNED, id, null, nobody));
        }
        List<ScoreRow> total = byId(lines, "TOTAL", period).getOrDefault(id, List.of());
        return new HeatMap(
                period, here, offices.path(id), shown, rows, row(shown, HeatMap.Kind.TOTAL, id, here.title(), total));
    }

    /** A prepared line, its cells side by side. */
    private record Line(
            String kind,
            long id,
            String[] indicators,
            Long[] units,
            BigDecimal[] nums,
            BigDecimal[] dens,
            BigDecimal[] values,
            BigDecimal[] scores,
            BigDecimal[] weights) {
        List<ScoreRow> cells(LocalDate period) {
            boolean nobody = kind.equals("UNASSIGNED");
            List<ScoreRow> cells = new ArrayList<>(indicators.length);
            for (int i = 0; i < indicators.length; i++) {
                cells.add(new ScoreRow(
                        indicators[i],
                        period,
                        kind.equals("STAFF") ? "STAFF" : "OFFICE",
                        id,
                        units[i],
                        nums[i],
                        dens[i],
                        values[i],
                        null,
                        nobody ? null : scores[i],
                        nobody ? null : weights[i],
                        false));
            }
            return cells;
        }
    }

    /** The page of an office is one stretch of the prepared rows; the caller has made sure it is inside the scope. */
    private List<Line> lines(long office, LocalDate period) {
        boolean chain = ScoreQueries.inChainOfCommand();
        Long me = CurrentActor.get().officerId();
        return jdbc.sql("""
                        select h.kind, h.id, h.indicators, h.units, h.nums, h.dens, h."values", h.scores, h.weights
                        from performance.heat h join performance.heat_build b on b.period = h.period and b.build = h.build
                        where h.period = :period and h.office_id = :office
                          and (:chain or h.kind in ('OFFICE', 'TOTAL') or h.kind = 'STAFF' and h.id = :me)""")
                .param("period", period)
                .param("office", office)
                .param("chain", chain)
                .param("me", me == null ? -1L : me)
                .query(HeatMapQueries::line)
                .list();
    }

    private static Line line(ResultSet row, int n) throws SQLException {
        return new Line(
                row.getString(1),
                row.getLong(2),
                (String[]) row.getArray(3).getArray(),
                (Long[]) row.getArray(4).getArray(),
                (BigDecimal[]) row.getArray(5).getArray(),
                (BigDecimal[]) row.getArray(6).getArray(),
                (BigDecimal[]) row.getArray(7).getArray(),
                (BigDecimal[]) row.getArray(8).getArray(),
                (BigDecimal[]) row.getArray(9).getArray());
    }

    private static Map<Long, List<ScoreRow>> byId(List<Line> lines, String kind, LocalDate period) {
        boolean chain = ScoreQueries.inChainOfCommand();
        return lines.stream()
                .filter(line -> line.kind().equals(kind))
                .collect(Collectors.toMap(
                        Line::id,
                        line -> line.cells(period).stream()
                                .map(cell -> chain || kind.equals("STAFF") ? cell : cell.seenFromOutside())
                                .toList()));
    }

    private record Officer(long id, String name) {}

    private List<Officer> officers(Collection<Long> ids) {
        return jdbc.sql("select id, name from organization.v_officer where id = any(?) order by staff_no")
                .param(ids.toArray(Long[]::new))
                .query(Officer.class)
                .list();
    }

    private static HeatMap.Row row(
            List<PerformanceIndicator> shown, HeatMap.Kind kind, Long id, String name, List<ScoreRow> scores) {
        Map<String, ScoreRow> byCode =
                scores.stream().collect(Collectors.toMap(ScoreRow::indicator, Function.identity()));
        List<HeatMap.Cell> cells = shown.stream()
                .map(indicator -> byCode.containsKey(indicator.code())
                        ? HeatMap.Cell.of(indicator, byCode.get(indicator.code()))
                        : HeatMap.Cell.empty(indicator))
                .toList();
        BigDecimal total = kind == HeatMap.Kind.UNASSIGNED
                ? null
                : ScoreQueries.total(scores).orElse(null);
        return new HeatMap.Row(kind, id, name, cells, total);
    }
}
