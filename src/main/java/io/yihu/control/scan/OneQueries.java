package io.yihu.control.scan;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Everything control knows of one office, one officer or one taxpayer in a month; and where problems cluster. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class OneQueries {
    private static final String VISIBLE =
            "select exists (select from organization.v_office o where o.id = ? and o.path like ?)";
    private final JdbcClient jdbc;

    /** What one is and where. */
    public record One(String scope, long id, String name, Long officeId, String officeName) {}

    /** One indicator of it. */
    public record Figure(
            String indicator,
            long n,
            BigDecimal num,
            BigDecimal den,
            BigDecimal value,
            BigDecimal peer,
            BigDecimal z,
            String level,
            Long finding,
            String state) {}

    /** An office that stands out on an indicator. */
    public record Cluster(
            long officeId,
            String officeName,
            String indicator,
            long n,
            BigDecimal num,
            BigDecimal value,
            BigDecimal z,
            Long finding,
            String state) {}

    /** @param scope OFFICE, STAFF or SUBJECT; what is out of scope does not exist */
    public One one(String scope, long id) {
        String sql = switch (scope) {
            case "OFFICE" ->
                "select 'OFFICE' as scope, o.id, o.name, o.id as office_id, coalesce(o.short_name, o.name) as office_name from organization.v_office o where o.id = ?";
            case "STAFF" ->
                "select 'STAFF' as scope, f.id, f.name, f.office_id, coalesce(o.short_name, o.name) as office_name from organization.v_officer f join organization.v_office o on o.id = f.office_id where f.id = ?";
            case "SUBJECT" ->
                "select 'SUBJECT' as scope, s.id, s.name, s.office_id, coalesce(o.short_name, o.name) as office_name from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id where s.id = ?";
            default -> throw Refusal.notFound();
        };
        One one = jdbc.sql(sql).param(id).query(One.class).optional().orElseThrow(Refusal::notFound);
        Actor actor = CurrentActor.get();
        boolean self = scope.equals("STAFF") && Long.valueOf(id).equals(actor.officerId());
        boolean above = actor.has(Roles.SUPERVISOR)
                && jdbc.sql(VISIBLE)
                        .params(one.officeId(), actor.scope())
                        .query(Boolean.class)
                        .single();
        if (!self && !above) {
            throw Refusal.notFound();
        }
        return one;
    }

    /** Figures of the month, what stands out first. */
    public List<Figure> figures(One one, LocalDate period) {
        return jdbc.sql("""
                        select g.indicator, g.n, g.num, g.den, g.value, g.peer, g.z, g.level, d.id as finding, d.state from control.figure g
                        left join lateral (select d.id, d.state from control.finding d where d.indicator = g.indicator and d.scope = g.scope and d.scope_id = g.scope_id
                          order by d.id desc limit 1) d on true
                        where g.scope = ? and g.scope_id = ? and g.period = ?
                        order by g.level is null, g.num = 0, g.z desc nulls last, g.indicator""")
                .params(one.scope(), one.id(), period)
                .query(Figure.class)
                .list();
    }

    /** Where an indicator lies furthest above the mean of offices of the same level; only with five units and a spread. */
    public List<Cluster> clusters(LocalDate period, String risk, ScanBook book, int limit) {
        String[] codes = book.all().stream()
                .filter(indicator ->
                        risk == null || risk.isEmpty() || indicator.risk().equals(risk))
                .map(ScanIndicator::code)
                .toArray(String[]::new);
        return jdbc.sql("""
                        select g.scope_id as office_id, coalesce(o.short_name, o.name) as office_name, g.indicator, g.n, g.num, g.value, g.z, d.id as finding, d.state
                        from control.figure g join organization.v_office o on o.id = g.scope_id and o.path like ?
                        left join lateral (select d.id, d.state from control.finding d where d.indicator = g.indicator and d.office_id = g.scope_id
                          order by d.state = 'CLOSED', d.id desc limit 1) d on true
                        where g.period = ? and g.scope = 'OWN' and g.z > 0 and g.num > 0 and g.indicator = any(?) order by g.z desc, g.num desc, o.code limit ?""")
                .params(CurrentActor.get().scope(), period, codes, limit)
                .query(Cluster.class)
                .list();
    }
}
