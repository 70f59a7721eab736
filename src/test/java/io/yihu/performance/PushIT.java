package io.yihu.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.exchange.outbox.OutboxQueries;
import io.yihu.exchange.outbox.OutboxRound;
import io.yihu.exchange.outbox.TargetService;
import io.yihu.organization.AccountService;
import io.yihu.organization.NewAccount;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.support.ReceivingSystem;
import io.yihu.support.ReceivingSystem.Mood;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** GS-09: a month of 80 officers in 12 offices reaches both systems though one is down; both hold the same, to the last row. */
@YihuIT
class PushIT {
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
    private static final Instant AS_OF = Instant.parse("2026-04-03T02:00:00Z");

    @Autowired
    StagedFeeds staging;

    @Autowired
    AccountService accounts;

    @Autowired
    AppraisalService appraisals;

    @Autowired
    PushService pushes;

    @Autowired
    TargetService targets;

    @Autowired
    OutboxQueries outbox;

    @Autowired
    OutboxRound round;

    @Autowired
    YihuClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc mvc;

    private void world() {
        StringBuilder offices = new StringBuilder("""
                code,name,short_name,level,kind,parent_code,division_code
                10000000000,国家税务总局,总局,HQ,ADMIN,,
                13300000000,东海省税务局,东海省局,PROVINCE,ADMIN,10000000000,330000
                13301000000,临江市税务局,临江市局,CITY,ADMIN,13300000000,330100
                """);
        StringBuilder officers = new StringBuilder("staff_no,name,office_code\n");
        for (int county = 1; county <= 3; county++) {
            offices.append("1330100000%d,第%d县税务局,%d县局,COUNTY,ADMIN,13301000000,33010%d%n"
                    .formatted(county, county, county, county));
            for (int branch = 1; branch <= 2; branch++) {
                offices.append("133010000%d%d,第%d县%d所,%d县%d所,BRANCH,BRANCH,1330100000%d,33010%d%n"
                        .formatted(county, branch, county, branch, county, branch, county, county));
            }
        }
        for (int n = 0; n < 80; n++) {
            officers.append("S%03d,员%d,133010000%d%d%n".formatted(n, n, n % 3 + 1, n / 3 % 2 + 1));
        }
        officers.append("M001,莫模型,10000000000\n");
        staging.load("offices", "test", offices.toString());
        staging.load("officers", "test", officers.toString());
        staging.load("registrations", "test", """
                reg_serial,tax_id,name,status,taxpayer_type,division_code,office_code,register_date,capital,address
                R1,91330101MA0000001A,一户商贸有限公司,03,GENERAL,330101,13301000011,2021-03-01,1000000,路1号
                """);
        jdbc.sql("""
                        insert into task.task (id, matter_id, work_order_id, subject_id, matter_type, source, level, office_id, officer_id, duty_code,
                          state, priority, standard_minutes, created_at, dispatched_at, first_action_at, due_at, approved_at, closed_at, conclusion)
                        select f.id * 10 + n, f.id * 10 + n, f.id * 10 + n, s.id, 'POST_RESPONSE', 'RISK', 'HIGH', f.office_id, f.id, 'RISK_RESPONSE', 'CLOSED', 1, 60,
                          '2026-03-02Z', '2026-03-02Z', timestamptz '2026-03-02 02:00Z' + n * interval '1 hour', '2026-03-20Z', timestamptz '2026-03-10Z' + (f.id % 17) * interval '1 day',
                          timestamptz '2026-03-10Z' + (f.id % 17) * interval '1 day', case when (f.id + n) % 3 = 0 then 'EXCLUDED' else 'CONFIRMED' end
                        from organization.officer f cross join generate_series(1, 3) n cross join taxpayer.subject s where f.staff_no like 'S%'""").update();
        long model = jdbc.sql("select id from organization.officer where staff_no = 'M001'")
                .query(Long.class)
                .single();
        accounts.createAll(List.of(
                new NewAccount("mo.model", "莫模型", "M001", model, "Test-2026-Pass", false, Set.of(Roles.MODEL_ADMIN)),
                new NewAccount("sys.one", "系统员", "A001", null, "Test-2026-Pass", false, Set.of(Roles.SYSTEM_ADMIN))));
    }

    @Test
    void bothSystemsHoldTheSameThoughOneIsDownAndAnotherLosesAnswers() throws Exception {
        world();
        try (ReceivingSystem hr = new ReceivingSystem("DIGITAL_HR").trusts(outbox.publicKey());
                ReceivingSystem national = new ReceivingSystem("SAT_PERF").trusts(outbox.publicKey())) {
            target(hr, "DIGITAL_HR");
            target(national, "SAT_PERF");
            assertThatThrownBy(() -> pushes.push(MARCH)).hasMessage("performance.push.notOver");
            AppraisalService.Appraised march = appraise();
            assertThat(push()).isEqualTo(new PushService.Pushed(80, 12));
            assertThat(push()).as("nothing has changed").isEqualTo(new PushService.Pushed(0, 0));

            national.always(Mood.DOWN);
            hr.then(Mood.LOSES_RECEIPT, Mood.WRONG_SIGNATURE, Mood.HANGS);
            round(Duration.ZERO);
            assertThat(national.kept).isEmpty();
            assertThatThrownBy(() -> targets.reconcile("NOBODY", "2026-03")).hasMessage("platform.error.notFound");
            national.always(Mood.WELL);
            for (int hour = 1; hour < 40; hour++) {
                round(Duration.ofHours(hour));
            }
            assertThat(hr.kept).hasSize(80);
            assertThat(national.kept).hasSize(12);
            assertThat(hr.repetitions.get()).as("some arrived twice").isPositive();
            assertThat(hr.receiptOfKey).as("and count once").hasSize(80);
            assertThat(targets.reconcile("DIGITAL_HR", "2026-03")).isZero();
            assertThat(targets.reconcile("SAT_PERF", "2026-03")).isZero();
            contentIsThatOfTheScores(hr, national, march);

            jdbc.sql(
                            "update task.task set conclusion = 'EXCLUDED' where officer_id = (select id from organization.officer where staff_no = 'S007')")
                    .update();
            appraise();
            assertThat(push().staff())
                    .as("the snapshot is another one for everybody")
                    .isEqualTo(80);
            round(Duration.ofDays(3));
            assertThat(targets.reconcile("DIGITAL_HR", "2026-03")).isZero();
            assertThat(targets.reconcile("SAT_PERF", "2026-03")).isZero();
            mvc.perform(get("/performance/pushes").with(user("mo.model")))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("全部送达")));
            mvc.perform(get("/exchange/outbox/SAT_PERF").with(user("sys.one")))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("应有 12，已送达 12，对方持有 12")));
        }
    }

    private void contentIsThatOfTheScores(
            ReceivingSystem hr, ReceivingSystem national, AppraisalService.Appraised march) {
        JsonMapper json = new JsonMapper();
        JsonNode one = json.readTree(hr.kept.get("S007").body());
        assertThat(one.get("period").asString()).isEqualTo("2026-03");
        assertThat(one.get("snapshot_hash").asString()).isEqualTo(march.snapshotHash());
        Map<String, Object> row = jdbc.sql("""
                        select value, score, rank from performance.result
                        where scope = 'STAFF' and indicator = 'PI-02' and period = ? and scope_id = (select id from organization.officer where staff_no = 'S007')""").param(MARCH).query().singleRow();
        JsonNode hit = one.get("rows")
                .valueStream()
                .filter(cell -> cell.get("indicator_code").asString().equals("PI-02"))
                .findFirst()
                .orElseThrow();
        assertThat(hit.get("value").decimalValue()).isEqualByComparingTo((java.math.BigDecimal) row.get("value"));
        assertThat(hit.get("score").decimalValue()).isEqualByComparingTo((java.math.BigDecimal) row.get("score"));
        assertThat(hit.get("rank_in_peer").asInt()).isEqualTo(row.get("rank"));
        assertThat(json.readTree(national.kept.get("10000000000").body())
                        .get("level")
                        .asString())
                .isEqualTo("HQ");
    }

    private AppraisalService.Appraised appraise() {
        return clock.at(AS_OF, () -> appraisals.appraise(MARCH, AS_OF));
    }

    private PushService.Pushed push() {
        return clock.at(AS_OF, () -> pushes.push(MARCH));
    }

    private void round(Duration later) {
        clock.at(AS_OF.plus(later), round::run);
    }

    private void target(ReceivingSystem system, String code) {
        targets.change(code, new TargetService.Change(system.url(), "ED25519", system.publicKey(), 1000, true));
    }
}
