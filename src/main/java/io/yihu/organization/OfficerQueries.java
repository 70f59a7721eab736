package io.yihu.organization;

import io.yihu.platform.Refusal;
import java.util.List;
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

    /** Officers of exactly this office. */
    public List<OfficerRow> ofOffice(long officeId) {
        return jdbc.sql(ROW + "where f.office_id = ? and o.path like ? and f.status <> 'LEFT' order by f.staff_no")
                .params(officeId, OfficeQueries.scope())
                .query(OfficerRow.class)
                .list();
    }
}
