package io.yihu.grid.web;

import io.yihu.grid.GridRule;
import io.yihu.platform.Refusal;
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

    long matches(GridRule rule) {
        return jdbc.sql("""
                        select count(*) from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                        where s.active and grid.rule_takes(?::jsonb, s.id, o.path, s.division_code, s.industry_code,
                          s.tax_source_class, s.taxpayer_type)""")
                .param(json.writeValueAsString(rule.asMap()))
                .query(Long.class)
                .single();
    }
}
