package io.yihu.invoice;

import java.time.LocalDate;
import java.util.BitSet;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Monthly facts and edges of parties out of the invoices of one month: rows come sorted by party through COPY, are summed up in plain
 * arrays and go back through COPY, a bounded number at a time.
 */
@Component
@RequiredArgsConstructor
class PartyFacts {
    private static final long ROWS_AT_ONCE = 100_000;
    private final JdbcClient jdbc;
    private final CopyRows copy;

    /** Replaces facts and edges of the parties in {@code touched}. */
    void recompute(LocalDate month) {
        String invoices = MonthPartition.invoices(month);
        MonthPartition edges = new MonthPartition("invoice.fact_party_edge_month", month);
        edges.ensure(jdbc);
        jdbc.sql("delete from invoice.fact_party_month where month = ? and party_id in (select party_id from touched)")
                .param(month)
                .update();
        jdbc.sql("delete from " + edges.name() + " where party_id in (select party_id from touched)")
                .update();
        String mine = "i.party_id in (select party_id from touched)";
        long rows = jdbc.sql("select count(*) from " + invoices + " i where " + mine)
                .query(Long.class)
                .single();
        fill(month, invoices, mine, rows, "invoice.fact_party_month", edges.name());
        jdbc.sql("analyze invoice.fact_party_month (party_id, month), " + edges.name()
                        + " (party_id, counter_party_id, side, month, first_date)")
                .update();
    }

    /**
     * Sums up.
     *
     * @param invoices table to read, of one month only
     * @param condition on its rows {@code i}; a party is taken whole or not at all
     * @param rows about how many there are
     */
    void fill(LocalDate month, String invoices, String condition, long rows, String facts, String edges) {
        PartyMonth party = new PartyMonth(month, restDays(month));
        String select = select(invoices) + condition;
        long parts = rows / ROWS_AT_ONCE + 1;
        long width = -1L >>> 1;
        long step = width / parts * 2 + 1;
        long from = Long.MIN_VALUE;
        for (long part = 1; part <= parts; part++) {
            long to = part == parts ? Long.MAX_VALUE : from + step;
            copy.read(select + " and i.party_id between " + from + " and " + to + " order by i.party_id", party::add);
            party.close();
            if (party.facts().rows() > 0) {
                copy.write(facts + " (" + PartyMonth.FACT_COLUMNS + ")", party.facts());
            }
            if (party.edges().rows() > 0) {
                copy.write(edges + " (" + PartyMonth.EDGE_COLUMNS + ")", party.edges());
            }
            party.fresh();
            from = to + 1;
        }
    }

    private String select(String invoices) {
        boolean limits = jdbc.sql(
                        "select exists (select from invoice.invoice_quota where per_invoice_limit is not null)")
                .query(Boolean.class)
                .single();
        String ceiling = !limits ? "null::numeric" : """
                case when i.side = 'OUT' and i.blue and i.status <> 'VOID' and i.kind not like 'DIGITAL%' then (
                  select least(q.per_invoice_limit, 1e13) from invoice.invoice_quota q
                  where q.party_id = i.party_id and q.kind = i.kind and q.approved_at <= i.issue_time and q.per_invoice_limit is not null
                  order by q.approved_at desc limit 1) end""";
        return """
                select i.party_id, i.counter_party_id, i.issue_time,
                  case when i.side = 'OUT' then 1 else 0 end + case when i.status <> 'VOID' then 2 else 0 end
                  + case when i.blue then 4 else 0 end + case when i.kind like 'DIGITAL%%' then 8 else 0 end
                  + case when i.own_division is null or i.counter_division is null then 0
                      when left(i.own_division, 2) <> left(i.counter_division, 2) then 48 else 16 end
                  + case when i.kind = 'FARM_PURCHASE' then 64 else 0 end
                  + case when i.management_status in ('ABNORMAL_VOUCHER', 'LOST_CONTROL') then 128 else 0 end as flags,
                  i.amount, i.tax, i.total, %s as ceiling,
                  case when i.side = 'OUT' then coalesce(i.mac, i.device_serial) end as device,
                  case when i.side = 'OUT' then left(i.ip_division, 2) end as place
                from %s i where\s""".formatted(ceiling, invoices);
    }

    /** Days of the month on which nobody works, by day of month. */
    private BitSet restDays(LocalDate month) {
        BitSet days = new BitSet();
        jdbc.sql("select day from platform.v_working_day where day >= ? and day < ? and not working")
                .params(month, month.plusMonths(1))
                .query(LocalDate.class)
                .list()
                .forEach(day -> days.set(day.getDayOfMonth()));
        return days;
    }
}
