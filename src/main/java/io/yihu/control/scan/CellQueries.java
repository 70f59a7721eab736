package io.yihu.control.scan;

import io.yihu.organization.OfficeQueries;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is behind a cell of the heat map: offices, officers, taxpayers, and at last the lines of the log; sums agree at every level. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class CellQueries {
    private static final String FROM = """
             from control.unit u join organization.v_office o on o.id = u.office_id
            where u.period = :period and u.indicator = :indicator and o.path like :scope and o.path like :path""";

    private final JdbcClient jdbc;
    private final OfficeQueries offices;

    /** Which cell; {@code officer} 0 is "nobody", {@code subject} 0 is "no taxpayer"; null is all. */
    public record Cell(LocalDate period, String indicator, long office, Long officer, Long subject) {}

    /** Sums of the whole cell. */
    public record Sums(long n, BigDecimal num, BigDecimal den) {}

    /** A part of the cell. */
    public record Part(Long id, String name, String place, long n, BigDecimal num, BigDecimal den) {}

    /** A line of the log behind it. */
    public record Line(
            String unitId,
            Instant at,
            BigDecimal num,
            String ref,
            Long officerId,
            String officerName,
            Long subjectId,
            String subjectName,
            String officeName) {
        public String kind() {
            return ref.substring(0, ref.indexOf(':'));
        }

        public String number() {
            return ref.substring(ref.indexOf(':') + 1);
        }

        /** Where a record of another system is shown as it was sent: in the file of its taxpayer, which everybody above may open. */
        public String recordUrl() {
            String place = number().replace("|", subjectId == null ? "/lines/" : "/");
            return subjectId == null ? "/exchange/batches/" + place : "/subject/" + subjectId + "/origin/" + place;
        }

        /** The list of firings begins below this number. */
        public long beyond() {
            return Long.parseLong(number()) + 1;
        }
    }

    public Sums sums(Cell cell) {
        return asked(
                        "select count(*) as n, coalesce(sum(u.num), 0) as num, coalesce(sum(u.den), 0) as den" + FROM,
                        cell)
                .query(Sums.class)
                .single();
    }

    /** Offices directly below, each with everything under it. */
    public List<Part> below(Cell cell) {
        return asked("""
                        select c.id, coalesce(c.short_name, c.name) as name, c.level as place, count(*) as n, sum(u.num) as num, sum(u.den) as den
                        from control.unit u join organization.v_office o on o.id = u.office_id
                        join organization.v_office c on c.parent_id = :office and o.path like c.path || '%'
                        where u.period = :period and u.indicator = :indicator and o.path like :scope and o.path like :path
                        group by c.id, c.name, c.short_name, c.level, c.code order by sum(u.num) desc, c.code""", cell).query(Part.class).list();
    }

    /** Officers of the whole subtree, and what nobody has. */
    public List<Part> officers(Cell cell) {
        return asked("""
                        select coalesce(u.officer_id, 0) as id, max(f.name) as name, max(coalesce(o.short_name, o.name)) as place, count(*) as n,
                          sum(u.num) as num, sum(u.den) as den
                        from control.unit u join organization.v_office o on o.id = u.office_id left join organization.v_officer f on f.id = u.officer_id
                        where u.period = :period and u.indicator = :indicator and o.path like :scope and o.path like :path
                        group by coalesce(u.officer_id, 0) order by sum(u.num) desc, count(*) desc, 1 limit 200""", cell).query(Part.class).list();
    }

    public List<Part> subjects(Cell cell) {
        return asked("""
                        select u.subject_id as id, max(s.name) as name, max(coalesce(o.short_name, o.name)) as place, count(*) as n, sum(u.num) as num,
                          sum(u.den) as den
                        from control.unit u join organization.v_office o on o.id = u.office_id left join taxpayer.v_subject s on s.id = u.subject_id
                        where u.period = :period and u.indicator = :indicator and o.path like :scope and o.path like :path%s
                        group by u.subject_id order by sum(u.num) desc, count(*) desc, 1 limit 200""".formatted(narrowed(cell)), cell).query(Part.class).list();
    }

    public List<Line> lines(Cell cell, int limit) {
        return asked("""
                        select u.unit_id, u.at, u.num, u.ref, u.officer_id, f.name as officer_name, nullif(u.subject_id, 0) as subject_id, s.name as subject_name,
                          coalesce(o.short_name, o.name) as office_name
                        from control.unit u join organization.v_office o on o.id = u.office_id left join organization.v_officer f on f.id = u.officer_id
                        left join taxpayer.v_subject s on s.id = u.subject_id
                        where u.period = :period and u.indicator = :indicator and o.path like :scope and o.path like :path%s
                        order by u.num desc, u.at desc, u.unit_id limit %d""".formatted(narrowed(cell), limit), cell)
                .query(Line.class)
                .list();
    }

    private static String narrowed(Cell cell) {
        return (cell.officer() == null ? "" : " and coalesce(u.officer_id, 0) = :officer")
                + (cell.subject() == null ? "" : " and u.subject_id = :subject");
    }

    private JdbcClient.StatementSpec asked(String sql, Cell cell) {
        if (!CurrentActor.get().has(Roles.SUPERVISOR)) {
            throw Refusal.notFound();
        }
        Map<String, Object> values = new HashMap<>();
        values.put("period", cell.period());
        values.put("indicator", cell.indicator());
        values.put("office", cell.office());
        values.put("scope", CurrentActor.get().scope());
        values.put("path", offices.byId(cell.office()).path() + "%");
        String whole = sql.endsWith(FROM) ? sql + narrowed(cell) : sql;
        values.put("officer", cell.officer());
        values.put("subject", cell.subject());
        values.keySet().removeIf(name -> !whole.contains(":" + name));
        return jdbc.sql(whole).params(values);
    }
}
