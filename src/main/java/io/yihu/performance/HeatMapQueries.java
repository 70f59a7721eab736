package io.yihu.performance;

import io.yihu.organization.OfficeQueries;
import io.yihu.organization.OfficeRow;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
        List<OfficeRow> children = offices.children(id);
        List<Long> ids = new ArrayList<>(children.stream().map(OfficeRow::id).toList());
        ids.add(id);
        Map<Long, List<ScoreRow>> scores = ofOffices(ids, period);
        List<PerformanceIndicator> shown = definitions.of(period).stream()
                .filter(PerformanceIndicator::automatic)
                .toList();
        List<HeatMap.Row> rows = new ArrayList<>();
        children.forEach(child -> rows.add(row(
                shown, HeatMap.Kind.OFFICE, child.id(), child.title(), scores.getOrDefault(child.id(), List.of()))));
        officers(id, period)
                .forEach((officer, list) ->
                        rows.add(row(shown, HeatMap.Kind.STAFF, officer.id(), officer.name(), list)));
        List<ScoreRow> nobody = unassigned(id, period, shown);
        if (!nobody.isEmpty()) {
            rows.add(row(shown, HeatMap.Kind.UNASSIGNED, id, null, nobody));
        }
        return new HeatMap(
                period,
                here,
                offices.path(id),
                shown,
                rows,
                row(shown, HeatMap.Kind.TOTAL, id, here.title(), scores.getOrDefault(id, List.of())));
    }

    /** Scores of these offices; the caller has made sure they are inside the scope. */
    private Map<Long, List<ScoreRow>> ofOffices(List<Long> ids, LocalDate period) {
        boolean chain = ScoreQueries.inChainOfCommand();
        return jdbc
                .sql("select " + ScoreQueries.COLUMNS
                        + " from performance.result where scope = 'OFFICE' and period = ? and scope_id = any(?)")
                .params(period, ids.toArray(Long[]::new))
                .query(ScoreRow.class)
                .list()
                .stream()
                .map(row -> chain ? row : row.seenFromOutside())
                .collect(Collectors.groupingBy(ScoreRow::scopeId));
    }

    private record Officer(long id, String name) {}

    private Map<Officer, List<ScoreRow>> officers(long office, LocalDate period) {
        Actor actor = CurrentActor.get();
        Long only = ScoreQueries.inChainOfCommand()
                ? null
                : actor.officerId() == null ? Long.valueOf(-1) : actor.officerId();
        Map<Long, List<ScoreRow>> scores = jdbc
                .sql("select " + ScoreQueries.COLUMNS + "\n" + """
                         from performance.result r where scope = 'STAFF' and period = :period and (:only::bigint is null or scope_id = :only)
                          and scope_id in (select u.officer_id from performance.unit u where u.period = :period and u.office_id = :office)""")
                .param("period", period)
                .param("only", only, java.sql.Types.BIGINT)
                .param("office", office)
                .query(ScoreRow.class)
                .list()
                .stream()
                .collect(Collectors.groupingBy(ScoreRow::scopeId));
        Map<Officer, List<ScoreRow>> named = new LinkedHashMap<>();
        jdbc.sql("select id, name from organization.v_officer where id = any(?) order by staff_no")
                .param(scores.keySet().toArray(Long[]::new))
                .query(Officer.class)
                .list()
                .forEach(officer -> named.put(officer, scores.get(officer.id())));
        return named;
    }

    /** Units of this office that no officer has: shown, not scored. */
    private List<ScoreRow> unassigned(long office, LocalDate period, List<PerformanceIndicator> shown) {
        if (!ScoreQueries.inChainOfCommand()) {
            return List.of();
        }
        return jdbc.sql("""
                        select indicator, period, 'OFFICE' as scope, office_id as scope_id, count(*) as units, sum(num) as num, sum(den) as den,
                          percentile_cont(0.5) within group (order by num::double precision)::numeric as value, null::numeric as shrunk,
                          null::numeric as score, null::numeric as weight, false as hidden
                        from performance.unit where office_id = ? and period = ? and officer_id is null group by indicator, period, office_id""").params(office, period).query(ScoreRow.class).list().stream()
                .flatMap(row -> shown.stream()
                        .filter(one -> one.code().equals(row.indicator()))
                        .map(one -> withValue(row, one)))
                .toList();
    }

    private static ScoreRow withValue(ScoreRow row, PerformanceIndicator indicator) {
        BigDecimal value = switch (indicator.aggregate()) {
            case MEDIAN -> row.value();
            case COUNT -> row.num();
            case RATIO ->
                row.den().signum() == 0 ? null : row.num().divide(row.den(), 6, java.math.RoundingMode.HALF_UP);
        };
        return new ScoreRow(
                row.indicator(),
                row.period(),
                row.scope(),
                row.scopeId(),
                row.units(),
                row.num(),
                row.den(),
                value,
                null,
                null,
                null,
                false);
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
