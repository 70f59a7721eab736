package io.yihu.organization;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads of offices, bounded by the scope of whoever asks. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class OfficeQueries {
    private static final String ROW = """
            select o.id, o.code, o.name, o.short_name, o.level, o.kind, o.parent_id, o.path, o.division_code, o.active,
              (select count(*) from organization.office c where c.parent_id = o.id)::int as children,
              (select count(*) from organization.officer f where f.office_id = o.id and f.status <> 'LEFT')::int as officers
            from organization.office o
            """;

    private final JdbcClient jdbc;

    /** The office, or {@link Refusal#notFound()} when there is none inside the scope. */
    public OfficeRow byId(long id) {
        return jdbc.sql(ROW + "where o.id = ? and o.path like ?")
                .params(id, scope())
                .query(OfficeRow.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** Offices directly below, in order of their codes. */
    public List<OfficeRow> children(long id) {
        return jdbc.sql(ROW + "where o.parent_id = ? and o.path like ? order by o.code")
                .params(id, scope())
                .query(OfficeRow.class)
                .list();
    }

    /** The topmost offices of the scope: where the actor's tree begins. */
    public List<OfficeRow> tops() {
        return jdbc.sql(ROW + """
                        where o.path like :scope and not exists (
                          select from organization.office p where p.id = o.parent_id and p.path like :scope)
                        order by o.code""")
                .param("scope", scope())
                .query(OfficeRow.class)
                .list();
    }

    /** From the top of the scope down to the office itself. */
    public List<OfficeRow> path(long id) {
        return jdbc.sql(ROW + """
                        join organization.office me on me.path like o.path || '%'
                        where me.id = ? and o.path like ? order by length(o.path)""").params(id, scope()).query(OfficeRow.class).list();
    }

    /** Offices of the scope whose name or code contains the words, topmost first. */
    public List<OfficeRow> find(String query, String level, int limit) {
        return jdbc.sql(ROW + """
                        where o.path like :scope and (o.name like :pattern or o.short_name like :pattern or o.code like :pattern)
                          and (:level = '' or o.level = :level)
                        order by organization.office_rank(o.level), o.code limit :limit""")
                .param("scope", scope())
                .param("pattern", pattern(query))
                .param("level", level)
                .param("limit", limit)
                .query(OfficeRow.class)
                .list();
    }

    /** Every active office of the scope as a tree laid flat, for pickers. */
    public List<OfficeRow> tree() {
        return jdbc.sql(ROW + "where o.path like ? and o.active order by o.path")
                .param(scope())
                .query(OfficeRow.class)
                .list();
    }

    /** How many offices there are per level, below and including the given one. */
    public List<LevelCount> levels(long id) {
        return jdbc.sql("""
                        select o.level, count(*)::int as offices, sum((select count(*) from organization.officer f
                          where f.office_id = o.id and f.status <> 'LEFT'))::int as officers
                        from organization.office o join organization.office top on o.path like top.path || '%'
                        where top.id = ? and o.path like ? group by o.level order by organization.office_rank(o.level)""").params(id, scope()).query(LevelCount.class).list();
    }

    /** Offices and officers of one level. */
    public record LevelCount(String level, int offices, int officers) {}

    static String pattern(String words) {
        return "%" + words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /** Administrators see every office and officer, though no taxpayer. */
    static String scope() {
        Actor actor = CurrentActor.get();
        return actor.roles().stream().anyMatch(AccountRoles.ADMINISTRATORS::contains) ? "/%" : actor.scope();
    }
}
