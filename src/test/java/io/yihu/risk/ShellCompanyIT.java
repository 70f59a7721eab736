package io.yihu.risk;

import static io.yihu.support.SpokenActors.spoken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.indicator.RunExecution;
import io.yihu.indicator.RunQueries;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.risk.cases.World;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import io.yihu.task.MatterClosed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** GS-01: a dormant general taxpayer gets a new legal representative and issues 14.7 million in two months. */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodName.class)
class ShellCompanyIT {
    @Autowired
    StagedFeeds staging;

    @Autowired
    RunExecution runs;

    @Autowired
    RunQueries runQueries;

    @Autowired
    RiskQueries risk;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc mvc;

    @Autowired
    ApplicationEventPublisher events;

    long run;
    long subject;

    @BeforeAll
    void elevenQuietMonthsThenASurge() {
        World world = new World();
        world.firm("SHELL", "register_date=2022-01-10").firm("QUIET", "register_date=2022-01-10");
        world.firm("SUPPLIER", "register_date=2015-01-10").firm("ELSEWHERE", "office_code=13100000000");
        for (int month = 0; month < 11; month++) {
            String day = LocalDate.of(2025, 4, 10).plusMonths(month).toString();
            world.invoice("SHELL", "KA", day, "3000", "");
            world.invoice("QUIET", "KA", day, "3000", "");
        }
        world.row(
                "registration_changes",
                "reg_serial=RSHELL item=LEGAL_REP old_value=旧 new_value=新 change_date=2026-03-02");
        for (int i = 0; i < 82; i++) {
            world.invoice(
                    "SHELL",
                    "KB" + i % 9,
                    LocalDate.of(2026, 3, 3).plusDays(i % 25).toString(),
                    "100000",
                    "");
        }
        for (int i = 0; i < 65; i++) {
            world.invoice(
                    "SHELL",
                    "KB" + i % 9,
                    LocalDate.of(2026, 4, 1).plusDays(i % 25).toString(),
                    "100000",
                    "");
        }
        world.invoice("SUPPLIER", "SHELL", "2026-03-05", "100000", "");
        world.load(staging);
        run = runs.runNow(LocalDate.of(2026, 5, 1));
        subject = jdbc.sql("select id from taxpayer.v_subject where tax_id = 'SHELL'")
                .query(Long.class)
                .single();
    }

    @Test
    void a_itIsHighForTheReasonsExpected() {
        FindingView finding = finding();
        assertThat(finding.level()).isEqualTo("HIGH");
        assertThat(finding.score()).isGreaterThanOrEqualTo(70);
        Map<String, HitRow> hits =
                finding.hits().stream().collect(java.util.stream.Collectors.toMap(HitRow::code, hit -> hit));
        assertThat(hits.get("RI-C01").value()).isEqualTo(820);
        assertThat(hits.get("RI-C01").severity()).isEqualTo(1);
        assertThat(hits.get("RI-B12").value()).isCloseTo((3_000 + 8_200_000 + 6_500_000) / 3 / 10_000.0, within(1e-6));
        assertThat(hits.get("RI-B12").severity()).isEqualTo(1);
        assertThat(hits.get("RI-D01").value()).isCloseTo(100_000 / 14_703_000.0, within(1e-9));
        assertThat(hits.get("RI-D01").severity()).isEqualTo(1);
        assertThat(finding.hits().stream().mapToDouble(HitRow::share).sum()).isCloseTo(1, within(1e-9));
        assertThat(finding.hits().get(0).code()).isEqualTo("RI-C01");
    }

    @Test
    void b_theQuietTwinHasNoFinding() {
        assertThat(jdbc.sql("""
                        select l.level from risk.v_subject_level l join taxpayer.v_subject s on s.id = l.subject_id
                        where s.tax_id = 'QUIET'""").query(String.class).single()).isEqualTo("NONE");
    }

    @Test
    void c_aMatterOfTheRightTypeIsRaisedOnce() {
        assertThat(jdbc.sql(
                                "select type_code || ' ' || level || ' ' || source_ref from task.v_matter where subject_id = ?")
                        .param(subject)
                        .query(String.class)
                        .list())
                .containsExactly("POST_RESPONSE HIGH " + finding().id());
        runs.runNow(LocalDate.of(2026, 5, 1));
        assertThat(jdbc.sql("select count(*) from task.v_matter where subject_id = ?")
                        .param(subject)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void d_theRunKnowsItsStepsAndCounts() {
        var steps = runQueries.steps(run);
        assertThat(steps).extracting(step -> step.code()).contains("indicator.vectors", "risk.judge", "risk.raise");
        assertThat(steps).allSatisfy(step -> assertThat(step.state()).isEqualTo("DONE"));
        assertThat(runQueries.byId(run).state()).isEqualTo("DONE");
    }

    @Test
    void e_theLevelIsHeldOnePeriodAndThenDrops() {
        runs.runNow(LocalDate.of(2026, 10, 1));
        assertThat(level()).isEqualTo("HIGH");
        assertThat(finding().computed()).isNotEqualTo("HIGH");
        runs.runNow(LocalDate.of(2026, 11, 1));
        assertThat(level()).isNotEqualTo("HIGH");
        jdbc.sql("delete from risk.subject_level").update();
        runs.runNow(LocalDate.of(2026, 5, 1));
        assertThat(level()).isEqualTo("HIGH");
    }

    @Test
    void f_pagesExplainAndKeepSecretsAndScope() throws Exception {
        long id = finding().id();
        String page = body("/risk/findings/" + id, spoken("/", Roles.OFFICER));
        assertThat(page).contains("RI-C01", "820", "变更日期").doesNotContain("警戒");
        assertThat(body("/risk/findings/" + id + "?code=RI-D01", spoken("/", Roles.MODEL_ADMIN)))
                .contains("警戒", "进项金额");
        assertThat(body("/risk/findings", spoken("/", Roles.SUPERVISOR))).contains("SHELL公司");
        String shanghai = jdbc.sql("select path from organization.v_office where code = '13100000000'")
                .query(String.class)
                .single();
        assertThat(body("/risk/findings", spoken(shanghai, Roles.SUPERVISOR))).doesNotContain("SHELL公司");
        mvc.perform(get("/risk/findings/" + id).with(spoken(shanghai, Roles.SUPERVISOR)))
                .andExpect(status().isNotFound());
        mvc.perform(get("/api/v1/subjects/" + subject + "/vector").with(spoken(shanghai, Roles.OFFICER)))
                .andExpect(status().isNotFound());
        mvc.perform(get("/risk/models").with(spoken("/", Roles.SUPERVISOR))).andExpect(status().isForbidden());
        assertThat(body("/risk/models", spoken("/", Roles.MODEL_ADMIN))).contains("RI-G04");
        assertThat(body("/risk/listings", spoken("/", Roles.MODEL_ADMIN))).contains("白名单");
        assertThat(body("/indicator/catalogue", spoken("/", Roles.OFFICER)))
                .contains("RI-A01")
                .doesNotContain("权重</th>");
        assertThat(body("/indicator/catalogue/RI-C01", spoken("/", Roles.MODEL_ADMIN)))
                .contains("警戒");
        assertThat(body("/indicator/runs", spoken("/", Roles.MODEL_ADMIN))).contains("发起运算");
        assertThat(body("/indicator/runs/" + run, spoken("/", Roles.MODEL_ADMIN)))
                .contains("计算指标向量");
        assertThat(body("/api/v1/subjects/" + subject + "/vector?period=2026-04", spoken("/", Roles.OFFICER)))
                .contains("\"RI-C01\":{\"value\":820.0,\"severity\":null}");
        assertThat(body("/api/v1/findings?level=HIGH", spoken("/", Roles.API_CLIENT)))
                .contains("SHELL公司");
        mvc.perform(get("/risk/findings.xlsx").with(spoken("/", Roles.OFFICER))).andExpect(status().isOk());
    }

    @Test
    void fa_pagesOfTheCatalogueShowTheRun() throws Exception {
        assertThat(body("/indicator/catalogue/RI-C01", spoken("/", Roles.OFFICER)))
                .contains("取值分布", "变更后开票", "纳税人风险评分卡", "登记");
        assertThat(body("/indicator/features?q=out_amt", spoken("/", Roles.MODEL_ADMIN)))
                .contains("out_amt.peer_rank", "销项金额·近 12 个月");
        assertThat(body("/risk/ranking?days=1", spoken("/", Roles.SUPERVISOR))).contains("SHELL公司", "预期成效");
        mvc.perform(get("/risk/ranking?days=viel").with(spoken("/", Roles.SUPERVISOR)))
                .andExpect(status().is4xxClientError());
        assertThat(body("/indicator/runs/" + run, spoken("/", Roles.MODEL_ADMIN)))
                .contains("用时最长的单元", "计算派生特征");
    }

    @Test
    void fb_anExemptionNeedsASecondPerson() throws Exception {
        var one = spoken("/", Roles.MODEL_ADMIN);
        var two = spoken("/", Roles.MODEL_ADMIN, Roles.SUPERVISOR);
        mvc.perform(exemption("RI-D01").with(one)).andExpect(content().string(containsString("至少一项指标")));
        mvc.perform(exemption("RI-B18").with(one)).andExpect(status().is3xxRedirection());
        long id = jdbc.sql("select id from risk.listing where kind = 'EXEMPT'")
                .query(Long.class)
                .single();
        var decision = "/risk/listings/" + id + "/decide";
        mvc.perform(post(decision).param("approve", "true").with(csrf()).with(one))
                .andExpect(content().string(containsString("要由另一个人批准")));
        assertThat(exemptions()).isZero();
        mvc.perform(post(decision).param("approve", "true").with(csrf()).with(two))
                .andExpect(status().is3xxRedirection());
        assertThat(exemptions()).isOne();
        mvc.perform(post(decision).param("approve", "true").with(csrf()).with(two))
                .andExpect(status().isNotFound());
        mvc.perform(post("/risk/listings/" + id + "/end").with(csrf()).with(one))
                .andExpect(status().is3xxRedirection());
    }

    private static MockHttpServletRequestBuilder exemption(String indicator) {
        return post("/risk/listings")
                .param("taxId", "SHELL")
                .param("kind", "EXEMPT")
                .param("indicators", indicator)
                .param("category", "LARGE")
                .param("owner", "张三")
                .param("reason", "集团内部集中采购")
                .param("until", "2099-01-01")
                .with(csrf());
    }

    private int exemptions() {
        return jdbc.sql("select count(*) from risk.v_exemption where subject_id = ? and code = 'RI-B18'")
                .param(subject)
                .query(Integer.class)
                .single();
    }

    @Test
    void g_looksLeaveTraces() {
        assertThat(jdbc.sql("select distinct action from trail.v_action where reading")
                        .query(String.class)
                        .list())
                .contains(
                        "risk.finding.view",
                        "risk.evidence.view",
                        "risk.thresholds.view",
                        "risk.model.view",
                        "risk.finding.export");
    }

    @Test
    void h_conclusionsBecomeLabels() {
        FindingView finding = finding();
        events.publishEvent(new MatterClosed(
                42,
                43,
                subject,
                "POST_RESPONSE",
                "RISK",
                Long.toString(finding.id()),
                "HIGH",
                "PARTIAL",
                null,
                Map.of(),
                1L,
                2L,
                Instant.parse("2026-05-20T02:00:00Z")));
        assertThat(jdbc.sql(
                                "select value || ' ' || confidence || ' ' || as_of || ' ' || source from risk.v_label where matter_id = 42")
                        .query(String.class)
                        .single())
                .isEqualTo("1 0.6 " + finding.asOf() + " RULE");
    }

    private String level() {
        return jdbc.sql("select level from risk.v_subject_level where subject_id = ?")
                .param(subject)
                .query(String.class)
                .single();
    }

    private FindingView finding() {
        long id = jdbc.sql("select finding_id from risk.v_subject_level where subject_id = ?")
                .param(subject)
                .query(Long.class)
                .single();
        return CurrentActor.as(Actor.SYSTEM, () -> risk.finding(id));
    }

    private String body(String url, RequestPostProcessor who) throws Exception {
        return mvc.perform(get(url).with(who))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }
}
