package io.yihu.risk;

import static io.yihu.support.SpokenActors.spoken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.indicator.Direction;
import io.yihu.indicator.RunExecution;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.risk.cases.World;
import io.yihu.risk.model.DraftService;
import io.yihu.risk.model.GovernanceService;
import io.yihu.risk.model.IntegrityService;
import io.yihu.risk.model.ModelService;
import io.yihu.risk.model.ModelSpec;
import io.yihu.risk.model.ModelSpec.Effect;
import io.yihu.risk.model.ModelSpec.Kind;
import io.yihu.risk.model.ModelSpec.Row;
import io.yihu.risk.model.ModelSpec.Rule;
import io.yihu.risk.model.Models;
import io.yihu.risk.model.OverrideService;
import io.yihu.risk.quality.OutcomeQueries;
import io.yihu.risk.whatif.Trial;
import io.yihu.risk.whatif.TrialReport;
import io.yihu.risk.whatif.TrialService;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A model from a typed threshold to the run: tried, compared, agreed by another person, and then exactly what was predicted. */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodName.class)
class ModelGovernanceIT {
    private static final LocalDate AS_OF = LocalDate.of(2026, 5, 1);
    private static final Instant APRIL = Instant.parse("2026-04-20T02:00:00Z");

    @Autowired
    StagedFeeds staging;

    @Autowired
    RunExecution runs;

    @Autowired
    ModelService models;

    @Autowired
    DraftService drafts;

    @Autowired
    GovernanceService governance;

    @Autowired
    OverrideService overrides;

    @Autowired
    TrialService trials;

    @Autowired
    TrialReport reports;

    @Autowired
    IntegrityService integrity;

    @Autowired
    OutcomeQueries comparison;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    YihuClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @Autowired
    MockMvc mvc;

    ModelSpec national;

    @BeforeAll
    void firmsOfDifferentSurges() {
        World world = new World();
        world.firm("SUPPLIER", "register_date=2015-01-10");
        for (int firm = 0; firm < 40; firm++) {
            String id = "F" + firm;
            world.firm(id, "register_date=2021-01-10 industry_code=" + (firm % 2 == 0 ? "5164" : "3311"));
            for (int month = 0; month < 13; month++) {
                LocalDate day = LocalDate.of(2025, 4, 10).plusMonths(month);
                int amount = month >= 11 && firm < 10 ? 30_000 * (firm + 1) + 1 : 20_003;
                world.invoice(id, "K" + month % 4, day.toString(), "" + amount, "");
                world.invoice("SUPPLIER", id, day.toString(), "" + amount / 2, "");
            }
            if (firm % 3 == 0) {
                world.row(
                        "registration_changes",
                        "reg_serial=R" + id + " item=ADDRESS old_value=甲 new_value=乙 change_date=2026-02-0"
                                + (1 + firm % 9));
            }
        }
        world.load(staging);
        runs.runNow(AS_OF);
        national = as("chen", () -> models.spec(published()));
    }

    @Test
    void a_whatIfIsWhatTheRunThenDoes() {
        ModelSpec changed = changed();
        Trial trial = as("chen", () -> trials.start(Models.TAXPAYER, null, changed, 12));
        assertThat(trial.state()).isEqualTo(Trial.State.DONE);
        Map<String, Long> predicted = as("chen", () -> predicted(trial));
        assertThat(jdbc.sql("select count(*) from risk.model_version")
                        .query(Integer.class)
                        .single())
                .as("nothing is written by a trial")
                .isEqualTo(1);
        Map<String, Long> before = levels();
        assertThat(predicted).isNotEqualTo(before);
        long id = clock.at(
                APRIL,
                () -> as("chen", () -> {
                    long draft = drafts.save(Models.TAXPAYER, null, changed, "提高突增权重");
                    governance.submit(draft, null);
                    return draft;
                }));
        clock.at(
                APRIL,
                () -> as("chen", () -> {
                    assertThatThrownBy(() -> governance.approve(id, ""))
                            .isInstanceOf(Refusal.class)
                            .hasMessage("risk.model.ownWork");
                    return null;
                }));
        runs.runNow(AS_OF);
        assertThat(levels()).as("in review nothing changes").isEqualTo(before);
        clock.at(
                APRIL,
                () -> as("he", () -> {
                    governance.approve(id, "同意");
                    return null;
                }));
        runs.runNow(AS_OF);
        assertThat(levels()).isEqualTo(predicted);
        assertThat(jdbc.sql(
                                "select distinct model_version from risk.v_finding where run_id = (select max(id) from indicator.v_run)")
                        .query(Integer.class)
                        .list())
                .containsExactly(2);
    }

    @Test
    void b_aMovedLineEqualsTheWholeTrialOfTheMovedModel() {
        Trial trial = as("chen", () -> trials.start(Models.TAXPAYER, null, national, 1));
        TrialService.Moved moved = as("chen", () -> trials.move(trial.id(), "RI-B12", 1.25, 1.6, null, Level.MEDIUM));
        ModelSpec spec = national.with(national.line("RI-B12").moved(1.25, 1.6, null));
        Trial whole = as("chen", () -> trials.start(Models.TAXPAYER, null, spec, 1));
        TrialReport.View view = as("chen", () -> reports.of(whole, Level.MEDIUM));
        assertThat(moved.levels())
                .isEqualTo(java.util.Arrays.stream(view.levels()).boxed().toList());
        long hits = view.lines().stream()
                .filter(l -> l.code().equals("RI-B12"))
                .findFirst()
                .orElseThrow()
                .hits()
                .get(0);
        assertThat(moved.hits()).containsExactly(hits);
        assertThat(hits).as("ten firms that grew, and their supplier").isEqualTo(11);
    }

    @Test
    void c_badModelsAreRefusedInWords() {
        refused(national.with(national.line("RI-B12").moved(9.0, 2.0, null)), "risk.spec.order");
        refused(
                with(new ModelSpec.Line("RI-X99", Direction.H, 1.0, 2.0, null, null, false, 1, false, List.of())),
                "risk.spec.unknown");
        refused(
                rules(
                        rule("甲甲", new Row(0, Kind.RULE, "乙乙", null, null, null)),
                        rule("乙乙", new Row(0, Kind.RULE, "甲甲", null, null, null))),
                "risk.spec.circle");
        refused(rules(rule("单位", new Row(0, Kind.AGAINST, "RI-B12", "GT", 1.0, "RI-B04"))), "risk.spec.units");
        refused(rules(rule("空组", new Row(0, Kind.ALL, null, null, null, null))), "risk.spec.tree");
        for (double floor : new double[] {20, 50, 80}) {
            ModelSpec everybody = rules(
                    new Rule("全部", Effect.FLOOR, floor, List.of(new Row(0, Kind.COMPARE, "RI-B05", "GE", 0.0, null))));
            long id = as("chen", () -> drafts.save(Models.TAXPAYER, null, everybody, null));
            as("chen", () -> {
                assertThatThrownBy(() -> governance.submit(id, null))
                        .as("a floor of " + floor)
                        .hasMessage("risk.model.flagsTooMany");
                drafts.discard(id);
                return null;
            });
        }
    }

    @Test
    void d_aProvinceMovesOnlyWithinBoundsAndIsMarked() {
        long province = jdbc.sql("select id from organization.v_office where code = '13300000000'")
                .query(Long.class)
                .single();
        clock.at(
                APRIL,
                () -> as("chen", () -> drafts.open(new DraftService.NewModel("zhejiang", "浙江变体", null, province))));
        long draft = draft("zhejiang");
        ModelSpec spec = as("chen", () -> models.spec(draft));
        ModelSpec far = spec.with(spec.line("RI-B12").moved(4.0, 8.0, null));
        ModelSpec near = spec.with(spec.line("RI-B12").moved(spec.line("RI-B12").warn() * 1.2, null, null));
        clock.at(
                APRIL,
                () -> as("chen", () -> {
                    drafts.save("zhejiang", draft, far, null);
                    assertThatThrownBy(() -> governance.submit(draft, null)).hasMessage("risk.spec.localFar");
                    drafts.save("zhejiang", draft, near, null);
                    governance.submit(draft, null);
                    return null;
                }));
        clock.at(
                APRIL,
                () -> as("he", () -> {
                    governance.approve(draft, "");
                    return null;
                }));
        runs.runNow(AS_OF);
        assertThat(jdbc.sql("""
                                select bool_and(local_variant) from risk.v_finding
                                where run_id = (select max(id) from indicator.v_run)""").query(Boolean.class).single()).isTrue();
        long retire = clock.at(APRIL, () -> as("chen", () -> drafts.retire("zhejiang", "试点结束")));
        clock.at(
                APRIL,
                () -> as("he", () -> {
                    governance.approve(retire, "");
                    return null;
                }));
        runs.runNow(AS_OF);
        assertThat(jdbc.sql("""
                                select bool_or(local_variant) from risk.v_finding
                                where run_id = (select max(id) from indicator.v_run)""").query(Boolean.class).single()).isFalse();
    }

    @Test
    void e_importsAndScheduledVersionsWaitForTheirTurn() throws Exception {
        String document = mvc.perform(
                        get("/risk/versions/" + published() + ".json").with(spoken("/", Roles.MODEL_ADMIN)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        long imported = as("chen", () -> drafts.importSpec(Models.TAXPAYER, document));
        assertThat(as("chen", () -> models.version(imported)).state()).isEqualTo("DRAFT");
        LocalDate later = LocalDate.now(clock).plusDays(40);
        as("chen", () -> {
            governance.submit(imported, later);
            return null;
        });
        as("he", () -> {
            governance.approve(imported, "");
            return null;
        });
        assertThat(as("chen", () -> models.version(imported)).state()).isEqualTo("SCHEDULED");
        assertThat(published()).isNotEqualTo(imported);
        assertThat(clock.at(later.plusDays(1).atStartOfDay(YihuClock.CHINA).toInstant(), this::published))
                .isEqualTo(imported);
    }

    @Test
    void f_thresholdsAreForModelRolesOnlyAndLooksAreTraced() throws Exception {
        long id = published();
        for (String page : List.of(
                "/risk/models",
                "/risk/versions/" + id,
                "/risk/versions/" + id + "/edit",
                "/risk/versions/" + id + ".json",
                "/risk/integrity",
                "/risk/trials/x",
                "/api/v1/risk/trials/x/move?line=RI-B12&warn=1")) {
            for (String role : List.of(Roles.OFFICER, Roles.SUPERVISOR, Roles.SYSTEM_ADMIN, Roles.API_CLIENT)) {
                mvc.perform(get(page).with(spoken("/", role))).andExpect(status().isForbidden());
            }
        }
        assertThat(body("/risk/versions/" + id, spoken("/", Roles.MODEL_ADMIN))).contains("RI-B12", "警戒");
        assertThat(body("/risk/integrity", spoken("/", Roles.MODEL_ADMIN))).contains("从未命中");
        assertThat(jdbc.sql("select distinct action from trail.v_action")
                        .query(String.class)
                        .list())
                .contains("risk.model.view", "risk.model.submit", "risk.model.approve", "risk.trial.start");
    }

    @Test
    void g_theEditorWorksWithoutScript() throws Exception {
        long id = published();
        String page = body("/risk/versions/" + id + "/edit", spoken("/", Roles.MODEL_ADMIN));
        assertThat(page).contains("name=\"l.0.warn\"", "添加规则", "value=\"70\"");
        RequestPostProcessor chen = spoken("/", Roles.MODEL_ADMIN);
        String added = mvc.perform(post("/risk/models/taxpayer/edit")
                        .with(chen)
                        .with(csrf())
                        .param("do", "addRule")
                        .param("titleZh", "标题留着")
                        .param("l.0.code", "RI-B12")
                        .param("l.0.direction", "H")
                        .param("l.0.warn", "二")
                        .param("l.0.high", "4")
                        .param("l.0.weight", "7"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(added).contains("新规则1", "标题留着", "value=\"二\"");
        String refused = mvc.perform(post("/risk/models/taxpayer/edit")
                        .with(chen)
                        .with(csrf())
                        .param("do", "save")
                        .param("titleZh", "标题留着")
                        .param("lowFrom", "15")
                        .param("mediumFrom", "40")
                        .param("highFrom", "70")
                        .param("coolDown", "2")
                        .param("approvals", "1")
                        .param("bound", "30%")
                        .param("l.0.code", "RI-B12")
                        .param("l.0.direction", "H")
                        .param("l.0.warn", "15%")
                        .param("l.0.high", "4")
                        .param("l.0.weight", "7"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(refused).contains("的单位不对", "RI-B12");
        assertThat(drafted()).isZero();
    }

    @Test
    void h_aLevelDecidedByTwoPersonsHoldsUntilItsEnd() {
        String taxId = jdbc.sql("""
                        select s.tax_id from risk.v_subject_level l join taxpayer.v_subject s on s.id = l.subject_id
                        where l.level <> 'HIGH' and s.tax_id like 'F%' order by 1 limit 1""").query(String.class).single();
        clock.at(
                APRIL,
                () -> as("chen", () -> {
                    overrides.request(taxId, "HIGH", "举报线索核实中，先按高级管理", LocalDate.of(2026, 6, 1));
                    assertThatThrownBy(() -> overrides.decide(1, true, "")).hasMessage("risk.override.ownRequest");
                    return null;
                }));
        clock.at(
                APRIL,
                () -> as("he", () -> {
                    overrides.decide(1, true, "同意");
                    return null;
                }));
        assertThat(level(taxId)).isEqualTo("HIGH");
        runs.runNow(AS_OF);
        assertThat(level(taxId)).isEqualTo("HIGH");
        runs.runNow(LocalDate.of(2026, 7, 1));
        assertThat(level(taxId)).isNotEqualTo("HIGH");
    }

    @Test
    void i_everyPageOfTheWayOpens() throws Exception {
        RequestPostProcessor chen = spoken("/", Roles.MODEL_ADMIN);
        String me = "spoken|/|" + Roles.MODEL_ADMIN;
        Trial trial = as(me, () -> trials.start(Models.TAXPAYER, null, changed(), 3));
        String page = body("/risk/trials/" + trial.id() + "?line=RI-B12&warn=1.5&high=3&cell=TP", chen);
        assertThat(page).contains("各期结果", "谁的等级会变", "查准率", "毫秒内重算完毕").doesNotContain("??");
        String api = body("/api/v1/risk/trials/" + trial.id() + "/move?line=RI-B12&warn=1.5&high=3", chen);
        assertThat(api).contains("\"flips\"", "\"precision\"");
        mvc.perform(post("/risk/trials/" + trial.id() + "/count")
                        .with(chen)
                        .with(csrf())
                        .param("line", "RI-B12")
                        .param("warn", "1.4"))
                .andExpect(status().is3xxRedirection());
        long finding =
                jdbc.sql("select max(id) from risk.v_finding").query(Long.class).single();
        assertThat(body("/risk/loop/" + finding, chen)).contains("分析识别", "绩效评价").doesNotContain("??");
        mvc.perform(post("/risk/loop/" + finding + "/archive").with(chen).with(csrf()))
                .andExpect(status().is3xxRedirection());
        assertThat(jdbc.sql("select count(*) from risk.evaluation")
                        .query(Integer.class)
                        .single())
                .as("nothing is archived that nobody evaluated")
                .isZero();
        assertThat(body("/risk/quality", chen)).contains("RI-B12", "误报率").doesNotContain("??");
        assertThat(body("/risk/overrides", chen)).contains("举报线索核实中").doesNotContain("??");
        assertThat(body("/risk/checks", chen)).doesNotContain("??");
        assertThat(body("/risk/versions/" + published(), chen)).doesNotContain("??");
    }

    @Test
    void j_twoMustAgreeAndTwoAccountsOfOnePersonAreOne() {
        for (String login : List.of("chen", "chen2", "he", "he2", "lin")) {
            jdbc.sql("""
                            insert into organization.account (login, name, person_no, password_hash, created_by)
                            values (?, ?, ?, 'x', 't') on conflict (login) do nothing""").params(login, login, "N-" + login.replace("2", "")).update();
        }
        ModelSpec strict = new ModelSpec(
                national.titleZh(), national.titleEn(), 15, 40, 70, 2, 2, 0.3, national.lines(), List.of());
        long first = as("chen", () -> submitted(strict));
        as("he", () -> approve(first));
        assertThat(state(first)).as("the version before asked for one approval").isEqualTo("PUBLISHED");
        long second = as("chen", () -> submitted(strict));
        refusal("chen", second, "risk.model.ownWork");
        refusal("chen2", second, "risk.model.ownWork");
        as("he", () -> approve(second));
        assertThat(state(second)).as("one of two").isEqualTo("REVIEW");
        refusal("he", second, "risk.model.decided");
        refusal("he2", second, "risk.model.ownWork");
        assertThat(state(second)).isEqualTo("REVIEW");
        as("lin", () -> approve(second));
        assertThat(state(second)).isEqualTo("PUBLISHED");
        as("chen", () -> {
            overrides.request("F3", "LOW", "实地核实后仍需关注", LocalDate.now(clock).plusDays(30));
            return null;
        });
        long asked = jdbc.sql("select max(id) from risk.level_override")
                .query(Long.class)
                .single();
        as("chen2", () -> {
            assertThatThrownBy(() -> overrides.decide(asked, true, "")).hasMessage("risk.override.ownRequest");
            return null;
        });
    }

    private long submitted(ModelSpec spec) {
        return clock.at(APRIL, () -> {
            long draft = drafts.save(Models.TAXPAYER, null, spec, null);
            governance.submit(draft, null);
            return draft;
        });
    }

    private Void approve(long id) {
        return clock.at(APRIL, () -> {
            governance.approve(id, "同意");
            return null;
        });
    }

    private void refusal(String login, long id, String key) {
        assertThatThrownBy(() -> as(login, () -> approve(id)))
                .isInstanceOf(Refusal.class)
                .hasMessage(key);
    }

    private String state(long id) {
        return jdbc.sql("select state from risk.model_version where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    /** A node dies in the middle of judging: what is missing is done by another, with the versions settled for the run, nothing twice. */
    @Test
    void k_aJudgingCutShortIsFinishedElsewhere() {
        long run = runs.runNow(AS_OF);
        List<String> before = judged();
        jdbc.sql("update indicator.run set state = 'FAILED' where id = ?")
                .param(run)
                .update();
        jdbc.sql("update indicator.run_step set state = 'RUNNING' where run_id = ? and code = 'risk.judge'")
                .param(run)
                .update();
        jdbc.sql("""
                        update indicator.run_unit set state = 'RUNNING', owner = 'dead', lease_until = now() - interval '1 hour'
                        where run_id = ? and step = 'risk.judge' and unit::int % 2 = 1""").param(run).update();
        int lost = jdbc.sql(
                        "delete from risk.judgement where period = date '2026-04-01' and mod(abs(subject_id), 16) in (1, 3, 5)")
                .update();
        assertThat(lost).isPositive();
        ModelSpec other = new ModelSpec("之后", "Later", 5, 10, 20, 1, 1, 0.3, national.lines(), List.of());
        jdbc.sql("""
                        insert into risk.model_version (model_code, version, state, origin, created_at, valid_from, spec)
                        select model_code, max(version) + 1, 'PUBLISHED', 't', now(), date '2026-04-30', cast(? as jsonb)
                        from risk.model_version where model_code = 'taxpayer' group by model_code""").param(json.writeValueAsString(other)).update();
        runs.finishNow(run);
        assertThat(judged()).isEqualTo(before);
        assertThat(jdbc.sql("select count(*) = count(distinct subject_id) from risk.finding where run_id = ?")
                        .param(run)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    /** Somebody holds what the trial must read, so that it cannot be done before it is stopped. */
    @Test
    void l_aLongTrialShowsHowFarItIsAndCanBeStopped() throws Exception {
        RequestPostProcessor chen = spoken("/", Roles.MODEL_ADMIN);
        String me = "spoken|/|" + Roles.MODEL_ADMIN;
        Trial trial = new TransactionTemplate(transactions).execute(status -> {
            jdbc.sql("lock table risk.label in access exclusive mode").update();
            Trial begun = as(me, () -> trials.start(Models.TAXPAYER, null, changed(), 2));
            assertThat(begun.running()).isTrue();
            as(me, () -> {
                trials.stop(begun.id());
                return null;
            });
            return begun;
        });
        for (int wait = 0; wait < 60_000 && trial.running(); wait++) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(trial.state()).isEqualTo(Trial.State.STOPPED);
        assertThat(trial.done()).isLessThan(trial.total());
        assertThat(body("/risk/trials/" + trial.id(), chen)).contains("已停止").doesNotContain("??");
    }

    @Test
    void m_whatDoesNotHangTogetherIsFound() {
        List<ModelSpec.Line> lines = new ArrayList<>(national.lines());
        lines.removeIf(line -> line.code().equals("RI-A12"));
        lines.replaceAll(line -> line.code().equals("RI-B12")
                ? new ModelSpec.Line("RI-B12", Direction.H, 0.1, 9.0, null, null, true, 1, false, List.of())
                : line);
        lines.add(new ModelSpec.Line("RI-X99", Direction.H, 1.0, 2.0, null, null, false, 1, false, List.of()));
        ModelSpec loose = new ModelSpec("松散", "Loose", 1, 40, 70, 2, 1, 0.3, lines, List.of());
        jdbc.sql("""
                        insert into risk.model_version (model_code, version, state, origin, created_at, valid_from, spec)
                        select model_code, max(version) + 1, 'PUBLISHED', 't', now(), date '2026-04-30', cast(? as jsonb)
                        from risk.model_version where model_code = 'taxpayer' group by model_code""").param(json.writeValueAsString(loose)).update();
        jdbc.sql(
                        "update risk.model_version set valid_to = date '2026-05-02' where model_code = 'taxpayer' and spec ->> 'titleZh' <> '松散'")
                .update();
        jdbc.sql("update indicator.run set state = 'FAILED' where period > date '2026-04-01'")
                .update();
        runs.runNow(AS_OF);
        List<IntegrityService.Finding> found = as("chen", integrity::findings);
        assertThat(flaw(found, IntegrityService.Flaw.DANGLING, "RI-X99")).isNotNull();
        assertThat(flaw(found, IntegrityService.Flaw.UNUSED, "RI-A12")).isNotNull();
        assertThat(flaw(found, IntegrityService.Flaw.ALWAYS, "RI-B12").figure()).isGreaterThan(0.9);
        assertThat(flaw(found, IntegrityService.Flaw.NO_DATA, "RI-E01")).isNotNull();
        IntegrityService.Finding window = flaw(found, IntegrityService.Flaw.WINDOW, "RI-B12");
        assertThat(window.figure()).as("fifteen months are looked at").isEqualTo(15);
        assertThat(window.months())
                .as("invoices begin in April of the year before")
                .isEqualTo(13);
        assertThat(found).noneMatch(f -> f.flaw() == IntegrityService.Flaw.WINDOW && f.figure() <= f.months());
    }

    private static IntegrityService.Finding flaw(
            List<IntegrityService.Finding> found, IntegrityService.Flaw flaw, String code) {
        return found.stream()
                .filter(f -> f.flaw() == flaw && f.code().equals(code))
                .findFirst()
                .orElse(null);
    }

    @Test
    void n_theRankingIsComparedWithAListFromElsewhere() throws Exception {
        RequestPostProcessor chen = spoken("/", Roles.MODEL_ADMIN);
        assertThat(body("/risk/outcomes", chen)).contains("排序检验", "还没有外部名单").doesNotContain("??");
        mvc.perform(post("/risk/outcomes").with(spoken("/", Roles.SUPERVISOR)).with(csrf()))
                .andExpect(status().isForbidden());
        String typed = mvc.perform(post("/risk/outcomes")
                        .with(chen)
                        .with(csrf())
                        .param("title", "银行违约")
                        .param("meaning", "贷款违约")
                        .param("text", "F1,是\nF2,也许"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(typed).contains("第 2 行读不懂", "F2,也许");
        StringBuilder list = new StringBuilder("X404,是\n");
        for (int firm = 0; firm < 40; firm++) {
            list.append('F').append(firm).append(firm < 10 ? ",是\n" : ",否\n");
        }
        String page = mvc.perform(multipart("/risk/outcomes")
                        .file(new MockMultipartFile(
                                "file", "名单.csv", "text/csv", list.toString().getBytes(Charset.forName("GB18030"))))
                        .with(chen)
                        .with(csrf())
                        .param("title", "银行违约")
                        .param("meaning", "贷款违约"))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        jdbc.sql("""
                        insert into risk.label (subject_id, matter_id, as_of, value, confidence, source, conclusion, recorded_at)
                        select s.id, 9000 + row_number() over (), x.as_of, x.value, 1, 'RULE', 'CONFIRMED', now() from taxpayer.v_subject s
                        join (values ('F0', date '2026-04-30', 1), ('F1', date '2026-05-01', 1), ('F2', date '2026-07-31', 0),
                          ('F3', date '2026-08-01', 0)) x(tax_id, as_of, value) on x.tax_id = s.tax_id""").update();
        OutcomeQueries.View own = as("chen", () -> comparison.compare(null, LocalDate.of(2026, 4, 1)));
        assertThat(own.places())
                .as("what was known when it was judged, and what came too late, is left out")
                .extracting(OutcomeQueries.Place::taxId)
                .containsExactlyInAnyOrder("F1", "F2");
        assertThat(own.shown().quality().bad()).isEqualTo(1);
        double wins = jdbc.sql("""
                        select avg(case when b.score > g.score then 1.0 when b.score = g.score then 0.5 else 0 end)
                        from (select j.score from risk.judgement j join taxpayer.v_subject s on s.id = j.subject_id
                              where j.period = date '2026-04-01' and s.tax_id ~ '^F[0-9]$') b
                        cross join (select j.score from risk.judgement j join taxpayer.v_subject s on s.id = j.subject_id
                              where j.period = date '2026-04-01' and s.tax_id ~ '^F[0-9]{2}$') g""").query(Double.class).single();
        assertThat(body(page + "?period=2026-04", chen))
                .contains("AUC " + String.format("%.3f", wins), "X404", "贷款违约", "查无此户")
                .doesNotContain("??");
        mvc.perform(post(page + "/remove").with(chen).with(csrf())).andExpect(status().is3xxRedirection());
        assertThat(jdbc.sql("select count(*) from risk.known_outcome")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private List<String> judged() {
        return jdbc.sql("""
                        select subject_id || ' ' || score || ' ' || raw || ' ' || level || ' ' || hard from risk.judgement
                        where period = date '2026-04-01' order by subject_id""").query(String.class).list();
    }

    private ModelSpec changed() {
        List<ModelSpec.Line> lines = new ArrayList<>();
        for (ModelSpec.Line line : national.lines()) {
            lines.add(
                    line.code().equals("RI-B12")
                            ? new ModelSpec.Line(
                                    "RI-B12",
                                    Direction.H,
                                    1.2,
                                    3.0,
                                    null,
                                    null,
                                    false,
                                    9,
                                    false,
                                    List.of(new ModelSpec.Override("33", "", 2.0, null, null, null, null)))
                            : line);
        }
        Rule rule = new Rule(
                "迁址后突增",
                Effect.FLOOR,
                45,
                List.of(
                        new Row(0, Kind.ALL, null, null, null, null),
                        new Row(1, Kind.COMPARE, "RI-B12", "GT", 1.5, null),
                        new Row(1, Kind.EVENT, "ADDRESS", null, 6.0, null)));
        return new ModelSpec("试改", "Changed", 15, 40, 70, 1, 1, 0.3, lines, List.of(rule));
    }

    private Map<String, Long> predicted(Trial trial) {
        TrialReport.View view = reports.of(trial, Level.MEDIUM);
        Map<String, Long> levels = new TreeMap<>();
        for (Level level : Level.values()) {
            levels.put(level.name(), view.levels()[level.ordinal()]);
        }
        return levels;
    }

    private Map<String, Long> levels() {
        Map<String, Long> levels = new TreeMap<>();
        for (Level level : Level.values()) {
            levels.put(level.name(), 0L);
        }
        jdbc.sql("select level, count(*) from risk.judgement where period = date '2026-04-01' group by level")
                .query(row -> {
                    levels.put(row.getString(1), row.getLong(2));
                });
        return levels;
    }

    private void refused(ModelSpec spec, String key) {
        as("chen", () -> {
            assertThatThrownBy(() -> drafts.save(Models.TAXPAYER, null, spec, null))
                    .hasMessage(key);
            return null;
        });
    }

    private ModelSpec with(ModelSpec.Line line) {
        List<ModelSpec.Line> lines = new ArrayList<>(national.lines());
        lines.add(line);
        return new ModelSpec("坏", "Bad", 15, 40, 70, 2, 1, 0.3, lines, List.of());
    }

    private ModelSpec rules(Rule... rules) {
        return new ModelSpec("坏", "Bad", 15, 40, 70, 2, 1, 0.3, national.lines(), List.of(rules));
    }

    private static Rule rule(String name, Row... rows) {
        return new Rule(name, Effect.POINTS, 5, List.of(rows));
    }

    private long published() {
        return jdbc.sql("""
                        select id from risk.model_version where model_code = 'taxpayer' and state = 'PUBLISHED'
                          and (valid_from is null or valid_from <= :today) order by valid_from desc nulls last, version desc limit 1""")
                .param("today", LocalDate.now(clock))
                .query(Long.class)
                .single();
    }

    private long draft(String model) {
        return jdbc.sql("select id from risk.model_version where model_code = ? and state = 'DRAFT'")
                .param(model)
                .query(Long.class)
                .single();
    }

    private int drafted() {
        return jdbc.sql("select count(*) from risk.model_version where state = 'DRAFT'")
                .query(Integer.class)
                .single();
    }

    private String level(String taxId) {
        return jdbc.sql("""
                        select l.level from risk.v_subject_level l join taxpayer.v_subject s on s.id = l.subject_id where s.tax_id = ?""").param(taxId).query(String.class).single();
    }

    private String body(String url, RequestPostProcessor who) throws Exception {
        return mvc.perform(get(url).with(who))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private static <T> T as(String login, Supplier<T> work) {
        Actor actor = new Actor(null, login, login, null, null, "总局", "/", Set.of(Roles.MODEL_ADMIN));
        SecurityContextHolder.setContext(new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                actor, null, AuthorityUtils.createAuthorityList("ROLE_" + Roles.MODEL_ADMIN))));
        try {
            return CurrentActor.as(actor, work);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
