package io.yihu.invoice;

import io.yihu.platform.CurrentActor;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the comparison of facts with invoices found, within the actor's scope. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class FactCheckQueries {
    private static final int SHOWN = 200;
    private final JdbcClient jdbc;

    /** One comparison; {@code differences} counts all, also those outside the actor's scope. */
    public record Check(long runId, LocalDate period, Instant checkedAt, long differences) {}

    /**
     * A place that differs.
     *
     * @param what PARTY, EDGE or SUBJECT
     * @param facts null where no fact stands
     * @param invoices null where no invoice stands
     */
    public record Place(
            String what,
            long subjectId,
            String name,
            String taxId,
            LocalDate month,
            BigDecimal facts,
            BigDecimal invoices) {}

    /** The newest first. */
    public List<Check> checks() {
        return jdbc.sql(
                        "select run_id, period, checked_at, differences from invoice.fact_check order by checked_at desc limit 24")
                .query((row, n) -> new Check(
                        row.getLong(1),
                        row.getObject(2, LocalDate.class),
                        row.getTimestamp(3).toInstant(),
                        row.getLong(4)))
                .list();
    }

    /** At most two hundred, the largest first. */
    public List<Place> places(long runId) {
        return jdbc.sql("""
                        select d.what, s.id as subject_id, s.name, s.tax_id, d.month, d.facts, d.invoices
                        from invoice.fact_difference d
                        join taxpayer.v_subject s on s.id = case when d.what = 'SUBJECT' then d.id
                          else (select subject_id from taxpayer.v_party where id = d.id) end
                        left join organization.v_office o on o.id = s.office_id
                        where d.run_id = :run and (s.external or o.path like :scope)
                        order by abs(coalesce(d.facts, 0) - coalesce(d.invoices, 0)) desc, s.id, d.what limit :most""")
                .param("run", runId)
                .param("scope", CurrentActor.get().scope())
                .param("most", SHOWN)
                .query(Place.class)
                .list();
    }
}
