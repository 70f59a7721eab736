package io.yihu.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Proves facts = sum of invoices for a span of months: counts and amounts of every party, and the roll-ups above them. */
@Component
@RequiredArgsConstructor
public class FactCheck {
    private final JdbcClient jdbc;

    /**
     * A party and month whose facts are not what its invoices say.
     *
     * @param what PARTY, EDGE or SUBJECT
     * @param id party or subject
     */
    public record Difference(String what, long id, LocalDate month, BigDecimal facts, BigDecimal invoices) {}

    /** At most {@code limit} differences; none means the slice is consistent. */
    @Transactional(readOnly = true)
    public List<Difference> differences(LocalDate from, LocalDate to, int limit) {
        return jdbc.sql("""
                        with raw as (
                          select party_id, month,
                            coalesce(sum(amount + tax) filter (where side = 'OUT' and status <> 'VOID'), 0) as sold,
                            coalesce(sum(amount + tax) filter (where side = 'IN' and status <> 'VOID'), 0) as bought,
                            count(*) filter (where side = 'OUT' and status <> 'VOID') as out_cnt,
                            count(*) filter (where side = 'IN' and status <> 'VOID') as in_cnt,
                            count(*) filter (where side = 'OUT' and status = 'VOID') as void_cnt,
                            coalesce(sum(amount + tax) filter (where counter_party_id is not null and status <> 'VOID'), 0) as dealt
                          from invoice.invoice where month between :from and :to group by 1, 2),
                        parties as (
                          select coalesce(r.party_id, f.party_id) as id, coalesce(r.month, f.month) as month,
                            f.out_amt + f.out_tax + f.in_amt + f.in_tax as facts, r.sold + r.bought as invoices
                          from raw r full join (select * from invoice.fact_party_month where month between :from and :to) f
                            on f.party_id = r.party_id and f.month = r.month
                          where (r.sold, r.bought, r.out_cnt, r.in_cnt, r.void_cnt)
                            is distinct from (f.out_amt + f.out_tax, f.in_amt + f.in_tax, f.out_cnt, f.in_cnt, f.void_cnt)),
                        edges as (
                          select coalesce(r.party_id, e.party_id) as id, coalesce(r.month, e.month) as month, e.dealt as facts,
                            r.dealt as invoices
                          from (select * from raw where dealt <> 0) r full join (
                            select party_id, month, sum(amt + tax) as dealt from invoice.fact_party_edge_month
                            where month between :from and :to group by 1, 2 having sum(amt + tax) <> 0) e
                            on e.party_id = r.party_id and e.month = r.month
                          where r.dealt is distinct from e.dealt),
                        subjects as (
                          select coalesce(r.subject_id, f.subject_id) as id, coalesce(r.month, f.month) as month,
                            f.out_amt + f.out_tax + f.in_amt + f.in_tax as facts, r.dealt as invoices
                          from (select p.subject_id, w.month, sum(w.sold + w.bought) as dealt, sum(w.out_cnt) as out_cnt
                                from raw w join taxpayer.v_party p on p.id = w.party_id group by 1, 2) r
                          full join (select * from invoice.fact_subject_month where month between :from and :to and out_cnt is not null) f
                            on f.subject_id = r.subject_id and f.month = r.month
                          where (r.dealt, r.out_cnt) is distinct from (f.out_amt + f.out_tax + f.in_amt + f.in_tax, f.out_cnt))
                        select 'PARTY' as what, id, month, facts, invoices from parties
                        union all select 'EDGE', id, month, facts, invoices from edges
                        union all select 'SUBJECT', id, month, facts, invoices from subjects
                        order by what, month, id limit :limit""")
                .param("from", from)
                .param("to", to)
                .param("limit", limit)
                .query(Difference.class)
                .list();
    }
}
