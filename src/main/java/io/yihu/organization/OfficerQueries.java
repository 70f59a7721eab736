package io.yihu.organization;

import io.yihu.platform.Refusal;
import io.yihu.platform.Slice;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads of officers, bounded by the scope of whoever asks. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class OfficerQueries {
    static final String ROW = """
            select f.id, f.staff_no, f.name, f.office_id, coalesce(o.short_name, o.name) as office_name, o.path as office_path, f.status,
              f.minutes_per_day, f.cert_no, f.cert_valid_to, f.unavailable_until,
              (select string_agg(p.name, '、' order by x.is_primary desc, p.name) from organization.officer_post x
                join organization.post p on p.code = x.post_code where x.officer_id = f.id and x.valid_to is null) as posts
            from organization.officer f join organization.office o on o.id = f.office_id
            """;

    private final JdbcClient jdbc;

    /** The officer, or {@link Refusal#notFound()} when there is none inside the scope. */
    public OfficerRow byId(long id) {
        return jdbc.sql(ROW + "where f.id = ? and o.path like ?")
                .params(id, OfficeQueries.scope())
                .query(OfficerRow.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** The officer behind the account that asks. */
    OfficerRow own(long id) {
        return jdbc.sql(ROW + "where f.id = ?")
                .param(id)
                .query(OfficerRow.class)
                .single();
    }

    /** Officers of exactly this office. */
    public List<OfficerRow> ofOffice(long officeId) {
        return jdbc.sql(ROW + "where f.office_id = ? and o.path like ? and f.status <> 'LEFT' order by f.staff_no")
                .params(officeId, OfficeQueries.scope())
                .query(OfficerRow.class)
                .list();
    }

    /** Officers below an office (0 for the whole scope) in order of staff numbers, after the given one. */
    public Slice<OfficerRow> list(OfficerFilter filter, String after, int limit) {
        List<OfficerRow> rows = jdbc.sql(ROW + """
                        where o.path like :scope
                          and (:office = 0 or o.path like (select b.path || '%' from organization.office b where b.id = :office))
                          and (:query = '' or f.name like :pattern or f.staff_no like :pattern)
                          and (:status = '' or f.status = :status)
                          and (:post = '' or exists (select from organization.officer_post x
                            where x.officer_id = f.id and x.post_code = :post and x.valid_to is null))
                          and f.staff_no > :after
                        order by f.staff_no limit :limit""")
                .param("scope", OfficeQueries.scope())
                .param("office", filter.office() == null ? 0L : filter.office())
                .param("query", filter.text())
                .param("pattern", OfficeQueries.pattern(filter.text()))
                .param("status", Objects.requireNonNullElse(filter.status(), ""))
                .param("post", Objects.requireNonNullElse(filter.post(), ""))
                .param("after", after == null ? "" : after)
                .param("limit", limit + 1)
                .query(OfficerRow.class)
                .list();
        return Slice.of(rows, limit, OfficerRow::staffNo);
    }

    public List<Post> posts(long officerId) {
        return jdbc.sql("""
                        select x.post_code as code, p.name, x.is_primary as main, x.valid_from, x.valid_to,
                          (select string_agg(d.name, '、' order by d.name) from organization.post_duty pd
                            join organization.duty d on d.code = pd.duty_code
                            where pd.post_code = p.code and pd.valid_to is null) as duties
                        from organization.officer_post x join organization.post p on p.code = x.post_code
                        where x.officer_id = ? order by x.valid_to nulls first, x.is_primary desc, p.name""").param(officerId).query(Post.class).list();
    }

    public List<Skill> skills(long officerId) {
        return jdbc.sql("""
                        select s.tag, coalesce(t.name, s.tag) as name, s.level, s.valid_to from organization.officer_skill s
                        left join organization.skill_tag t on t.tag = s.tag where s.officer_id = ? order by s.level desc, s.tag""").param(officerId).query(Skill.class).list();
    }

    public List<Avoidance> avoidances(long officerId) {
        return jdbc.sql("""
                        select id, subject_id, relation, valid_from, valid_to from organization.avoidance
                        where officer_id = ? order by valid_to nulls first, valid_from desc""").param(officerId).query(Avoidance.class).list();
    }

    /** All posts, to choose from. */
    public List<Choice> allPosts() {
        return jdbc.sql("select code, name from organization.post order by name")
                .query(Choice.class)
                .list();
    }

    /** All known skill tags, to choose from. */
    public List<Choice> allSkills() {
        return jdbc.sql("select tag as code, name from organization.skill_tag order by domain, name")
                .query(Choice.class)
                .list();
    }

    /** A post with the duties it carries. */
    public record Post(String code, String name, boolean main, LocalDate validFrom, LocalDate validTo, String duties) {}

    /** A skill with its level from 1 to 5. */
    public record Skill(String tag, String name, int level, LocalDate validTo) {}

    /** A taxpayer the officer must not deal with. */
    public record Avoidance(long id, long subjectId, String relation, LocalDate validFrom, LocalDate validTo) {}

    /** A code with its title. */
    public record Choice(String code, String name) {}
}
