package io.yihu.grid.web;

import io.yihu.grid.GridRule;
import io.yihu.platform.Refusal;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What people type in grid forms, turned into ids; and how many taxpayers a rule would take. */
@Component
@RequiredArgsConstructor
class MemberLookup {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    /** A skill with its name. */
    record Tag(String tag, String name) {}

    long officer(String staffNo) {
        return jdbc.sql("select id from organization.v_officer where staff_no = ?")
                .param(staffNo.strip())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("grid.refused.staffNo", staffNo));
    }

    long office(String code) {
        return jdbc.sql("select id from organization.v_office where code = ?")
                .param(code == null ? "" : code.strip())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("grid.refused.office", code));
    }

    /** All known skills. */
    List<Tag> tags() {
        return jdbc.sql("select tag, name from organization.v_skill_tag order by domain, name")
                .query(Tag.class)
                .list();
    }

    long matches(GridRule rule) {
        return jdbc.sql("""
                        select count(*) from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                        left join lateral (select c.level from taxpayer.v_credit_rating c where c.subject_id = s.id
                          order by c.year desc limit 1) c on true
                        where s.active and grid.takes(?::jsonb, s.id, o.path, s.division_code, s.industry_code,
                          s.tax_source_class, s.taxpayer_type, s.employees, c.level)""")
                .param(json.writeValueAsString(rule.asMap()))
                .query(Long.class)
                .single();
    }

    /** The rule of a grid; takes nobody by itself where none is stored. */
    GridRule rule(long grid) {
        return json.readValue(
                jdbc.sql("select rule::text from grid.v_grid where id = ?")
                        .param(grid)
                        .query(String.class)
                        .single(),
                GridRule.class);
    }

    /** Taxpayers who would stay, come and go under another rule. */
    record Effect(long stay, long come, long go) {}

    Effect effect(long grid, GridRule rule) {
        return jdbc.sql("""
                        select count(*) filter (where t.takes and t.stands) as stay, count(*) filter (where t.takes and not t.stands) as come,
                          count(*) filter (where not t.takes and t.stands) as go
                        from (
                          select k.subject_id is not null as stands, s.active and (g.type <> 'INSTITUTION' or s.office_id = g.unit_office_id)
                            and grid.takes(:rule::jsonb, s.id, o.path, s.division_code, s.industry_code, s.tax_source_class,
                              s.taxpayer_type, s.employees, c.level) as takes
                          from grid.v_grid g cross join taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                          left join lateral (select r.level from taxpayer.v_credit_rating r
                            where jsonb_exists(:rule::jsonb, 'credits') and r.subject_id = s.id order by r.year desc limit 1) c on true
                          left join grid.v_grid_subject k on k.grid_id = g.id and k.subject_id = s.id
                          where g.id = :grid) t""")
                .param("rule", json.writeValueAsString(rule.asMap()))
                .param("grid", grid)
                .query(Effect.class)
                .single();
    }
}
