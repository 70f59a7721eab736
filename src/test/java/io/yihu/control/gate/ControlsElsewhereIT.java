package io.yihu.control.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.control.scan.ScanSettings;
import io.yihu.grid.PartitionService;
import io.yihu.platform.Actor;
import io.yihu.platform.ActorDirectory;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.risk.model.GovernanceService;
import io.yihu.risk.model.OverrideService;
import io.yihu.support.CleanDatabase;
import io.yihu.support.FileWorld;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import io.yihu.task.DispatchService;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import io.yihu.task.StepResult;
import io.yihu.task.TaskService;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Controls over quotas, refunds, levels, thresholds, looks, on-site checks and audits fire where they should and nowhere else. */
@YihuIT
class ControlsElsewhereIT {
    private static final String BUYER = "海岸采购有限公司";
    private static final String BUYER_TAX_ID = "91330106MA0000003C";

    @Autowired
    FileWorld world;

    @Autowired
    StagedFeeds staging;

    @Autowired
    List<ActorDirectory> directory;

    @Autowired
    PartitionService partition;

    @Autowired
    MatterService matters;

    @Autowired
    DispatchService dispatch;

    @Autowired
    TaskService tasks;

    @Autowired
    ActService acts;

    @Autowired
    ClearanceService clearances;

    @Autowired
    SettingService settings;

    @Autowired
    ScanSettings scans;

    @Autowired
    SettingRules rules;

    @Autowired
    OverrideService overrides;

    @Autowired
    GovernanceService governance;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc web;

    @Value("${yihu.test.database}")
    String database;

    private long buyer;

    @BeforeEach
    void calmWorld() throws Exception {
        CleanDatabase.clean(database);
        world.build();
        buyer = world.subject(BUYER);
        partition.refresh();
    }

    /** The services of risk ask for roles themselves. */
    private <T> T as(String login, Supplier<T> work) {
        Actor actor = directory.stream()
                .flatMap(each -> each.byLogin(login).stream())
                .findFirst()
                .orElseThrow();
        SecurityContextHolder.setContext(new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                actor, null, AuthorityUtils.createAuthorityList("ROLE_SUPERVISOR", "ROLE_MODEL_ADMIN"))));
        try {
            return CurrentActor.as(actor, work);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private void run(String login, Runnable work) {
        as(login, () -> {
            work.run();
            return null;
        });
    }

    private String codeOf(Runnable step) {
        Refusal refusal = catchThrowableOfType(Refusal.class, step::run);
        return refusal == null ? null : refusal.code();
    }

    private List<String> outcomes(String code) {
        return jdbc.sql("select outcome from control.firing where point = ? order by id")
                .param(code)
                .query(String.class)
                .list();
    }

    private void perform(String kind, String amount) {
        run(
                "li.officer",
                () -> acts.perform(
                        kind, buyer, amount == null ? null : new BigDecimal(amount), null, null, null, null));
    }

    private ResultActions act(String kind, String reason) throws Exception {
        String said = reason == null ? "" : ",\"reason\":\"" + reason + "\"";
        return web.perform(post("/api/v1/control/acts")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"kind\":\"%s\",\"taxId\":\"%s\",\"amount\":90000%s}".formatted(kind, BUYER_TAX_ID, said))
                .with(user("li.officer"))
                .with(csrf()));
    }

    @Test
    void aNewTaxpayersQuotaNeedsAnotherPersonBeyondTheFirstLimit() {
        perform("QUOTA_INCREASE", "500000");
        assertThat(outcomes("EC-06")).as("an old taxpayer without a level").isEmpty();
        jdbc.sql("update taxpayer.subject set open_date = current_date - 10 where id = ?")
                .param(buyer)
                .update();
        perform("QUOTA_INCREASE", "100000");
        assertThat(outcomes("EC-06")).as("within the first limit").isEmpty();
        assertThat(codeOf(() -> perform("QUOTA_INCREASE", "100001"))).isEqualTo("EC-06");
        long asked = as("li.officer", () -> clearances.request("EC-06", buyer, "合同与仓储已实地看过，额度相称。"));
        run("wang.super", () -> clearances.decide(asked, true, "属实"));
        perform("QUOTA_INCREASE", "100001");
        assertThat(outcomes("EC-06")).containsExactly("WARNED", "OVERRIDDEN");
        assertThat(codeOf(() -> perform("QUOTA_INCREASE", "100001")))
                .as("a clearance is good for once")
                .isEqualTo("EC-06");
    }

    @Test
    void aRefundIsWithheldWhenMostInputIsAbnormalAndReviewedWhenAnIndicatorIsHit() throws Exception {
        LocalDate day = LocalDate.now().minusDays(3);
        staging.load("invoices", "test", """
                kind,code,number,issue_time,seller_tax_id,seller_name,buyer_tax_id,buyer_name,amount,tax,status,management_status
                PAPER_SPECIAL,3300,00000901,%1$sT10:00:00+08:00,EXT1,甲,%2$s,b,69000.00,8970.00,NORMAL,LOST_CONTROL
                PAPER_SPECIAL,3300,00000902,%1$sT11:00:00+08:00,EXT1,甲,%2$s,b,31000.00,4030.00,NORMAL,NORMAL
                """.formatted(day, BUYER_TAX_ID));
        perform("REFUND_APPROVAL", "1000");
        assertThat(outcomes("EC-08")).as("69 of 100").isEmpty();
        staging.load("invoices", "test", """
                kind,code,number,issue_time,seller_tax_id,seller_name,buyer_tax_id,buyer_name,amount,tax,status,management_status
                PAPER_SPECIAL,3300,00000903,%1$sT12:00:00+08:00,EXT1,甲,%2$s,b,9000.00,1170.00,NORMAL,SUSPECT
                """.formatted(day, BUYER_TAX_ID));
        assertThat(codeOf(() -> perform("REFUND_APPROVAL", "1000")))
                .as("78 of 109")
                .isEqualTo("EC-08");
        assertThat(outcomes("EC-08")).containsExactly("BLOCKED");
        jdbc.sql("update invoice.invoice set management_status = 'NORMAL'").update();
        hit("RI-A01");
        act("REFUND_APPROVAL", null).andExpect(status().isCreated());
        hit("RI-E03");
        act("REFUND_APPROVAL", null)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("EC-09"))
                .andExpect(jsonPath("$.asksReason").value(true));
        act("REFUND_APPROVAL", "报关单与物流已逐票核对一致").andExpect(status().isCreated());
        assertThat(outcomes("EC-09")).containsExactly("WARNED", "OVERRIDDEN");
    }

    /** The newest judgement of the buyer, with this indicator hit. */
    private void hit(String code) {
        jdbc.sql("delete from risk.subject_level").update();
        jdbc.sql("""
                        with run as (insert into indicator.run (as_of, period, state, started_by, created_at, finished_at)
                          values ('2026-05-01', '2026-04-01', 'DONE', 't', now(), now()) returning id, as_of, period),
                        found as (insert into risk.finding (subject_id, run_id, period, as_of, model_version_id, score, raw, level, computed, hard,
                            hit_codes, hit_values, hit_severities, hit_shares, hard_codes, created_at)
                          select ?, id, period, as_of, 1, 20, 1, 'LOW', 'LOW', false, array[?], '{NULL}', '{0.5}', '{1}', '{}', now() from run
                          returning id, subject_id, run_id, period)
                        insert into risk.subject_level (subject_id, level, score, period, run_id, finding_id)
                        select subject_id, 'LOW', 20, period, run_id, id from found""").params(buyer, code).update();
    }

    @Test
    void aLevelIsNotLoweredByTheOneWhoAsked() {
        run(
                "wang.super",
                () -> overrides.request(
                        BUYER_TAX_ID, "LOW", "集团内部调拨，已核实无误", LocalDate.now().plusDays(30)));
        long id =
                jdbc.sql("select id from risk.level_override").query(Long.class).single();
        assertThat(codeOf(() -> run("wang.super", () -> overrides.decide(id, true, "同意"))))
                .isEqualTo("EC-10");
        assertThat(jdbc.sql("select state from risk.level_override")
                        .query(String.class)
                        .single())
                .isEqualTo("REQUESTED");
        assertThat(outcomes("EC-10")).containsExactly("BLOCKED");
    }

    @Test
    void thresholdsAreNotApprovedByTheDrafterNorDuringARun() {
        jdbc.sql("""
                        insert into trail.action (happened_at, actor, action, object_type, object_id)
                        values (now(), 'mo.model', 'risk.model.submit', 'modelVersion', '424242')""").update();
        assertThat(codeOf(() -> run("mo.model", () -> governance.approve(424242, "同意"))))
                .isEqualTo("EC-11");
        assertThat(codeOf(() -> run("zhao.grid", () -> governance.approve(424242, "同意"))))
                .as("another person; there is no such version")
                .isNull();
        jdbc.sql("""
                        insert into indicator.run (as_of, period, state, started_by, created_at, started_at)
                        values ('2026-05-01', '2026-04-01', 'RUNNING', 't', now(), now())""").update();
        assertThat(codeOf(() -> run("zhao.grid", () -> governance.approve(424242, "同意"))))
                .isEqualTo("EC-11");
        assertThat(outcomes("EC-11")).containsExactly("BLOCKED", "BLOCKED");
    }

    @Test
    void lookingAtAPersonForATaskOneDoesNotHaveAsksWhy() throws Exception {
        String url = "/person/" + world.person("P1") + "/sensitive";
        var look = post(url)
                .param("purpose", "TASK")
                .param("note", "核对法定代表人")
                .with(user("li.officer"))
                .with(csrf());
        web.perform(look)
                .andExpect(status().isConflict())
                .andExpect(content().string(Matchers.containsString("EC-15")));
        assertThat(jdbc.sql("select count(*) from trail.v_action where action = 'dossier.person.sensitive'")
                        .query(Integer.class)
                        .single())
                .as("nothing was shown")
                .isZero();
        web.perform(look.param("controlReason", "协助邻所核对同名人员")).andExpect(status().isOk());
        assertThat(outcomes("EC-15")).containsExactly("WARNED", "OVERRIDDEN");
        raise("15", "RISK_REMIND", "LOW");
        web.perform(post(url)
                        .param("purpose", "TASK")
                        .param("note", "核对法定代表人")
                        .with(user("li.officer"))
                        .with(csrf()))
                .andExpect(status().isOk());
        assertThat(outcomes("EC-15")).as("with a task it does not ask").hasSize(2);
    }

    private long raise(String ref, String type, String level) {
        matters.raise(
                List.of(new RaiseMatter(world.subject(FileWorld.FIRM), type, "RISK", ref, level, "疑似借壳虚开", "变更后开票突增")));
        dispatch.dispatch();
        return jdbc.sql(
                        "select t.id from task.v_task t join task.v_matter m on m.id = t.matter_id where m.source_ref = ?")
                .param(ref)
                .query(Long.class)
                .single();
    }

    @Test
    void nobodyChecksOnTheSpotWithAnExpiredCertificate() {
        long task = raise("17", "POST_RESPONSE", "HIGH");
        run("li.officer", () -> {
            tasks.accept(task);
            tasks.completeStep(task, "freeze", new StepResult("ONSITE", "须到经营地核实", null, null));
        });
        jdbc.sql("update organization.officer set cert_valid_to = current_date - 1 where staff_no = 'S001'")
                .update();
        assertThat(codeOf(() -> run(
                        "li.officer",
                        () -> tasks.completeStep(task, "onsite", new StepResult("DECISION", "现场正常", null, null)))))
                .isEqualTo("EC-17");
        assertThat(jdbc.sql("select step from task.task where id = ?")
                        .param(task)
                        .query(String.class)
                        .single())
                .isEqualTo("onsite");
        assertThat(outcomes("EC-17")).containsExactly("BLOCKED");
    }

    @Test
    void aMandatoryAuditIsNotDroppedByTheCounty() {
        assertThat(codeOf(() -> perform("AUDIT_DROP", null))).isEqualTo("EC-21");
        long audit = raise("21", "AUDIT", "HIGH");
        assertThat(codeOf(() -> run("wang.super", () -> tasks.cancel(audit, "案源重复，申请撤销该任务"))))
                .isEqualTo("EC-21");
        long ordinary = raise("22", "RISK_REMIND", "LOW");
        run("wang.super", () -> tasks.cancel(ordinary, "重复推送，已由另一任务处理"));
        assertThat(jdbc.sql("select state from task.task where id in (?, ?) order by id")
                        .params(audit, ordinary)
                        .query(String.class)
                        .list())
                .satisfies(states -> {
                    assertThat(states.get(0)).isNotEqualTo("CANCELLED");
                    assertThat(states.get(1)).isEqualTo("CANCELLED");
                });
        assertThat(outcomes("EC-21")).containsExactly("BLOCKED", "BLOCKED");
    }

    @Test
    void thresholdsOfScansChangeByTwoPersonsAndTheirEffectIsSeenBefore() throws Exception {
        jdbc.sql("""
                        insert into control.figure (period, indicator, scope, scope_id, office_id, n, num, den, value)
                        select '2026-04-01', 'IC-I11', 'STAFF', n, 1, 20, n, 20, n / 20.0 from generate_series(1, 6) n""").update();
        jdbc.sql("""
                        insert into control.scan (period, as_of, from_at, cause, actor, started_at, finished_at, units, figures, findings)
                        values ('2026-04-01', now(), now(), 'TEST', 't', now(), now(), 0, 6, 0)""").update();
        String url = "/control/indicators/IC-I11";
        var typed = post(url + "/settings")
                .param("level", "HIGH")
                .param("enabled", "true")
                .param("p.over", "0.2")
                .param("reason", "过多则失去意义，先看最突出的")
                .with(csrf());
        web.perform(typed.param("look", "true").with(user("sec.one")))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.matchesPattern("(?s).*id=\"effect\".*>4<.*>2<.*id=\"reason\".*")))
                .andExpect(content().string(Matchers.containsString("value=\"0.2\"")));
        assertThat(jdbc.sql("select count(*) from control.setting")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(refused("IC-I11", "over", "1.2")).isEqualTo("control.refused.threshold");
        assertThat(refused("IC-I11", "at", "0.5")).isEqualTo("control.refused.threshold");
        assertThat(refused("IC-I11", "gap", "0.5")).isEqualTo("control.refused.parameter");
        assertThat(refused("IC-I06", "high", "0.01")).isEqualTo("control.refused.highBelow");
        long change = as(
                "sec.one",
                () -> settings.propose("IC-I11", "HIGH", true, Map.of("over", new BigDecimal("0.2")), "先看最突出的，按季再评估"));
        assertThat(standing("IC-I11").indicator().threshold().over()).isEqualTo(0.1);
        run("aud.one", () -> settings.decide(change, true, "同意"));
        assertThat(standing("IC-I11").indicator().threshold().over()).isEqualTo(0.2);
        assertThat(standing("IC-I11").indicator().level()).isEqualTo("HIGH");
        web.perform(get(url).with(user("mo.model")))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("占比超过 0.20")));
    }

    private ScanSettings.Standing standing(String code) {
        return scans.byCode(code);
    }

    private String refused(String code, String name, String value) {
        return catchThrowableOfType(Refusal.class, () -> rules.check(code, "HIGH", Map.of(name, new BigDecimal(value))))
                .getMessage();
    }
}
