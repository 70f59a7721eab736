package io.yihu.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.exchange.MergeCounts;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A few invoices whose monthly facts were worked out by hand; each test uses sellers and months of its own. */
@YihuIT
@TestMethodOrder(MethodName.class)
class InvoiceLoadIT {
    private static final String HEAD = "kind,code,number,issue_time,seller_tax_id,buyer_tax_id,amount,tax,status\n";

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
    void aVoidNeverCountsAndARedLetterReducesTheMonthItIsIssuedIn() {
        staging.load("invoices", "a", HEAD + """
                PAPER_SPECIAL,4400,00000001,2024-01-05T10:00:00+08:00,S1,B1,10000.00,1300.00,NORMAL
                PAPER_SPECIAL,4400,00000002,2024-01-06T23:30:00+08:00,S1,B2,5000.00,650.00,NORMAL
                PAPER_SPECIAL,4400,00000003,2024-01-31T10:00:00+08:00,S1,B1,700.00,91.00,VOID
                PAPER_SPECIAL,4400,00000004,2024-02-10T10:00:00+08:00,S1,B1,-4000.00,-520.00,NORMAL
                PAPER_SPECIAL,4400,00000005,2024-02-29T10:00:00+08:00,S1,,9000.00,1000.00,NORMAL
                """);
        assertThat(fact("S1", "2024-01-01"))
                .containsEntry("out_cnt", 2)
                .containsEntry("out_amt", new java.math.BigDecimal("15000.00"))
                .containsEntry("void_cnt", 1)
                .containsEntry("void_amt", new java.math.BigDecimal("700.00"))
                .containsEntry("red_cnt", 0)
                .containsEntry("night_cnt", 1)
                .containsEntry("holiday_cnt", 1)
                .containsEntry("buyer_cnt", 2)
                .containsEntry("in_cnt", 0);
        assertThat(fact("S1", "2024-02-01"))
                .containsEntry("out_cnt", 2)
                .containsEntry("out_amt", new java.math.BigDecimal("5000.00"))
                .containsEntry("blue_amt", new java.math.BigDecimal("9000.00"))
                .containsEntry("red_amt", new java.math.BigDecimal("4000.00"))
                .containsEntry("round_cnt", 1)
                .containsEntry("last5_amt", new java.math.BigDecimal("9000.00"))
                .containsEntry("top_cnt", null)
                .containsEntry("in_tax_claim", null);
        assertThat(fact("B1", "2024-01-01")).containsEntry("in_amt", new java.math.BigDecimal("10000.00"));
        assertThat(fact("B1", "2024-02-01")).containsEntry("in_amt", new java.math.BigDecimal("-4000.00"));
    }

    @Test
    void theSameFileTwiceChangesNothing() {
        String rows = HEAD + """
                DIGITAL_NORMAL,,24440000000000000001,2024-03-05T10:00:00+08:00,S2,B1,9600.00,576.00,NORMAL
                DIGITAL_NORMAL,,24440000000000000002,2024-03-05T11:00:00+08:00,S2,B1,100.00,6.00,NORMAL
                """;
        assertThat(staging.load("invoices", "a", rows).counts()).isEqualTo(new MergeCounts(2, 0, 0));
        assertThat(staging.load("invoices", "a", rows).counts()).isEqualTo(new MergeCounts(0, 0, 2));
        assertThat(fact("S2", "2024-03-01"))
                .containsEntry("out_cnt", 2)
                .containsEntry("top_cnt", 1)
                .containsEntry("max_day_amt", new java.math.BigDecimal("9700.00"));
    }

    @Test
    void aCorrectionOfTheSameSourceRecomputesItsMonthOnly() {
        staging.load("invoices", "a", HEAD + """
                PAPER_NORMAL,1,00000011,2024-04-05T10:00:00+08:00,S3,B1,100.00,13.00,NORMAL
                PAPER_NORMAL,1,00000012,2024-05-05T10:00:00+08:00,S3,B1,200.00,26.00,NORMAL
                """);
        var counts = staging.load("invoices", "a", HEAD + """
                        PAPER_NORMAL,1,00000011,2024-04-05T10:00:00+08:00,S3,B1,100.00,13.00,VOID
                        """).counts();
        assertThat(counts).isEqualTo(new MergeCounts(0, 1, 0));
        assertThat(fact("S3", "2024-04-01"))
                .containsEntry("out_cnt", 0)
                .containsEntry("void_cnt", 1)
                .containsEntry("buyer_cnt", 0)
                .containsEntry("out_amt", new java.math.BigDecimal("0.00"));
        assertThat(fact("S3", "2024-05-01")).containsEntry("out_amt", new java.math.BigDecimal("200.00"));
    }

    @Test
    void sellersAndBuyersFileAreOneInvoiceAndAContradictionIsKeptAside() {
        staging.load("invoices", "sellers", HEAD + """
                PAPER_NORMAL,2,00000021,2024-06-05T10:00:00+08:00,S4,B4,100.00,13.00,NORMAL
                PAPER_NORMAL,2,00000022,2024-06-06T10:00:00+08:00,S4,B4,50.00,6.50,NORMAL
                """);
        var second = staging.load("invoices", "buyers", HEAD + """
                PAPER_NORMAL,2,00000021,2024-06-05T10:00:00+08:00,S4,B4,100.00,13.00,NORMAL
                PAPER_NORMAL,2,00000022,2024-06-06T10:00:00+08:00,S4,B4,500.00,65.00,NORMAL
                """);
        assertThat(second.counts()).isEqualTo(new MergeCounts(0, 0, 2));
        assertThat(fact("B4", "2024-06-01")).containsEntry("in_amt", new java.math.BigDecimal("150.00"));
        assertThat(jdbc.sql(
                                "select kind || ' ' || number || ' ' || (kept ->> 'amount') || ' ' || (refused ->> 'amount') from invoice.v_conflict where batch_id = ?")
                        .param(second.batchId())
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("SIDES 00000022 50.00 500.00"));
    }

    @Test
    void aNumberAgainInAnotherMonthIsReported() {
        var load = staging.load("invoices", "a", HEAD + """
                PAPER_NORMAL,3,00000031,2024-07-05T10:00:00+08:00,S5,B5,100.00,13.00,NORMAL
                PAPER_NORMAL,3,00000031,2024-08-05T10:00:00+08:00,S5,B5,100.00,13.00,NORMAL
                """);
        assertThat(jdbc.sql("select line_no from invoice.v_conflict where batch_id = ? and kind = 'REPEAT' order by 1")
                        .param(load.batchId())
                        .query(Long.class)
                        .list())
                .isEqualTo(List.of(2L, 3L));
    }

    @Test
    void aNumberThatAnotherSellerHasIsKeptAsideAndReported() {
        var fresh = staging.load("invoices", "a", HEAD + """
                PAPER_NORMAL,5,00000051,2024-10-05T10:00:00+08:00,S7,B7,100.00,13.00,NORMAL
                PAPER_NORMAL,5,00000051,2024-10-06T10:00:00+08:00,S8,B7,900.00,117.00,NORMAL
                PAPER_NORMAL,5,00000052,2024-10-07T10:00:00+08:00,S7,B7,5.00,0.65,NORMAL
                """);
        assertThat(fresh.counts()).isEqualTo(new MergeCounts(2, 0, 1));
        var later = staging.load("invoices", "a", HEAD + """
                PAPER_NORMAL,5,00000052,2024-10-08T10:00:00+08:00,S9,B7,70.00,9.10,NORMAL
                PAPER_NORMAL,5,00000053,2024-10-08T10:00:00+08:00,S9,B7,1.00,0.13,NORMAL
                PAPER_NORMAL,5,00000053,2024-10-09T10:00:00+08:00,S8,B7,2.00,0.26,NORMAL
                """);
        assertThat(later.counts()).isEqualTo(new MergeCounts(1, 0, 2));
        assertThat(fact("B7", "2024-10-01"))
                .containsEntry("in_cnt", 3)
                .containsEntry("in_amt", new java.math.BigDecimal("106.00"))
                .containsEntry("seller_cnt", 2);
        assertThat(jdbc.sql("""
                                select line_no || ' ' || (kept ->> 'seller') || ' ' || (kept ->> 'line') || ' ' || (refused ->> 'seller')
                                from invoice.v_conflict where batch_id in (?, ?) and kind = 'SELLER' order by batch_id, line_no""")
                        .params(fresh.batchId(), later.batchId())
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("3 S7 2 S8", "2 S7 4 S9", "4 S9 3 S8"));
    }

    @Test
    void idsWorkedOutWhileReadingAreThoseOfSql() {
        for (String taxId :
                List.of("91440300MA5F1 2AB3c", "440300192203821", "S1", "Y2440300MA5F12AB3C", "910000000000000000")) {
            assertThat(StagedInvoices.party(taxId)).isEqualTo(sql("taxpayer.party_id(?)", taxId));
            assertThat(StagedInvoices.digest("", "24", taxId)).isEqualTo(sql("invoice.digest('', '24', ?)", taxId));
            assertThat(StagedInvoices.digest("票4400", "24", taxId))
                    .isEqualTo(sql("invoice.digest('票4400', '24', ?)", taxId));
            Long division = sql("taxpayer.division_of(?)::bigint", taxId);
            assertThat(StagedInvoices.division(taxId)).isEqualTo(division);
        }
        assertThat(StagedInvoices.party("９１４４")).isNull();
        assertThat(StagedInvoices.division("9144030A1234567890")).isNull();
    }

    private Long sql(String expression, String taxId) {
        return jdbc.sql("select " + expression)
                .param(taxId)
                .query((row, n) -> row.getObject(1, Long.class))
                .list()
                .get(0);
    }

    @Test
    void aDigitalInvoiceCannotBeVoid() {
        var load = staging.load("invoices", "a", HEAD + """
                DIGITAL_NORMAL,,24440000000000000041,2024-09-05T10:00:00+08:00,S6,B6,100.00,13.00,VOID
                """);
        assertThat(load.rejected()).isEqualTo(Map.of("invoice.digitalVoid", List.of(2L)));
        assertThat(load.counts()).isEqualTo(MergeCounts.NONE);
    }
}
