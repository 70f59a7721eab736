package io.yihu.invoice;

import java.time.LocalDate;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the day on which a seller first issued to a buyer, and finds the later months in which a buyer is new no more, or new again. */
@Component
@RequiredArgsConstructor
class FirstDealings {
    private final JdbcClient jdbc;
    private final Touched touched;

    /** First and last of some months. */
    record Span(LocalDate from, LocalDate to) {}

    /**
     * Takes in the edges of the month for the sellers in {@code touched}.
     *
     * @param fresh nobody had edges in this month before
     * @return the later months to derive again; {@code touched} then names their sellers
     */
    Optional<Span> follow(LocalDate month, boolean fresh) {
        String edges = new MonthPartition("invoice.fact_party_edge_month", month).name();
        String span = "between date '%s' and date '%s'"
                .formatted(month, month.plusMonths(1).minusDays(1));
        jdbc.sql("drop table if exists changed_pair").update();
        jdbc.sql("create temp table changed_pair on commit drop as " + (fresh ? """
                        select e.party_id, e.counter_party_id, f.first_date as old, e.first_date as new
                        from %1$s e left join invoice.fact_party_first f
                          on f.party_id = e.party_id and f.counter_party_id = e.counter_party_id
                        where e.side = 'OUT' and (f.first_date is null or e.first_date < f.first_date)""" : """
                        select party_id, counter_party_id, f.first_date as old,
                          case when e.first_date <= coalesce(f.first_date, e.first_date) then e.first_date end as new
                        from (select * from %1$s where side = 'OUT' and party_id in (select party_id from touched)) e
                        full join (select * from invoice.fact_party_first where party_id in (select party_id from touched)) f
                          using (party_id, counter_party_id)
                        where f.first_date is null or e.first_date < f.first_date
                          or f.first_date %2$s and e.first_date is distinct from f.first_date""").formatted(edges, span))
                .update();
        jdbc.sql("""
                        insert into invoice.fact_party_first select party_id, counter_party_id, new from changed_pair where old is null""").update();
        jdbc.sql("""
                        update invoice.fact_party_first f set first_date = c.new from changed_pair c
                        where c.old is not null and c.new is not null
                          and f.party_id = c.party_id and f.counter_party_id = c.counter_party_id""").update();
        if (!fresh) {
            searchLost();
        }
        return later(month);
    }

    /** Pairs whose first invoice of all went away: the next one counts. */
    private void searchLost() {
        jdbc.sql("""
                        update changed_pair c set new = e.first_date
                        from (
                          select e.party_id, e.counter_party_id, min(e.first_date) as first_date
                          from invoice.fact_party_edge_month e join changed_pair l
                            on l.party_id = e.party_id and l.counter_party_id = e.counter_party_id and e.side = 'OUT'
                          where l.new is null group by 1, 2) e
                        where c.party_id = e.party_id and c.counter_party_id = e.counter_party_id""").update();
        jdbc.sql("""
                        update invoice.fact_party_first f set first_date = c.new from changed_pair c
                        where c.new > c.old and f.party_id = c.party_id and f.counter_party_id = c.counter_party_id""").update();
        jdbc.sql("""
                        delete from invoice.fact_party_first f using changed_pair c
                        where c.new is null and f.party_id = c.party_id and f.counter_party_id = c.counter_party_id""").update();
    }

    private Optional<Span> later(LocalDate month) {
        if (!MonthPartition.laterExists(jdbc, "invoice.fact_party_edge_month", month)) {
            return Optional.empty();
        }
        touched.set("""
                select distinct e.party_id, e.month from changed_pair c
                join taxpayer.v_party s on s.id = c.party_id join taxpayer.v_party mine on mine.subject_id = s.subject_id
                join taxpayer.v_party b on b.id = c.counter_party_id join taxpayer.v_party theirs on theirs.subject_id = b.subject_id
                join invoice.fact_party_edge_month e on e.party_id = mine.id and e.counter_party_id = theirs.id and e.side = 'OUT'
                where e.month > date '%s' and (c.old is null or c.new is null
                  or (e.month + interval '1 month' - interval '60 days')::date <= greatest(c.old, c.new))""".formatted(month));
        Span span = jdbc.sql("select min(month) as \"from\", max(month) as \"to\" from touched")
                .query(Span.class)
                .single();
        return Optional.of(span).filter(found -> found.from() != null);
    }
}
