package io.yihu.dossier;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Monthly sums of a taxpayer as it was made up on a past day, beside those of its tax ids of today. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class CompositionQueries {
    private static final int MONTHS = 12;
    private final JdbcClient jdbc;

    /** One month with the tax ids of the day and with those of now, yuan. */
    public record Month(LocalDate month, BigDecimal outThen, BigDecimal outNow, BigDecimal inThen, BigDecimal inNow) {
        public boolean same() {
            return outThen.compareTo(outNow) == 0 && inThen.compareTo(inNow) == 0;
        }
    }

    /** What one tax id issued and received in the twelve months up to the day, yuan. */
    public record PartySum(long partyId, BigDecimal outAmt, BigDecimal inAmt) {}

    /** By tax id, of those that belong or belonged to the taxpayer; one without invoices is left out. */
    public Map<Long, PartySum> byParty(long subjectId, LocalDate day) {
        return jdbc
                .sql("""
                        select f.party_id, sum(f.out_amt) as out_amt, sum(f.in_amt) as in_amt
                        from invoice.v_fact_party_month f
                        where f.party_id in (select id from taxpayer.v_party where subject_id = :id
                            union select party_id from taxpayer.v_party_subject where subject_id = :id)
                          and f.month between :first and :day group by f.party_id""")
                .param("id", subjectId)
                .param("day", day)
                .param("first", day.withDayOfMonth(1).minusMonths(MONTHS - 1))
                .query(PartySum.class)
                .list()
                .stream()
                .collect(Collectors.toMap(PartySum::partyId, sum -> sum));
    }

    /** The months up to the day's, newest first; a month without invoices is left out. */
    public List<Month> months(long subjectId, LocalDate day) {
        return jdbc.sql("""
                        with made_of as (
                          select p.id as party_id, p.subject_id = :id as now, exists (
                            select from taxpayer.v_party_subject l where l.party_id = p.id and l.subject_id = :id and l.valid_from <= :day
                              and (l.valid_to is null or l.valid_to > :day)) as "then"
                          from taxpayer.v_party p where p.subject_id = :id or p.id in (
                            select party_id from taxpayer.v_party_subject where subject_id = :id))
                        select f.month, coalesce(sum(f.out_amt) filter (where m."then"), 0) as out_then,
                          coalesce(sum(f.out_amt) filter (where m.now), 0) as out_now,
                          coalesce(sum(f.in_amt) filter (where m."then"), 0) as in_then, coalesce(sum(f.in_amt) filter (where m.now), 0) as in_now
                        from made_of m join invoice.v_fact_party_month f on f.party_id = m.party_id
                        where f.month between :first and :day group by f.month order by f.month desc""")
                .param("id", subjectId)
                .param("day", day)
                .param("first", day.withDayOfMonth(1).minusMonths(MONTHS - 1))
                .query(Month.class)
                .list();
    }
}
