package io.yihu.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.exchange.MergeCounts;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Items, quotas, usages and returns reach the facts of exactly the months they belong to. */
@YihuIT
class OtherFeedsIT {
    @Autowired
    StagedFeeds staging;

    @Autowired
    JdbcClient jdbc;

    private Map<String, Object> fact(String taxId, String month) {
        return jdbc.sql("""
                        select f.* from invoice.v_fact_subject_month f join taxpayer.v_party p on p.subject_id = f.subject_id
                        where p.tax_id = ? and f.month = ?::date""").params(taxId, month).query().singleRow();
    }

    @Test
    void everyFeedReachesItsFacts() {
        staging.load("invoices", "t", """
                kind,code,number,issue_time,seller_tax_id,buyer_tax_id,amount,tax,status
                E_SPECIAL,9,1,2024-01-05T10:00:00+08:00,OS,OB,9600,1248,NORMAL
                E_SPECIAL,9,2,2024-01-06T10:00:00+08:00,OS,OB,900,117,VOID
                """);
        assertThat(fact("OS", "2024-01-01")).containsEntry("top_cnt", null);
        String quotas = """
                tax_id,kind,per_invoice_limit,monthly_count,approved_at
                OS,E_SPECIAL,10000,25,2024-01-01T00:00:00+08:00
                """;
        assertThat(staging.load("invoice_quotas", "t", quotas).counts()).isEqualTo(new MergeCounts(1, 0, 0));
        assertThat(fact("OS", "2024-01-01")).containsEntry("top_cnt", 1);
        String items = """
                code,number,line,item_name,tax_class_code,qty,amount,tax
                9,1,1,运费,3010502000000000000,2,9000,1170
                9,1,2,煤,1020101000000000000,1,600,78
                9,2,1,煤,1020101000000000000,1,900,117
                9,3,1,无票,1020101000000000000,1,900,117
                """;
        var loaded = staging.load("invoice_items", "t", items);
        assertThat(loaded.counts()).isEqualTo(new MergeCounts(3, 0, 0));
        assertThat(loaded.rejected()).isEqualTo(Map.of("invoice.unknownInvoice", List.of(5L)));
        assertThat(staging.load("invoice_items", "t", items).counts()).isEqualTo(new MergeCounts(0, 0, 3));
        assertThat(fact("OB", "2024-01-01"))
                .containsEntry("freight_in_amt", new BigDecimal("9000.00"))
                .containsEntry("in_tax_claim", null)
                .containsEntry("r11", null);
        assertThat(jdbc.sql("""
                        select string_agg(goods_key || ' ' || amt, ', ' order by goods_key) from invoice.v_fact_subject_goods_month g
                        join taxpayer.v_party p on p.subject_id = g.subject_id where p.tax_id = 'OS'""").query(String.class).single())
                .as("the voided invoice does not count")
                .isEqualTo("1020101 600.00, 3010502 9000.00");
        staging.load("invoice_usages", "t", """
                code,number,buyer_tax_id,usage,period,effective_tax
                9,1,OB,DEDUCT,2024-02-01,1248
                """);
        assertThat(fact("OB", "2024-02-01"))
                .containsEntry("in_tax_claim", new BigDecimal("1248.00"))
                .containsEntry("out_cnt", null);
        assertThat(jdbc.sql("select month::text from invoice.v_invoice_usage")
                        .query(String.class)
                        .single())
                .isEqualTo("2024-01-01");
        staging.load("vat_returns", "t", """
                tax_id,period,filed_at,r11,r12,r34
                OS,2024-01-01,2024-02-10T00:00:00+08:00,1248,0,1248
                """);
        assertThat(fact("OS", "2024-01-01"))
                .containsEntry("r11", new BigDecimal("1248.00"))
                .containsEntry("payable", new BigDecimal("1248.00"))
                .containsEntry("out_amt", new BigDecimal("9600.00"));
    }
}
