package io.yihu.performance;

import io.yihu.organization.OfficeQueries;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Slice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The unit events behind a cell: their sums are the figures printed in it. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class UnitQueries {
    /**
     * Which cell: an officer, an office with all below it, or ({@code unassigned}) what lies at an office without officer.
     */
    public record Cell(String indicator, LocalDate period, Long office, Long officer, boolean unassigned) {}

    /** Sums over the whole cell, not over one page. */
    public record Sums(long units, BigDecimal num, BigDecimal den, BigDecimal median) {}

    private static final String FROM = """
             from performance.unit u
            join organization.v_office o on o.id = u.office_id
            where u.indicator = :indicator and u.period = :period""";

    private final JdbcClient jdbc;
    private final OfficeQueries offices;

    public Sums sums(Cell cell) {
        Map<String, Object> values = new LinkedHashMap<>();
        String where = where(cell, values);
        return jdbc.sql(
                        "select count(*) filter (where u.corrects is null) - count(*) filter (where u.corrects is not null and u.den < 0) as units,"
                                + " coalesce(sum(u.num), 0) as num, coalesce(sum(u.den), 0) as den, (percentile_cont(0.5) within group"
                                + " (order by u.num::double precision) filter (where u.corrects is null and not exists (select from performance.unit c"
                                + " where c.period = u.period and c.indicator = u.indicator and c.subject_id = u.subject_id and c.corrects = u.unit_id)))::numeric as median"
                                + FROM + where)
                .params(values)
                .query(Sums.class)
                .single();
    }

    public Slice<UnitRow> units(Cell cell, String after, int limit) {
        Map<String, Object> values = new LinkedHashMap<>();
        String where = where(cell, values);
        if (after != null) {
            where += " and (u.at, u.unit_id) > (:afterTime, :afterId)";
            key(after, values);
        }
        values.put("limit", limit + 1);
        values.put("scope", CurrentActor.get().scope());
        values.put(
                "me",
                CurrentActor.get().officerId() == null
                        ? -1L
                        : CurrentActor.get().officerId());
        return Slice.of(
                jdbc.sql("""
                                select u.unit_id, u.subject_id, case when r.reachable then s.name end as subject_name, u.officer_id, f.name as officer_name, u.office_id,
                                  coalesce(o.short_name, o.name) as office_name, u.at, u.num, u.den, u.source, r.reachable, u.corrects,
                                  (select string_agg(l.indicator, ' ' order by l.indicator) from performance.unit l where l.subject_id = u.subject_id and l.period = u.period and l.unit_id = u.unit_id
                                    and l.source = u.source and l.indicator <> u.indicator and u.unit_id > 0) as also
                                from (select u.*, o.short_name, o.name""" + FROM + where + """
                                 order by u.at, u.unit_id limit :limit) u
                                join organization.v_office o on o.id = u.office_id
                                cross join lateral (select o.path like :scope or coalesce(u.officer_id = :me, false) as reachable) r
                                left join organization.v_officer f on f.id = u.officer_id
                                left join taxpayer.v_subject s on s.id = u.subject_id
                                order by u.at, u.unit_id""")
                        .params(values)
                        .query(UnitRow.class)
                        .list(),
                limit,
                row -> row.at().getEpochSecond() + "." + row.at().getNano() + "." + row.unitId());
    }

    /** Oneself, or as a supervisor any officer and office of the scope; everything else does not exist. */
    private String where(Cell cell, Map<String, Object> values) {
        values.put("indicator", cell.indicator());
        values.put("period", cell.period());
        Actor actor = CurrentActor.get();
        if (cell.officer() != null) {
            values.put("officer", cell.officer());
            if (cell.officer().equals(actor.officerId())) {
                return " and u.officer_id = :officer";
            }
            if (!ScoreQueries.inChainOfCommand() || !inScope(cell.officer())) {
                throw Refusal.notFound();
            }
            return " and u.officer_id = :officer";
        }
        if (!ScoreQueries.inChainOfCommand() || cell.office() == null) {
            throw Refusal.notFound();
        }
        if (cell.unassigned()) {
            values.put("office", offices.byId(cell.office()).id());
            return " and u.office_id = :office and u.officer_id is null";
        }
        values.put("path", offices.byId(cell.office()).path() + "%");
        return " and o.path like :path";
    }

    private boolean inScope(long officer) {
        return jdbc.sql("""
                        select exists (select from organization.v_officer f join organization.v_office o on o.id = f.office_id
                          where f.id = ? and o.path like ?)""")
                .params(officer, CurrentActor.get().scope())
                .query(Boolean.class)
                .single();
    }

    private static void key(String after, Map<String, Object> values) {
        try {
            String[] parts = after.split("\\.");
            values.put(
                    "afterTime",
                    Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1]))
                            .atOffset(ZoneOffset.UTC));
            values.put("afterId", Long.parseLong(parts[2]));
        } catch (RuntimeException e) {
            throw Refusal.invalid("performance.after.malformed");
        }
    }
}
