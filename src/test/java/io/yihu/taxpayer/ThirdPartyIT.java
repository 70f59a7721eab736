package io.yihu.taxpayer;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.exchange.BatchRow;
import io.yihu.exchange.ImportService;
import io.yihu.exchange.LineageQueries;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sources beside invoices: what is taken in, what is refused, and when a missing row means zero. */
@YihuIT
class ThirdPartyIT {
    private static final String ONE = "91110000802100433B";
    private static final String TWO = "914403001922038216";

    @Autowired
    StagedFeeds staging;

    @Autowired
    ImportService imports;

    @Autowired
    LineageQueries lineage;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    @BeforeEach
    void register() {
        jdbc.sql("truncate taxpayer.agreement, taxpayer.illness_flag, taxpayer.source_batch, taxpayer.source_month")
                .update();
        staging.load("offices", "t", "code,name,level,parent_code\n10000000000,总局,HQ,\n");
        staging.load(
                "registrations",
                "t",
                "reg_serial,tax_id,name,status,office_code,division_code\nR1,%s,甲公司,03,10000000000,110000\nR2,%s,乙公司,03,10000000000,440300\n"
                        .formatted(ONE, TWO));
        staging.load("persons", "t", "person_no,name\nP1,病人\nP2,常人\n");
    }

    private BatchRow load(String feed, String csv) throws Exception {
        Path file = Files.writeString(folder.resolve(feed + csv.hashCode() + ".csv"), csv);
        return imports.importNow(feed, file).batch();
    }

    private void agree(String feed, String division) {
        jdbc.sql("""
                        insert into taxpayer.agreement (code, feed, provider, legal_basis, items, frequency, lag_days, division_code, valid_from,
                          contact, office_id, created_by, created_at)
                        values (?, ?, '供数方', '某法某条', '字段', 'MONTHLY', 30, ?, date '2020-01-01', '某人', 1, 't', now())""").params("X-" + feed, feed, division).update();
    }

    private List<String> loadedFor(String source) {
        return jdbc.sql("""
                        select s.name || to_char(l.period, 'YYYY-MM') from taxpayer.v_source_loaded l join taxpayer.v_subject s on s.id = l.subject_id
                        where l.source = ? order by 1""").param(source).query(String.class).list();
    }

    @Test
    void everyFeedIsTakenInOnceWithItsLineage() {
        String[][] feeds = {
            {"withholdings", "tax_id,period,headcount,total_pay,tax\n" + ONE + ",2026-01-01,3,30000,900"},
            {"person_incomes", "person_no,tax_id,period,pay,tax\nP1," + ONE + ",2026-01-01,8000,90"},
            {"credit_ratings", "tax_id,year,score,level\n" + ONE + ",2024,91,A"},
            {
                "customs_declaration",
                "decl_no,exporter_uscc,hs10,qty,unit,fob,currency,country,port,broker,date\nD1," + ONE
                        + ",2701121000,10,吨,5000,USD,KR,青岛,某报关行,2026-02-03"
            },
            {"forex_receipt", "uscc,amount,currency,from_country,date\n" + ONE + ",5000,USD,KR,2026-02-20"},
            {
                "bank_flow",
                "tax_id,account_hash,owner_kind,counter_account_hash,counter_owner,direction,amount,time,purpose\n"
                        + ONE
                        + ",6222020200112233445,CORP,abc,P2,OUT,100,2026-02-03T10:00:00+08:00,备用金\n" + ONE
                        + ",6222020200112233445,CORP,def," + TWO + ",IN,900,2026-02-03T11:00:00+08:00,货款"
            },
            {
                "logistics_waybill",
                "shipper_uscc,consignee_uscc,goods,weight_t,from_div,to_div,date\n" + ONE + "," + TWO
                        + ",煤,30,110000,440300,2026-02-04"
            },
            {"ecommerce_sales", "platform,uscc,shop,month,gmv,refund\n某平台," + ONE + ",店,2026-02-01,1000,50"},
            {"utility_usage", "uscc,month,kwh,water_t,gas\n" + ONE + ",2026-02-01,1200,3,0"},
            {"market_reg", "uscc,status,abnormal_list,annual_report,capital_paid\n" + ONE + ",存续,true,2024,100"},
            {"credit_score", "person,band,date,legal_basis\nP2,550-600,2026-01-31,授权书"},
            {"illness_flag", "person,flag,source_batch,received_at\nP1,NONE_CAPACITY,2026-02,2026-02-10"}
        };
        for (String[] feed : feeds) {
            StagedFeeds.Outcome first = staging.load(feed[0], "t", feed[1]);
            assertThat(first.rejected()).as(feed[0]).isEmpty();
            assertThat(first.counts().inserted())
                    .as(feed[0])
                    .isEqualTo(feed[1].lines().count() - 1);
            assertThat(staging.load(feed[0], "t", feed[1]).counts().unchanged())
                    .as(feed[0] + " again")
                    .isEqualTo(feed[1].lines().count() - 1);
        }
        assertThat(jdbc.sql("""
                        select string_agg(counter_kind || ' ' || coalesce(s.name, p.name), ';' order by b.at)
                        from taxpayer.v_bank_flow b left join taxpayer.v_subject s on s.id = b.counter_subject_id
                        left join taxpayer.v_person p on p.id = b.counter_person_id where b.account_hash !~ '6222'""").query(String.class).single()).isEqualTo("PERSON 常人;CORP 乙公司");
        assertThat(jdbc.sql(
                                "select capability_flag || ' ' || coalesce(credit_score::text, '-') from taxpayer.v_person order by person_no")
                        .query((row, n) -> row.getString(1))
                        .list())
                .containsExactly("NONE_CAPACITY -", null);
        assertThat(jdbc.sql("select credit_score from taxpayer.v_person where person_no = 'P2'")
                        .query(Long.class)
                        .single())
                .isEqualTo(550);
        assertThat(jdbc.sql("""
                        select pay_total || ' ' || coalesce(bank_personal_out::text, '-') from taxpayer.v_source_fact_month
                        where month = date '2026-01-01'""").query(String.class).single()).isEqualTo("30000.00 -");
    }

    @Test
    void withoutAnAgreementNothingCountsAsLoadedAndPersonalDataAreNotEvenRead() throws Exception {
        BatchRow refused = load("illness_flag", "person,flag\nP1,LIMITED\n");
        assertThat(refused.state()).isEqualTo("REFUSED");
        assertThat(refused.refusal()).isEqualTo("taxpayer.noAgreement");

        String usage = "uscc,month,kwh\n" + ONE + ",2026-03-01,7\n";
        assertThat(load("utility_usage", usage).state()).isEqualTo("DONE");
        assertThat(loadedFor("utility_usage")).isEmpty();
        agree("utility_usage", "11");
        assertThat(load("utility_usage", usage.replace("03-01", "04-01")).state())
                .isEqualTo("DONE");
        assertThat(loadedFor("utility_usage")).containsExactly("甲公司2026-04");
        jdbc.sql("update taxpayer.source_batch set verification = 'DISPUTED' where verification = 'UNVERIFIED'")
                .update();
        assertThat(loadedFor("utility_usage")).isEmpty();
    }

    @Test
    void aDiagnosisSentByMistakeStaysNowhere() throws Exception {
        agree("illness_flag", null);
        BatchRow batch = load("illness_flag", "person,flag,诊断\nP1,LIMITED,某种病\nP9,LIMITED,另一种病\nP2,XX,又一种病\n");
        assertThat(batch.state()).isEqualTo("DONE_WITH_REJECTS");
        assertThat(batch.inserted()).isEqualTo(1);
        assertThat(lineage.origin(batch.id(), 2).cells()).isEmpty();
        assertThat(Files.exists(Path.of(batch.spool()))).isFalse();
        assertThat(jdbc.sql("select coalesce(string_agg(r::text, ' '), '') from exchange.reject r where batch_id = ?")
                        .param(batch.id())
                        .query(String.class)
                        .single())
                .contains("unknownPerson")
                .doesNotContain("病");
    }
}
