package io.yihu.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Invoices whose party is registered nowhere here: counted month by month, listed by tax id, never lost. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class UnresolvedQueries {
    private static final int MONTHS = 18;
    private final JdbcClient jdbc;

    /** Sides of invoices of one month: all, and those of unregistered parties. */
    public record Month(
            LocalDate month,
            long sides,
            long unresolved,
            BigDecimal amount,
            BigDecimal unresolvedAmount,
            long parties) {
        public double share() {
            return sides == 0 ? 0 : (double) unresolved / sides;
        }
    }

    /** An unregistered tax id of one month. */
    public record Party(
            long subjectId,
            String taxId,
            String name,
            long sold,
            BigDecimal soldAmount,
            long bought,
            BigDecimal boughtAmount) {}

    public List<Month> months() {
        return jdbc.sql("""
                        select f.month, sum(coalesce(f.out_cnt, 0) + coalesce(f.in_cnt, 0)) as sides,
                          coalesce(sum(coalesce(f.out_cnt, 0) + coalesce(f.in_cnt, 0)) filter (where p.external), 0) as unresolved,
                          sum(coalesce(f.out_amt, 0) + coalesce(f.in_amt, 0)) as amount,
                          coalesce(sum(coalesce(f.out_amt, 0) + coalesce(f.in_amt, 0)) filter (where p.external), 0) as unresolved_amount,
                          count(distinct f.party_id) filter (where p.external) as parties
                        from invoice.fact_party_month f join taxpayer.v_party p on p.id = f.party_id
                        where f.month >= (select max(month) - make_interval(months => ?) from invoice.fact_party_month)
                        group by f.month order by f.month desc""").param(MONTHS).query(Month.class).list();
    }

    /** Largest first, of one month. */
    public List<Party> parties(LocalDate month, int limit) {
        return jdbc.sql("""
                        select p.subject_id, p.tax_id, s.name, coalesce(f.out_cnt, 0) as sold, coalesce(f.out_amt, 0) as sold_amount,
                          coalesce(f.in_cnt, 0) as bought, coalesce(f.in_amt, 0) as bought_amount
                        from invoice.fact_party_month f join taxpayer.v_party p on p.id = f.party_id and p.external
                        join taxpayer.v_subject s on s.id = p.subject_id
                        where f.month = ? order by coalesce(f.out_amt, 0) + coalesce(f.in_amt, 0) desc, p.id limit ?""").params(month, limit).query(Party.class).list();
    }
}
