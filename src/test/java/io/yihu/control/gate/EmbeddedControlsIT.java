package io.yihu.control.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.grid.PartitionService;
import io.yihu.organization.OfficerService;
import io.yihu.platform.Actor;
import io.yihu.platform.ActorDirectory;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.support.CleanDatabase;
import io.yihu.support.FileWorld;
import io.yihu.support.TestDatabase;
import io.yihu.support.YihuIT;
import io.yihu.task.DispatchService;
import io.yihu.task.EvidenceService;
import io.yihu.task.Feedback;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import io.yihu.task.StepResult;
import io.yihu.task.TaskService;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** GS-07, controls: each blocks or warns inside the step, nothing changes when it blocks, and every firing is kept with a row in the log. */
@YihuIT
class EmbeddedControlsIT {
    private static final String TEXT = "经核对三个月的开票、抵扣与申报，业务真实，合同与运输单据齐全。";

    @Autowired
    FileWorld world;

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
    EvidenceService evidence;

    @Autowired
    OfficerService officers;

    @Autowired
    ActService acts;

    @Autowired
    ClearanceService clearances;

    @Autowired
    SettingService settings;

    @Autowired
    FiringService firings;

    @Autowired
    ControlBook book;

    @Autowired
    Coverage coverage;

    @Autowired
    PointCheck checks;

    @Autowired
    StepFacts facts;

    @Autowired
    ControlSettings current;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc web;

    @Value("${yihu.test.database}")
    String database;

    private long firm;
    private long li;
    private long colleague;
    private long task;

    @BeforeEach
    void aHighMatter() throws Exception {
        CleanDatabase.clean(database);
        world.build();
        jdbc.sql(
                        "insert into organization.officer (staff_no, name, office_id, cert_no, cert_valid_to) values ('S900', '孙同事', ?, 'C9', '2099-01-01')")
                .param(world.office("13301060001"))
                .update();
        firm = world.subject(FileWorld.FIRM);
        li = world.officer("S001");
        colleague = world.officer("S900");
        partition.refresh();
        task = raise("77", "POST_RESPONSE", "HIGH");
    }

    private long raise(String ref, String type, String level) {
        matters.raise(List.of(new RaiseMatter(firm, type, "RISK", ref, level, "疑似借壳虚开", "变更后开票突增")));
        dispatch.dispatch();
        long id = jdbc.sql(
                        "select t.id from task.v_task t join task.v_matter m on m.id = t.matter_id where m.source_ref = ?")
                .param(ref)
                .query(Long.class)
                .single();
        assertThat(officerOf(id)).isEqualTo(li);
        return id;
    }

    private Long officerOf(long id) {
        return jdbc.sql("select officer_id from task.v_task where id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    private String state(long id) {
        return jdbc.sql("select state || version from task.task where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private <T> T as(String login, Supplier<T> work) {
        Actor actor = directory.stream()
                .flatMap(each -> each.byLogin(login).stream())
                .findFirst()
                .orElseThrow();
        return CurrentActor.as(actor, work);
    }

    private void run(String login, Runnable work) {
        as(login, () -> {
            work.run();
            return null;
        });
    }

    /** The refusal, after which nothing of the task has changed and the firing stands with a row of the log. */
    private void blocked(String code, Runnable step) {
        String before = state(task);
        long acted =
                jdbc.sql("select count(*) from control.act").query(Long.class).single();
        Refusal refusal = catchThrowableOfType(Refusal.class, step::run);
        assertThat(refusal).as(code).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.status().value()).isEqualTo(409);
        assertThat(refusal.asksReason()).isFalse();
        assertThat(state(task)).isEqualTo(before);
        assertThat(jdbc.sql("select count(*) from control.act")
                        .query(Long.class)
                        .single())
                .isEqualTo(acted);
        assertThat(outcomes(code)).as(code).isNotEmpty().allMatch("BLOCKED"::equals);
        assertThat(jdbc.sql(
                                "select count(*) from trail.v_action where action = 'control.firing.keep' and object_id = ?")
                        .param(code)
                        .query(Integer.class)
                        .single())
                .isEqualTo(outcomes(code).size());
    }

    private List<String> outcomes(String code) {
        return jdbc.sql("select outcome from control.firing where point = ? order by id")
                .param(code)
                .query(String.class)
                .list();
    }

    private void handle() {
        run("li.officer", () -> {
            tasks.accept(task);
            tasks.completeStep(task, "freeze", new StepResult("DECISION", "已核对发票流向", null, null));
        });
    }

    @Test
    void aBlockStopsTheStepAndIsKept() {
        jdbc.sql(
                        "insert into organization.avoidance (officer_id, subject_id, relation, valid_from) values (?, ?, 'RELATIVE', '2020-01-01')")
                .params(li, firm)
                .update();
        blocked("EC-01", () -> run("li.officer", () -> tasks.accept(task)));
        jdbc.sql("delete from organization.avoidance").update();
        handle();
        run("li.officer", () -> tasks.submit(task, new Feedback("CONFIRMED", null, TEXT, Map.of())));
        Actor both = as("li.officer", CurrentActor::get);
        blocked(
                "EC-02",
                () -> CurrentActor.as(
                        new Actor(
                                both.accountId(),
                                both.login(),
                                both.name(),
                                li,
                                both.officeId(),
                                both.officeName(),
                                both.officePath(),
                                Set.of(Roles.OFFICER, Roles.SUPERVISOR)),
                        () -> {
                            tasks.approve(task, "同意");
                            return null;
                        }));
        blocked("EC-04", () -> run("wang.super", () -> tasks.approve(task, "同意")));
        blocked("EC-05", () -> perform("QUOTA_INCREASE", "500000", null));
        blocked("EC-07", () -> perform("DEREGISTRATION", null, null));
        blocked("EC-13", () -> perform("SAMPLE_REPLACE", null, "P-1"));
        blocked("EC-16", () -> perform("VOUCHER_RELEASE", null, "V-1"));
        blocked("EC-20", () -> perform("PENALTY", "50000", "F-1"));
        run("wang.super", () -> tasks.sendBack(task, "请补充证据文件后再提交。"));
        run("li.officer", () -> {
            evidence.add(task, "合同.pdf", "%PDF-1.4 x".getBytes());
            tasks.submit(task, new Feedback("CONFIRMED", null, TEXT + "已补充合同。", Map.of()));
        });
        run("wang.super", () -> tasks.approve(task, "同意"));
        assertThat(state(task)).startsWith("CLOSED");
        assertThatCode(() -> perform("DEREGISTRATION", null, null)).doesNotThrowAnyException();
    }

    private void perform(String kind, String amount, String reference) {
        run(
                "li.officer",
                () -> acts.perform(
                        kind, firm, amount == null ? null : new BigDecimal(amount), null, null, reference, null));
    }

    @Test
    void everyControlCanBeAskedAndPassesWhereNothingIsKnown() {
        Actor actor = as("wang.super", CurrentActor::get);
        assertThat(book.all()).allSatisfy(point -> {
            var reasons = checks.reasons(point, current.of(point), facts.of(actor, Map.of()));
            if (!Set.of("EC-13", "EC-16", "EC-21").contains(point.code())) {
                assertThat(reasons).as(point.code()).isEmpty();
            }
        });
    }

    @Test
    void incompatiblePostsAreBlocked() {
        record Pair(String held, String wanted) {}
        Pair pair = jdbc.sql("""
                        select a.post_code as held, b.post_code as wanted from organization.v_incompatible_duty i
                        join organization.v_post_duty a on a.duty_code = i.duty_a join organization.v_post_duty b on b.duty_code = i.duty_b
                        where a.post_code <> b.post_code and a.valid_to is null and b.valid_to is null limit 1""").query(Pair.class).single();
        run("sys.one", () -> officers.assignPost(colleague, pair.held(), true));
        blocked("EC-03", () -> run("sys.one", () -> officers.assignPost(colleague, pair.wanted(), false)));
        assertThat(jdbc.sql("select count(*) from organization.officer_post where officer_id = ?")
                        .param(colleague)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void anotherPersonMayLetItPassOnce() {
        blocked("EC-13", () -> perform("SAMPLE_REPLACE", null, "P-1"));
        long asked = as("li.officer", () -> clearances.request("EC-13", firm, "该户已注销，须按规则替换下一户。"));
        assertThat(catchThrowableOfType(
                        Refusal.class, () -> run("li.officer", () -> clearances.decide(asked, true, ""))))
                .isNotNull();
        run("wang.super", () -> clearances.decide(asked, true, "属实"));
        perform("SAMPLE_REPLACE", null, "P-1");
        assertThat(outcomes("EC-13")).containsExactly("BLOCKED", "OVERRIDDEN");
        assertThat(catchThrowableOfType(Refusal.class, () -> perform("SAMPLE_REPLACE", null, "P-2"))
                        .code())
                .isEqualTo("EC-13");
    }

    @Test
    void levelAndParametersChangeByTwoPersons() throws Exception {
        long proposed = as(
                "sec.one",
                () -> settings.propose(
                        "EC-14", "BLOCK", true, Map.of("most", BigDecimal.ONE, "ask", BigDecimal.ZERO), "抽查期间从严控制导出"));
        assertThat(catchThrowableOfType(Refusal.class, () -> run("sec.one", () -> settings.decide(proposed, true, "")))
                        .getMessage())
                .isEqualTo("control.refused.ownRequest");
        assertThat(catchThrowableOfType(
                                Refusal.class,
                                () -> as(
                                        "sec.one",
                                        () -> settings.propose("EC-14", "WARN", true, Map.of(), "再提一次试试看行不行")))
                        .getMessage())
                .isEqualTo("control.refused.pending");
        export("li.officer", null).andExpect(status().is3xxRedirection());
        run("aud.one", () -> settings.decide(proposed, true, "同意"));
        export("li.officer", null)
                .andExpect(status().isConflict())
                .andExpect(content().string(Matchers.containsString("EC-14")));
        assertThat(outcomes("EC-14")).containsExactly("BLOCKED");
        assertThat(jdbc.sql("select count(*) from dossier.export")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        long off = as("sec.one", () -> settings.propose("EC-14", "WARN", true, Map.of(), "抽查结束，恢复为提醒"));
        run("aud.one", () -> settings.decide(off, true, ""));
        export("li.officer", null).andExpect(status().is3xxRedirection());
    }

    private org.springframework.test.web.servlet.ResultActions export(String login, String reason) throws Exception {
        var request = post("/exports")
                .param("kind", "SUBJECTS")
                .param("purpose", "TASK")
                .param("note", "核对名册")
                .with(user(login))
                .with(csrf());
        return web.perform(reason == null ? request : request.param("controlReason", reason));
    }

    @Test
    void aWarningAsksForAReasonAndKeepsIt() throws Exception {
        handle();
        String url = "/task/tasks/" + task;
        web.perform(get(url).with(user("li.officer")))
                .andExpect(content().string(Matchers.containsString("这一步会检查什么")))
                .andExpect(content().string(Matchers.containsString("EC-18")));
        web.perform(post(url + "/transfer")
                        .param("officer", "" + colleague)
                        .param("note", "忙不过来了")
                        .with(user("wang.super"))
                        .with(csrf()))
                .andExpect(status().isConflict())
                .andExpect(content().string(Matchers.containsString("EC-12")))
                .andExpect(content().string(Matchers.containsString("name=\"note\" value=\"忙不过来了\"")));
        assertThat(officerOf(task)).isEqualTo(li);
        jdbc.sql("update task.task set due_at = now() - interval '400 days' where id = ?")
                .param(task)
                .update();
        jdbc.sql("update task.work_order set due_at = now() - interval '400 days'")
                .update();
        other(TEXT);
        var submit = post(url + "/submit")
                .param("category", "CONFIRMED")
                .param("text", TEXT)
                .with(user("li.officer"))
                .with(csrf());
        web.perform(submit)
                .andExpect(status().isConflict())
                .andExpect(content().string(Matchers.containsString("EC-18 EC-19")));
        assertThat(state(task)).startsWith("PROCESSING");
        web.perform(submit.param("controlReason", "同一交易链条，事实相同；因等待外省核实超期。")).andExpect(status().is3xxRedirection());
        assertThat(state(task)).startsWith("SUBMITTED");
        assertThat(outcomes("EC-18")).containsExactly("WARNED", "OVERRIDDEN");
        assertThat(outcomes("EC-19")).containsExactly("WARNED", "OVERRIDDEN");
        assertThat(jdbc.sql("select reason from control.firing where point = 'EC-19' and outcome = 'OVERRIDDEN'")
                        .query(String.class)
                        .single())
                .contains("等待外省核实");
        assertThat(jdbc.sql(
                                "select count(*) from control.notice n join control.firing f on n.ref = 'firing:' || f.id where f.point = 'EC-19'")
                        .query(Integer.class)
                        .single())
                .as("the supervisor gets a copy of each")
                .isEqualTo(2);
    }

    /** A former feedback of the same officer with the same text. */
    private void other(String text) {
        jdbc.sql("""
                        insert into task.feedback (task_id, subject_id, category, text, facts, officer_id, created_at)
                        values (999999, ?, 'CONFIRMED', ?, '{}', ?, now())""").params(firm, text, li).update();
    }

    @Test
    void otherSystemsGetTheCodeAndMayComeAgainWithAReason() throws Exception {
        String body = "{\"kind\":\"QUOTA_INCREASE\",\"taxId\":\"91330106MA0000001A\",\"amount\":200000}";
        web.perform(post("/api/v1/control/acts")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body)
                        .with(user("li.officer"))
                        .with(csrf()))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("EC-05"))
                .andExpect(jsonPath("$.asksReason").value(false));
        assertThat(jdbc.sql("select count(*) from control.act")
                        .query(Integer.class)
                        .single())
                .isZero();
        web.perform(post("/api/v1/control/acts")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body.replace("0001A", "0002B"))
                        .with(user("li.officer"))
                        .with(csrf()))
                .andExpect(status().isUnprocessableContent());
    }

    @Test
    void aTrailThatCannotBeWrittenStopsTheAction() {
        String before = state(task);
        jdbc.sql("select 1").query(Integer.class).single();
        withoutTrail(() -> {
            assertThatCode(() -> run("li.officer", () -> tasks.accept(task))).isInstanceOf(RuntimeException.class);
            assertThatCode(() -> perform("QUOTA_INCREASE", "1", null)).isInstanceOf(RuntimeException.class);
        });
        assertThat(state(task)).isEqualTo(before);
        assertThat(jdbc.sql("select count(*) from control.firing")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private void withoutTrail(Runnable work) {
        ownerSays("revoke insert on trail.action from yihu_app");
        try {
            work.run();
        } finally {
            ownerSays("grant insert on trail.action to yihu_app");
        }
    }

    private void ownerSays(String sql) {
        try (var connection = TestDatabase.owner(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nearlyEveryStepOfRiskAndInvoicesIsUnderAutomaticControl() {
        coverage.flows().stream()
                .filter(flow -> Set.of("risk", "invoice").contains(flow.code()))
                .forEach(flow -> assertThat(flow.share())
                        .as(flow.code() + " gaps " + flow.gaps())
                        .isGreaterThanOrEqualTo(0.9));
        assertThat(book.all()).hasSize(22);
        assertThat(coverage.idle()).as("every control stands in a step").isEmpty();
    }
}
