package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people type in forms about work, turned into ids. */
@Component
@RequiredArgsConstructor
public class OfficerLookup {
    private final JdbcClient jdbc;

    /** An officer by staff number. */
    public long officer(String staffNo) {
        return jdbc.sql("select id from organization.v_officer where staff_no = ? and status <> 'LEFT'")
                .param(staffNo.strip())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("task.refused.staffNo", staffNo));
    }

    /** An office of the actor's scope by code or full name. */
    public long office(String typed) {
        return jdbc.sql("""
                        select id from organization.v_office where (code = :typed or name = :typed) and path like :scope
                        order by code = :typed desc limit 1""")
                .param("typed", typed.strip())
                .param("scope", CurrentActor.get().scope())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("task.refused.office", typed.strip()));
    }

    /** A taxpayer of the actor's scope by tax id or unified code. */
    public long subject(String taxId) {
        String typed = taxId == null ? "" : taxId.strip();
        return jdbc.sql("""
                        select s.id from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id and o.path like :scope
                        where s.tax_id = :id or s.uscc = :id order by s.tax_id = :id desc limit 1""")
                .param("scope", CurrentActor.get().scope())
                .param("id", typed)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("task.refused.taxId", typed));
    }

    /** Codes of all kinds of matters. */
    public List<String> types() {
        return jdbc.sql("select code from task.matter_type order by code")
                .query(String.class)
                .list();
    }
}
