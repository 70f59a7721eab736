package io.yihu.dossier;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Slice;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** With whom a taxpayer deals, largest first, and where they are. */
@Component
@RequiredArgsConstructor
public class CounterpartyQueries {
    private final JdbcClient jdbc;

    /**
     * One counterparty over the months asked for.
     *
     * @param share of the amount of all counterparties of that side; null when their sum is not positive
     * @param level only where the actor may open the counterparty
     * @param visible whether the actor may open its file
     */
    public record Counterparty(
            long id,
            String name,
            String taxId,
            String province,
            boolean external,
            long cnt,
            BigDecimal amt,
            BigDecimal tax,
            Double share,
            LocalDate firstDate,
            LocalDate lastDate,
            boolean visible,
            String level) {}

    /** Amount with the counterparties of one province. */
    public record Place(String province, long sellers, BigDecimal inAmt, long buyers, BigDecimal outAmt) {}

    /** @param after {@code amount|id} of the last row of the page before, or null */
    public Slice<Counterparty> list(
            long subjectId, String side, LocalDate from, LocalDate to, String after, int limit) {
        String[] key = after == null ? new String[0] : after.split("\\|", 2);
        boolean follows = key.length == 2 && key[0].matches("-?\\d{1,18}(\\.\\d{1,2})?") && key[1].matches("\\d{1,18}");
        List<Counterparty> read = jdbc.sql("""
                        with dealt as (
                          select counter_subject_id as id, sum(cnt) as cnt, sum(amt) as amt, sum(tax) as tax,
                            min(first_date) as first_date, max(last_date) as last_date
                          from invoice.v_counterparty_month
                          where subject_id = :id and side = :side and month between :from and :to group by 1),
                        page as (
                          select d.*, (d.amt / nullif(sum(greatest(d.amt, 0)) over (), 0))::float8 as share from dealt d),
                        cut as (
                          select * from page where not :follows or (amt, id) < (cast(:amt as numeric), cast(:last as bigint))
                          order by amt desc, id desc limit :limit),
                        named as (
                          select c.*, s.name, s.tax_id, p.name as province, s.external,
                            {visible} as visible
                          from cut c join taxpayer.v_subject s on s.id = c.id
                          left join organization.v_division p on p.code = left(s.division_code, 2))
                        select n.id, n.name, n.tax_id, n.province, n.external, n.cnt, n.amt, n.tax, n.share, n.first_date, n.last_date, n.visible,
                          case when n.visible then l.level end as level
                        from named n left join risk.v_subject_level l on l.subject_id = n.id
                        order by n.amt desc, n.id desc""".replace("{visible}", Visibility.OF_SUBJECT))
                .params(Visibility.of(CurrentActor.get()))
                .param("id", subjectId)
                .param("side", side)
                .param("from", from)
                .param("to", to)
                .param("follows", follows)
                .param("amt", follows ? key[0] : null)
                .param("last", follows ? key[1] : null)
                .param("limit", limit + 1)
                .query(Counterparty.class)
                .list();
        return Slice.of(read, limit, row -> row.amt().toPlainString() + "|" + row.id());
    }

    /** Provinces by amount in both directions; null province = the party's place is not known. */
    public List<Place> places(long subjectId, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                        with dealt as (
                          select side, counter_subject_id as id, sum(amt) as amt
                          from invoice.v_counterparty_month where subject_id = :id and month between :from and :to group by 1, 2)
                        select p.name as province, count(*) filter (where side = 'IN') as sellers,
                          coalesce(sum(amt) filter (where side = 'IN'), 0) as in_amt, count(*) filter (where side = 'OUT') as buyers,
                          coalesce(sum(amt) filter (where side = 'OUT'), 0) as out_amt
                        from dealt d join taxpayer.v_subject s on s.id = d.id
                        left join organization.v_division p on p.code = left(s.division_code, 2)
                        group by p.code, p.name order by sum(abs(amt)) desc, p.code""")
                .param("id", subjectId)
                .param("from", from)
                .param("to", to)
                .query(Place.class)
                .list();
    }
}
