package io.yihu.invoice;

import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Amounts by goods (first seven digits of the tax class) for the parties in {@code touched}; voided invoices do not count. */
@Component
@RequiredArgsConstructor
class GoodsFacts {
    private final JdbcClient jdbc;

    void recompute(LocalDate month) {
        MonthPartition items = new MonthPartition("invoice.invoice_item", month);
        if (!items.exists(jdbc)) {
            return;
        }
        jdbc.sql(
                        "delete from invoice.fact_party_goods_month where month = ? and party_id in (select party_id from touched)")
                .param(month)
                .update();
        jdbc.sql("""
                        insert into invoice.fact_party_goods_month (party_id, month, side, goods_key, amt, qty)
                        select t.party_id, :month, t.side, t.goods_key, sum(t.amount), sum(t.qty)
                        from %s t join %s i on i.party_id = t.party_id and i.month = t.month and i.side = t.side and i.digest = t.digest
                        where t.goods_key is not null and i.status <> 'VOID' and t.party_id in (select party_id from touched)
                        group by t.party_id, t.side, t.goods_key""".formatted(items.name(), MonthPartition.invoices(month)))
                .param("month", month)
                .update();
    }
}
