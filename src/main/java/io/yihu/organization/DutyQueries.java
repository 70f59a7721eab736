package io.yihu.organization;

import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Duties, the posts that carry them, and how many people that makes. */
@Component
@RequiredArgsConstructor
public class DutyQueries {
    private final JdbcClient jdbc;

    /** One duty on one post for a time; {@code officers} hold the post now. */
    public record Mapping(
            String duty,
            String dutyName,
            String post,
            String postName,
            int version,
            LocalDate validFrom,
            LocalDate validTo,
            int officers) {}

    /** A duty nobody could fulfil, since no post carries it. */
    public record Unmapped(String duty, String name) {}

    /** A code with its title. */
    public record Choice(String code, String name) {}

    public List<Mapping> mappings() {
        return jdbc.sql("""
                        select d.code as duty, d.name as duty_name, p.code as post, p.name as post_name, x.version, x.valid_from, x.valid_to,
                          (select count(distinct o.officer_id) from organization.officer_post o join organization.officer f
                            on f.id = o.officer_id and f.status <> 'LEFT' where o.post_code = p.code and o.valid_to is null)::int as officers
                        from organization.post_duty x join organization.duty d on d.code = x.duty_code
                        join organization.post p on p.code = x.post_code
                        order by d.name, x.valid_to nulls first, p.name, x.version desc""").query(Mapping.class).list();
    }

    public List<Unmapped> unmapped(LocalDate day) {
        return jdbc.sql("""
                        select d.code as duty, d.name from organization.duty d where not exists (select from organization.post_duty x
                          where x.duty_code = d.code and x.valid_from <= ? and (x.valid_to is null or x.valid_to >= ?)) order by d.name""").params(day, day).query(Unmapped.class).list();
    }

    public List<Choice> duties() {
        return jdbc.sql("select code, name from organization.duty order by name")
                .query(Choice.class)
                .list();
    }

    public List<Choice> posts() {
        return jdbc.sql("select code, name from organization.post order by name")
                .query(Choice.class)
                .list();
    }
}
