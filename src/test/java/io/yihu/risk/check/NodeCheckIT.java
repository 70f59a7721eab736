package io.yihu.risk.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.indicator.RunExecution;
import io.yihu.platform.YihuClock;
import io.yihu.risk.cases.World;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever passes a node of an invoice's life has the indicators of its stage run: at once for a few, at night for all. */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodName.class)
class NodeCheckIT {
    @Autowired
    StagedFeeds staging;

    @Autowired
    RunExecution runs;

    @Autowired
    NodeChecks checks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    YihuClock clock;

    private static final Instant MAY = Instant.parse("2026-05-06T03:00:00Z");

    record Check(
            String stage, long events, String origin, Integer asked, String hits, String decision, Instant checkedAt) {}

    @BeforeAll
    void aShellThatWakesUp() {
        World world = new World();
        world.firm("SHELL", "register_date=2022-01-10").firm("CALM", "register_date=2014-01-10");
        for (int month = 0; month < 13; month++) {
            String day = LocalDate.of(2025, 4, 10).plusMonths(month).toString();
            if (month < 11) {
                world.invoice("SHELL", "KA", day, "3000", "");
            }
            world.invoice("CALM", "K" + month % 3, day, "2003", "");
        }
        world.row(
                "registration_changes",
                "reg_serial=RSHELL item=LEGAL_REP old_value=旧 new_value=新 change_date=2026-03-02");
        for (int i = 0; i < 50; i++) {
            world.invoice(
                    "SHELL",
                    "KB" + i % 9,
                    LocalDate.of(2026, 3, 3).plusDays(i % 55).toString(),
                    "100000",
                    "");
        }
        world.load(staging);
        jdbc.sql("delete from risk.node_check").update();
        runs.runNow(LocalDate.of(2026, 5, 1));
    }

    @Test
    void a_theNightlyRunSaysWhatTheNodesOfItsMonthMeant() {
        assertThat(of("SHELL", "ISSUE_MONTHLY", "2026-04-01")).satisfies(check -> {
            assertThat(check.origin()).isEqualTo("RUN");
            assertThat(check.stage()).isEqualTo("MID");
            assertThat(check.events()).isEqualTo(jdbc.sql("""
                            select count(*) from invoice.v_invoice i join taxpayer.v_subject s on s.id = i.subject_id
                            where s.main_reg_serial = 'RSHELL' and i.side = 'OUT' and i.month = date '2026-04-01'""").query(Long.class).single());
            assertThat(check.hits()).contains("RI-C01");
        });
        assertThat(all("CALM")).isEmpty();
    }

    @Test
    void b_aQuotaAndAReportOfTodayWaitForSecondsOnly() {
        World later = new World();
        later.firm("FRESH", "register_date=2026-05-05")
                .person("P1", "capability_flag=NONE_CAPACITY")
                .role("FRESH", "P1", "LEGAL_REP", "");
        load(later);
        String taxId = taxId("FRESH");
        load("tax_events", """
                tax_id,event_no,type,time,title
                %1$s,E1,REG_REPORT,2026-05-05T10:00:00+08:00,纳税人综合信息报告
                %1$s,E2,COMPLAINT,2026-05-05T11:00:00+08:00,与环节无关
                """.formatted(taxId));
        load("invoice_quotas", """
                tax_id,kind,per_invoice_limit,monthly_count,approved_at,approver
                %s,DIGITAL_SPECIAL,1000000,25,2026-05-06T09:00:00+08:00,S002
                """.formatted(taxId));
        assertThat(of("FRESH", "REG_REPORT", "2026-05-01").checkedAt()).isNull();
        assertThat(clock.at(MAY, checks::round)).isEqualTo(2);
        for (String node : List.of("REG_REPORT", "QUOTA_APPROVED")) {
            assertThat(of("FRESH", node, "2026-05-01")).satisfies(check -> {
                assertThat(check.stage()).isEqualTo("PRE");
                assertThat(check.events()).isEqualTo(1);
                assertThat(check.origin()).isEqualTo("LIVE");
                assertThat(check.hits()).as("GS-03: before the first invoice").contains("RI-A05");
                assertThat(check.decision()).isEqualTo("BLOCK");
                assertThat(check.asked()).isPositive();
                assertThat(check.checkedAt()).isNotNull();
            });
        }
        assertThat(clock.at(MAY, checks::round)).as("nothing is checked twice").isZero();
    }

    @Test
    void c_issuingReceivingAndDeductingAreSeenOnBothSides() {
        World later = new World();
        later.invoice("SHELL", "CALM", "2026-05-04", "900000", "number=77001");
        load(later);
        load("invoice_usages", """
                number,seller_tax_id,buyer_tax_id,usage,period,effective_tax
                77001,%s,%s,DEDUCT,2026-05-01,117000
                """.formatted(taxId("SHELL"), taxId("CALM")));
        assertThat(clock.at(MAY, checks::round)).isEqualTo(3);
        assertThat(of("SHELL", "ISSUE_MONTHLY", "2026-05-01").hits())
                .as("the month as far as it has come")
                .contains("RI-C01");
        assertThat(of("CALM", "RECEIVE_MONTHLY", "2026-05-01").stage()).isEqualTo("POST");
        assertThat(of("CALM", "DEDUCT", "2026-05-01").checkedAt()).isNotNull();
    }

    @Test
    void d_historyAndLargeBatchesWaitForNobody() {
        World old = new World();
        old.invoice("CALM", "KX", "2025-06-04", "1000", "number=88001");
        load(old);
        StringBuilder many = new StringBuilder("tax_id,event_no,type,time,title\n");
        for (int i = 0; i < 2_001; i++) {
            many.append(taxId("CALM")).append(",M").append(i).append(",REG_REPORT,2026-05-05T10:00:00+08:00,x\n");
        }
        load("tax_events", many.toString());
        assertThat(clock.at(MAY, checks::round)).isZero();
        assertThat(all("CALM")).doesNotContain("REG_REPORT");
    }

    private void load(World world) {
        clock.at(MAY, () -> {
            world.load(staging);
            return null;
        });
    }

    private void load(String feed, String rows) {
        clock.at(MAY, () -> staging.load(feed, "t", rows));
    }

    private List<String> all(String firm) {
        return jdbc.sql("""
                        select c.node from risk.v_node_check c join taxpayer.v_subject s on s.id = c.subject_id where s.main_reg_serial = ?""").param("R" + firm).query(String.class).list();
    }

    private Check of(String firm, String node, String month) {
        return jdbc.sql("""
                        select c.stage, c.events, c.origin, c.asked, array_to_string(c.hit_codes, ' ') as hits, c.decision, c.checked_at
                        from risk.v_node_check c join taxpayer.v_subject s on s.id = c.subject_id
                        where s.main_reg_serial = ? and c.node = ? and c.month = ?::date""").params("R" + firm, node, month).query(Check.class).single();
    }

    private String taxId(String firm) {
        return jdbc.sql("select tax_id from taxpayer.registration where reg_serial = ?")
                .param("R" + firm)
                .query(String.class)
                .single();
    }
}
