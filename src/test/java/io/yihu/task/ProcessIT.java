package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.grid.PartitionService;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.support.YihuIT;
import io.yihu.task.outcome.OutcomeService;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.flowable.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The nine processes: who does which step, turns beside the way, the clock, and changed versions. */
@YihuIT
class ProcessIT {
    private static final Feedback CONFIRMED =
            new Feedback("CONFIRMED", null, "查实虚开发票，已作出处理处罚决定。", Map.of("TAX_PAID", new BigDecimal("5000")));
    private static int round;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MatterService matters;

    @Autowired
    DispatchService dispatch;

    @Autowired
    TaskService service;

    @Autowired
    CaseTurnService turns;

    @Autowired
    EvidenceService evidence;

    @Autowired
    OutcomeService outcomes;

    @Autowired
    Escalation escalation;

    @Autowired
    EscalationService escalations;

    @Autowired
    ProcessQueries processes;

    @Autowired
    ProcessChangeService changes;

    @Autowired
    TaskQueries queries;

    @Autowired
    MoveQueries moves;

    @Autowired
    PartitionService partition;

    @Autowired
    RepositoryService repository;

    TaskWorld world;
    long city;
    long county;
    long branch;
    long li;
    long wang;
    long firm;

    @BeforeEach
    void authority() {
        world = new TaskWorld(jdbc);
        round++;
        city = world.office("PC" + round, "CITY", world.office("PP" + round, "PROVINCE", null));
        county = world.office("PX" + round, "COUNTY", city);
        branch = world.office("PB" + round, "BRANCH", county);
        li = world.officer("李" + round, branch);
        wang = world.officer("王" + round, county);
        firm = world.subject("企业" + round, branch);
        partition.refresh();
    }

    private long raise(String type, String level) {
        String ref = "p" + round + type;
        matters.raise(List.of(new RaiseMatter(firm, type, "RISK", ref, level, "疑似虚开", "三月开票突增")));
        dispatch.dispatch();
        return world.taskOf(ref);
    }

    private long holder(String name, String post) {
        long officer = world.officer(name + round, city);
        post(officer, post);
        return officer;
    }

    private void post(long officer, String post) {
        jdbc.sql(
                        "insert into organization.officer_post (officer_id, post_code, valid_from) values (?, ?, '2000-01-01')")
                .params(officer, post)
                .update();
    }

    private TaskRow row(long task) {
        return world.as(
                wang, city, Set.of(Roles.SUPERVISOR), () -> queries.task(task).orElseThrow());
    }

    private static StepResult to(String outcome) {
        return new StepResult(outcome, "已按规定办理本环节", null, null);
    }

    private static void refused(Runnable turn, String key) {
        assertThatThrownBy(turn::run).isInstanceOf(Refusal.class).hasMessage(key);
    }

    @Test
    void allNineProcessesAreDeployedDrawnAndConclude() {
        List<String> keys = jdbc.sql(
                        "select distinct process_key from task.matter_type where process_key is not null order by 1")
                .query(String.class)
                .list();
        assertThat(keys)
                .containsExactly(
                        "assessment",
                        "audit",
                        "data-quality",
                        "fast-response",
                        "hall-coaching",
                        "region-check",
                        "risk-remind",
                        "service",
                        "supervision");
        for (String key : keys) {
            byte[] file = shipped(key).getBytes(StandardCharsets.UTF_8);
            boolean approval = jdbc.sql("select bool_or(needs_approval) from task.matter_type where process_key = ?")
                    .param(key)
                    .query(Boolean.class)
                    .single();
            var checked = ProcessCheck.check(
                    file,
                    Set.copyOf(keys),
                    Set.of("AUDIT_SELECT", "AUDIT_INSPECT", "AUDIT_TRIAL", "AUDIT_EXECUTE"),
                    Map.of(key, approval));
            ProcessDrawing drawing = ProcessDrawing.of(checked.model(), Map.of());
            assertThat(drawing.shapes()).hasSizeGreaterThanOrEqualTo(5);
            assertThat(drawing.lines())
                    .hasSizeGreaterThanOrEqualTo(drawing.shapes().size() - 1);
            assertThat(world.as(wang, county, Set.of(), () -> changes.drawing(key)))
                    .isPresent();
        }
    }

    @Test
    void anAuditPassesThroughFourDifferentPeople() {
        post(li, "AUDIT_SELECTION");
        long other = world.officer("同" + round, county);
        long task = raise("AUDIT", "HIGH");
        world.officer(li, branch, () -> {
            service.accept(task);
            refused(() -> service.completeStep(task, "selection", to("INSPECTION")), "task.refused.noNext");
        });
        assertThat(row(task).step()).as("nothing half-done").isEqualTo("selection");
        long zhao = holder("赵", "AUDIT_INSPECTION");
        post(zhao, "AUDIT_TRIAL");
        long qian = holder("钱", "AUDIT_TRIAL");
        long sun = holder("孙", "AUDIT_EXECUTION");
        post(li, "AUDIT_EXECUTION");
        world.officer(li, branch, () -> service.completeStep(task, "selection", to("INSPECTION")));
        assertThat(row(task).officerId()).isEqualTo(zhao);
        assertThat(row(task).state()).isEqualTo("DISPATCHED");
        world.officer(li, branch, () -> refused(() -> service.accept(task), "task.refused.taken"));
        world.officer(zhao, city, () -> {
            service.accept(task);
            refused(() -> service.completeStep(task, "inspection", to("TRIAL")), "task.refused.companion");
            refused(
                    () -> service.completeStep(
                            task, "inspection", new StepResult("TRIAL", "两人实施检查并取证", other, null, zhao)),
                    "task.refused.nextOfficer");
            service.completeStep(task, "inspection", new StepResult("TRIAL", "两人实施检查并取证", other, null, qian));
        });
        world.officer(qian, city, () -> {
            service.accept(task);
            service.completeStep(task, "trial", to("SUPPLEMENT"));
        });
        assertThat(row(task).officerId())
                .as("more inspection goes back to who inspected")
                .isEqualTo(zhao);
        world.officer(zhao, city, () -> {
            service.accept(task);
            refused(() -> service.giveBack(task, "手头案件太多"), "task.refused.relayed");
            service.completeStep(task, "inspection", new StepResult("TRIAL", "已补充检查两家上游", other, null));
        });
        world.officer(qian, city, () -> {
            service.accept(task);
            refused(() -> service.submit(task, CONFIRMED), "task.refused.stepsLeft");
            service.completeStep(task, "trial", to("EXECUTION"));
        });
        assertThat(row(task).officerId()).as("li selected and may not execute").isEqualTo(sun);
        assertThat(moves.held(new MoveService.Wish(null, sun, null, null, false), "/%", false))
                .as("a step of a case is not moved in bulk")
                .isEmpty();
        world.supervisor(
                wang, county, () -> refused(() -> service.transfer(task, li, "换人执行本案"), "task.refused.nextOfficer"));
        List<String> marks = processes.drawing(row(task), processes.steps(row(task))).orElseThrow().shapes().stream()
                .filter(shape -> shape.kind().equals("TASK"))
                .map(shape -> shape.id() + " " + shape.mark())
                .toList();
        assertThat(marks)
                .containsExactlyInAnyOrder(
                        "selection DONE", "inspection DONE", "trial DONE", "execution CURRENT", "approval AHEAD");
        world.officer(sun, city, () -> {
            service.accept(task);
            evidence.add(task, "决定书.pdf", "%PDF-1.4".getBytes(StandardCharsets.US_ASCII));
            refused(() -> service.submit(task, CONFIRMED), "task.refused.outcome.missing");
            outcomes.record(task, new OutcomeService.Pattern("三个月内突击开票后走逃", "无货虚开增值税专票", "注册后一月内领满额度", null));
            service.submit(task, CONFIRMED);
        });
        world.supervisor(wang, county, () -> service.approve(task, "同意"));
        assertThat(row(task).state()).isEqualTo("CLOSED");
        assertThat(jdbc.sql("""
                        select count(distinct officer_id) from task.task_step where task_id = ? and step <> 'approval'""").param(task).query(Integer.class).single()).isEqualTo(4);
    }

    @Test
    void aConclusionIsWithdrawnBeforeTheVerdictOnly() {
        long task = raise("RISK_REMIND", "LOW");
        world.officer(li, branch, () -> {
            service.accept(task);
            refused(() -> service.submit(task, CONFIRMED), "task.refused.stepsLeft");
            service.completeStep(task, "remind", to("PHONE"));
            service.completeStep(task, "phone", to("DECISION"));
            service.submit(task, CONFIRMED);
            turns.withdraw(task, "金额填写有误");
            refused(() -> turns.withdraw(task, "再撤回一次"), "task.refused.withdraw");
            service.submit(task, CONFIRMED);
        });
        world.officer(wang, county, () -> refused(() -> turns.withdraw(task, "不是我的"), "platform.error.notFound"));
        world.supervisor(wang, county, () -> service.approve(task, null));
        world.officer(li, branch, () -> refused(() -> turns.withdraw(task, "已经审核了"), "task.refused.withdraw"));
        assertThat(jdbc.sql("select verdict from task.v_feedback where task_id = ? order by id")
                        .param(task)
                        .query(String.class)
                        .list())
                .containsExactly("WITHDRAWN", "APPROVED");
        assertThat(row(task).returnedCount()).isZero();
    }

    @Test
    void aJointTeamSeesTheCaseAndAddsEvidenceButDoesNotConclude() {
        long task = raise("ASSESSMENT", "MEDIUM");
        long elsewhere = world.office("PE" + round, "COUNTY", null);
        long zhou = world.officer("周" + round, elsewhere);
        byte[] paper = "%PDF-1.5".getBytes(StandardCharsets.US_ASCII);
        world.officer(li, branch, () -> service.accept(task));
        world.officer(zhou, elsewhere, () -> {
            assertThat(queries.task(task)).isEmpty();
            refused(() -> evidence.add(task, "a.pdf", paper), "platform.error.notFound");
        });
        world.supervisor(wang, county, () -> {
            refused(() -> turns.join(task, zhou, "ANY", "跨区域联合核查"), "task.refused.teamKind");
            refused(() -> turns.join(task, li, "COMPLEX", "跨区域联合核查"), "task.refused.teamLead");
            turns.join(task, zhou, "CROSS_REGION", "跨区域联合核查");
            turns.join(task, zhou, "CROSS_REGION", "跨区域联合核查");
        });
        world.officer(zhou, elsewhere, () -> {
            assertThat(queries.task(task)).isPresent();
            evidence.add(task, "a.pdf", paper);
            refused(() -> service.completeStep(task, "desk", to("DECISION")), "platform.error.notFound");
        });
        assertThat(processes.team(task)).hasSize(1);
        world.supervisor(wang, county, () -> turns.leave(task, zhou, "联合核查已经结束"));
        world.officer(zhou, elsewhere, () -> assertThat(queries.task(task)).isEmpty());
    }

    @Test
    void waitingForTheTaxpayerStopsTheClockUpToTheLimitAndEveryPauseIsListed() {
        long task = raise("ASSESSMENT", "MEDIUM");
        world.officer(li, branch, () -> {
            service.accept(task);
            service.completeStep(task, "desk", to("INTERVIEW"));
        });
        LocalDate due = due(task);
        int granted = 0;
        for (int days : List.of(9, 20)) {
            world.officer(li, branch, () -> service.pause(task, TaskState.WAIT_TAXPAYER, "等纳税人补充合同"));
            jdbc.sql(
                            "update task.pause set started_at = started_at - ? * interval '1 day' where task_id = ? and ended_at is null")
                    .params(days, task)
                    .update();
            world.officer(li, branch, () -> service.resume(task));
        }
        List<ProcessQueries.Pause> pauses = processes.pauses(task);
        assertThat(pauses).hasSize(2).allMatch(pause -> pause.endedAt() != null);
        assertThat(pauses.get(0).granted()).isEqualTo(pauses.get(0).days());
        assertThat(pauses.get(0).granted() + pauses.get(1).granted())
                .as("the limit of the kind")
                .isEqualTo(10);
        assertThat(pauses.get(1).days()).isGreaterThan(pauses.get(1).granted());
        assertThat(due(task))
                .isEqualTo(workingDays(
                        workingDays(due, pauses.get(0).granted()), pauses.get(1).granted()));
    }

    @Test
    void lateWorkIsToldToTheOfficeAndThenToTheOneAbove() {
        long task = raise("ASSESSMENT", "MEDIUM");
        long calm = raise("MID_ALERT_ANALYSIS", "LOW");
        jdbc.sql("update task.task set due_at = now() - interval '1 minute' where id = ?")
                .param(task)
                .update();
        escalation.raise();
        escalation.raise();
        assertThat(tiers(task)).containsExactly("1 " + branch);
        jdbc.sql("update task.task set due_at = now() - interval '30 days' where id = ?")
                .param(task)
                .update();
        escalation.raise();
        assertThat(tiers(task)).containsExactly("1 " + branch, "1 " + branch, "2 " + county);
        assertThat(tiers(calm)).isEmpty();
        long stranger = world.officer("外" + round, world.office("PO" + round, "COUNTY", null));
        world.supervisor(wang, county, () -> {
            EscalationService.Row first = escalations.open(10).get(0);
            assertThat(first.tier()).isEqualTo(2);
            refused(() -> escalations.answer(first.id(), "短"), "task.refused.note");
            escalations.answer(first.id(), "已约谈承办人，三日内办结");
            refused(() -> escalations.answer(first.id(), "再答复一次"), "platform.error.notFound");
            assertThat(escalations.open(10)).hasSize(2);
        });
        assertThat(world.as(
                        stranger,
                        world.office("PQ" + round, "COUNTY", null),
                        Set.of(Roles.SUPERVISOR),
                        () -> escalations.open(10)))
                .isEmpty();
    }

    @Test
    void aChangedProcessIsReviewedByAnotherAndLeavesRunningWorkAlone() {
        long running = raise("DATA_QUALITY", "LOW");
        world.officer(li, branch, () -> service.accept(running));
        long top = world.office("PT" + round, "HQ", null);
        long an = world.officer("安" + round, top);
        long bai = world.officer("白" + round, top);
        Set<String> admin = Set.of(Roles.GRID_ADMIN);
        String file = shipped("data-quality");
        byte[] changed = file.replace("name=\"更正\"", "name=\"更正并复核\"").getBytes(StandardCharsets.UTF_8);
        Map<String, String> bad = Map.ofEntries(
                Map.entry("task.refused.bpmn.xml", file.substring(0, 400)),
                Map.entry("task.refused.bpmn.key", file.replace("\"data-quality\"", "\"unknown\"")),
                Map.entry(
                        "task.refused.bpmn.condition",
                        file.replace("${outcome == 'CORRECT'}", "${''.getClass().forName('java.lang.Runtime')}")),
                Map.entry(
                        "task.refused.bpmn.element",
                        file.replaceAll(
                                "<userTask id=\"verify\"([^>]*)/>",
                                "<scriptTask id=\"verify\"$1 scriptFormat=\"js\"><script>1</script></scriptTask>")),
                Map.entry(
                        "task.refused.bpmn.code",
                        file.replace("<userTask id=\"verify\"", "<userTask flowable:assignee=\"${x}\" id=\"verify\"")),
                Map.entry(
                        "task.refused.bpmn.duty",
                        file.replace(
                                "<userTask id=\"verify\"",
                                "<userTask flowable:candidateGroups=\"NONE\" id=\"verify\"")),
                Map.entry(
                        "task.refused.bpmn.drawing", file.replaceAll("<bpmndi:BPMNShape id=\"shape-verify\".*\\n", "")),
                Map.entry("task.refused.bpmn.default", file.replace(" default=\"verifyToDecision\"", "")),
                Map.entry("task.refused.bpmn.approval", file.replace("\"decision\"", "\"result\"")));
        long proposed = world.as(an, top, admin, () -> {
            bad.forEach((key, text) -> assertThatThrownBy(
                            () -> changes.propose("x.bpmn", text.getBytes(StandardCharsets.UTF_8), "优化环节名称"))
                    .as(key)
                    .hasMessage(key));
            long id = changes.propose("data-quality.bpmn20.xml", changed, "优化环节名称");
            refused(() -> changes.propose("x.bpmn", changed, "优化环节名称"), "task.refused.bpmn.open");
            refused(() -> changes.activate(id, null), "task.refused.bpmn.own");
            return id;
        });
        world.as(wang, county, admin, () -> {
            refused(() -> changes.activate(proposed, null), "task.refused.bpmn.top");
            return null;
        });
        try {
            world.as(bai, top, admin, () -> {
                changes.activate(proposed, "同意启用");
                refused(() -> changes.activate(proposed, null), "task.refused.bpmn.decided");
                return null;
            });
            long fresh = raiseAnother();
            assertThat(processes.names(row(fresh)).get("correct")).isEqualTo("更正并复核");
            assertThat(processes.names(row(running)).get("correct")).isEqualTo("更正");
            world.officer(li, branch, () -> {
                service.completeStep(running, "verify", to("CORRECT"));
                service.completeStep(running, "correct", to("DECISION"));
                service.submit(running, CONFIRMED);
            });
            assertThat(row(running).state()).isEqualTo("SUBMITTED");
        } finally {
            repository
                    .createDeploymentQuery()
                    .deploymentName("change-" + proposed)
                    .list()
                    .forEach(each -> repository.deleteDeployment(each.getId(), true));
        }
    }

    private long raiseAnother() {
        long other = world.subject("另户" + round, branch);
        partition.refresh();
        matters.raise(List.of(new RaiseMatter(other, "DATA_QUALITY", "RISK", "n" + round, "LOW", "登记核实", null)));
        dispatch.dispatch();
        long task = world.taskOf("n" + round);
        world.officer(li, branch, () -> service.accept(task));
        return task;
    }

    private List<String> tiers(long task) {
        return jdbc.sql("select tier || ' ' || office_id from task.v_escalation where task_id = ? order by id")
                .param(task)
                .query(String.class)
                .list();
    }

    private LocalDate due(long task) {
        return jdbc.sql("select (due_at at time zone 'Asia/Shanghai')::date from task.v_task where id = ?")
                .param(task)
                .query(LocalDate.class)
                .single();
    }

    /** Counted day by day, not by the function under test. */
    private LocalDate workingDays(LocalDate from, int days) {
        return days == 0
                ? from
                : jdbc.sql("select day from platform.v_working_day where working and day > ? order by day limit ?")
                        .params(from, days)
                        .query(LocalDate.class)
                        .list()
                        .get(days - 1);
    }

    private static String shipped(String key) {
        try {
            return new ClassPathResource("processes/" + key + ".bpmn20.xml")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.joining("\n", "", "\n"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
