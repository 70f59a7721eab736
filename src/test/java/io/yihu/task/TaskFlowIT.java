package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.grid.PartitionService;
import io.yihu.platform.Refusal;
import io.yihu.support.YihuIT;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.flowable.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.support.TransactionTemplate;

/** A matter from being raised to being closed, on the engine, with every wrong turn refused. */
@YihuIT
@RecordApplicationEvents
class TaskFlowIT {
    private static final Feedback CONFIRMED =
            new Feedback("CONFIRMED", null, "经核查，企业三月开票无真实货物支持。", Map.of("TAX_PAID", new BigDecimal("120000.50")));

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MatterService matters;

    @Autowired
    DispatchService dispatch;

    @Autowired
    TaskService service;

    @Autowired
    DeadlineService deadlines;

    @Autowired
    EvidenceService evidence;

    @Autowired
    TaskQueries queries;

    @Autowired
    PartitionService partition;

    @Autowired
    RuntimeService engine;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    ApplicationEvents events;

    static int round;
    TaskWorld world;
    long county;
    long branch;
    long li;
    long wang;
    long firm;

    @BeforeEach
    void authority() {
        world = new TaskWorld(jdbc);
        round++;
        county = world.office("C" + round, "COUNTY", null);
        branch = world.office("B" + round, "BRANCH", county);
        li = world.officer("李" + round, branch);
        wang = world.officer("王" + round, county);
        firm = world.subject("企业" + round, branch);
        partition.refresh();
    }

    private long raise(String type, String level) {
        String ref = "f" + round + type;
        matters.raise(List.of(new RaiseMatter(firm, type, "RISK", ref, level, "疑似虚开", "三月开票突增")));
        dispatch.dispatch();
        return world.taskOf(ref);
    }

    private String state(long task) {
        return jdbc.sql("select state from task.v_task where id = ?")
                .param(task)
                .query(String.class)
                .single();
    }

    @Test
    void aHighMatterGoesThroughAllStepsToClosed() {
        long task = raise("POST_RESPONSE", "HIGH");
        assertThat(state(task)).isEqualTo("DISPATCHED");
        world.officer(li, branch, () -> {
            service.accept(task);
            assertThatThrownBy(() -> service.submit(task, CONFIRMED)).hasMessage("task.refused.stepsLeft");
            service.completeStep(task, "freeze", new StepResult("INVOICE_CONTROL", "已核对发票流向", null, null));
            service.completeStep(task, "invoiceControl", new StepResult("ONSITE", "已调减发票限额", null, null));
            assertThatThrownBy(() ->
                            service.completeStep(task, "onsite", new StepResult("DECISION", "到注册地址核查", null, null)))
                    .hasMessage("task.refused.companion");
            service.completeStep(task, "onsite", new StepResult("DECISION", "到注册地址核查", wang, null));
            evidence.add(task, "核查记录.pdf", "%PDF-1.4".getBytes());
            service.submit(task, CONFIRMED);
            service.submit(task, CONFIRMED);
        });
        assertThat(jdbc.sql("select count(*) from task.v_feedback where task_id = ?")
                        .param(task)
                        .query(Integer.class)
                        .single())
                .as("double submit has one effect")
                .isEqualTo(1);
        assertThat(state(task)).isEqualTo("SUBMITTED");
        world.supervisor(wang, county, () -> service.approve(task, "同意"));
        assertThat(state(task)).isEqualTo("CLOSED");
        assertThat(jdbc.sql(
                                "select from_state || '>' || to_state from task.v_task_event where task_id = ? order by id offset 1")
                        .param(task)
                        .query(String.class)
                        .list())
                .containsExactly(
                        "NEW>DISPATCHED",
                        "DISPATCHED>ACCEPTED",
                        "ACCEPTED>PROCESSING",
                        "PROCESSING>PROCESSING",
                        "PROCESSING>PROCESSING",
                        "PROCESSING>SUBMITTED",
                        "SUBMITTED>APPROVED",
                        "APPROVED>CLOSED");
        MatterClosed closed = events.stream(MatterClosed.class).findFirst().orElseThrow();
        assertThat(closed.conclusion()).isEqualTo("CONFIRMED");
        assertThat(closed.officerId()).isEqualTo(li);
        assertThat(closed.approverId()).isEqualTo(wang);
        assertThat(closed.facts().get("TAX_PAID")).isEqualByComparingTo("120000.50");
        assertThat(jdbc.sql("select state from task.work_order where subject_id = ?")
                        .param(firm)
                        .query(String.class)
                        .single())
                .isEqualTo("CLOSED");
        assertThat(engine.createProcessInstanceQuery()
                        .processInstanceBusinessKey(Long.toString(task))
                        .count())
                .isZero();
    }

    @Test
    void returnedWorkComesBackToTheDecisionAndCanBeSubmittedAgain() {
        long task = raise("ASSESSMENT", "MEDIUM");
        world.officer(li, branch, () -> {
            service.accept(task);
            service.completeStep(task, "desk", new StepResult("DECISION", "案头资料已足以说明", null, null));
            service.submit(task, new Feedback("EXCLUDED", "INDUSTRY_TRAIT", "行业季节性明显，往年同期相同。", null));
        });
        world.supervisor(wang, county, () -> service.sendBack(task, "请补充往年同期数据"));
        assertThat(state(task)).isEqualTo("RETURNED");
        world.officer(li, branch, () -> service.submit(task, CONFIRMED));
        world.supervisor(wang, county, () -> service.approve(task, null));
        TaskRow row = world.as(
                li, branch, java.util.Set.of(), () -> queries.task(task).orElseThrow());
        assertThat(row.state()).isEqualTo("CLOSED");
        assertThat(row.conclusion()).isEqualTo("CONFIRMED");
        assertThat(row.returnedCount()).isEqualTo(1);
    }

    @Test
    void aSuspendedTaskKeepsItsDaysAndASupervisorMayGrantMore() {
        long task = raise("ASSESSMENT", "MEDIUM");
        world.officer(li, branch, () -> service.accept(task));
        String due = "select (due_at at time zone 'Asia/Shanghai')::text from task.v_task where id = " + task;
        java.time.LocalDate before = day(due);
        world.supervisor(wang, county, () -> deadlines.extend(task, 3, "纳税人申请延期提供合同"));
        assertThat(day(due)).isEqualTo(later(before, 3));
        assertThatThrownBy(() -> world.officer(li, branch, () -> deadlines.extend(task, 3, "我想多要几天")))
                .isInstanceOf(org.springframework.security.access.AccessDeniedException.class);
        assertThatThrownBy(() -> world.supervisor(wang, county, () -> deadlines.extend(task, 31, "纳税人申请延期")))
                .hasMessage("task.refused.days");
        world.supervisor(wang, county, () -> deadlines.suspend(task, "等上级机关的口径"));
        assertThat(state(task)).isEqualTo("SUSPENDED");
        assertThatThrownBy(() -> world.officer(li, branch, () -> service.resume(task)))
                .hasMessage("task.refused.suspended");
        jdbc.sql("update task.task set suspended_at = suspended_at - interval '14 days' where id = ?")
                .param(task)
                .update();
        int stood = jdbc.sql("""
                        select count(*)::int from platform.v_working_day d join task.task t on t.id = ? and d.working
                          and d.day > (t.suspended_at at time zone 'Asia/Shanghai')::date and d.day <= (now() at time zone 'Asia/Shanghai')::date""").param(task).query(Integer.class).single();
        world.supervisor(wang, county, () -> deadlines.release(task, "口径已经明确"));
        assertThat(state(task)).isEqualTo("PROCESSING");
        assertThat(stood).isBetween(5, 10);
        assertThat(day(due)).isEqualTo(later(later(before, 3), stood));
        assertThatThrownBy(() -> world.supervisor(wang, county, () -> deadlines.release(task, "再恢复一次")))
                .hasMessage("task.refused.notSuspended");
    }

    private java.time.LocalDate day(String sql) {
        return java.time.LocalDate.parse(
                jdbc.sql(sql).query(String.class).single().substring(0, 10));
    }

    /** Counted day by day, not by the function under test. */
    private java.time.LocalDate later(java.time.LocalDate from, int days) {
        List<java.time.LocalDate> working = jdbc.sql(
                        "select day from platform.v_working_day where working and day > ? order by day limit ?")
                .params(from, days)
                .query(java.time.LocalDate.class)
                .list();
        return working.get(days - 1);
    }

    @Test
    void anAlertHasOneStepAndNoProcess() {
        long task = raise("MID_ALERT_ANALYSIS", "LOW");
        world.officer(li, branch, () -> {
            service.accept(task);
            service.accept(task);
            service.submit(task, CONFIRMED);
        });
        assertThat(engine.createProcessInstanceQuery()
                        .processInstanceBusinessKey(Long.toString(task))
                        .count())
                .isZero();
        world.supervisor(wang, county, () -> service.approve(task, null));
        assertThat(state(task)).isEqualTo("CLOSED");
    }

    @Test
    void serviceIsClosedWithoutApproval() {
        long task = raise("SERVICE", "NONE");
        world.officer(li, branch, () -> {
            service.accept(task);
            service.submit(task, new Feedback("OTHER_FOUND", null, "已电话辅导开票规范，纳税人确认。", null));
        });
        assertThat(state(task)).isEqualTo("CLOSED");
    }

    @Test
    void wrongTurnsAreRefusedAndChangeNothing() {
        long task = raise("MID_ALERT_ANALYSIS", "LOW");
        world.officer(wang, county, () -> {
            assertThatThrownBy(() -> service.accept(task)).hasMessage("task.refused.taken");
            assertThatThrownBy(() -> service.submit(task, CONFIRMED)).hasMessage("platform.error.notFound");
            assertThatThrownBy(() -> service.approve(task, "")).isInstanceOf(AccessDeniedException.class);
        });
        world.officer(li, branch, () -> {
            assertThatThrownBy(() -> service.submit(task, CONFIRMED)).hasMessage("task.refused.state");
            service.accept(task);
            assertThatThrownBy(() -> service.submit(task, new Feedback("EXCLUDED", null, "没有发现任何问题可言。", null)))
                    .hasMessage("task.refused.reason");
            assertThatThrownBy(() -> service.submit(
                            task,
                            new Feedback("CONFIRMED", null, "补缴税款见附件说明材料。", Map.of("TAX_PAID", new BigDecimal("-1")))))
                    .hasMessage("task.refused.amount");
            service.submit(task, CONFIRMED);
        });
        world.supervisor(
                li,
                branch,
                () -> assertThatThrownBy(() -> service.approve(task, "")).hasMessage("task.refused.ownWork"));
        long otherCounty = world.office("X" + round, "COUNTY", null);
        long stranger = world.officer("外" + round, otherCounty);
        world.supervisor(
                stranger,
                otherCounty,
                () -> assertThatThrownBy(() -> service.approve(task, "")).hasMessage("platform.error.notFound"));
        assertThat(state(task)).isEqualTo("SUBMITTED");
    }

    @Test
    void engineAndTablesRollBackTogether() {
        long task = raise("ASSESSMENT", "MEDIUM");
        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> {
                    world.officer(li, branch, () -> service.accept(task));
                    assertThat(engine.createProcessInstanceQuery()
                                    .processInstanceBusinessKey(Long.toString(task))
                                    .count())
                            .isEqualTo(1);
                    throw Refusal.notFound();
                }))
                .isInstanceOf(Refusal.class);
        assertThat(state(task)).isEqualTo("DISPATCHED");
        assertThat(engine.createProcessInstanceQuery()
                        .processInstanceBusinessKey(Long.toString(task))
                        .count())
                .isZero();
        assertThat(jdbc.sql(
                                "select count(*) from pg_tables where schemaname = 'flowable' and tablename like 'act_ru_%'")
                        .query(Integer.class)
                        .single())
                .isPositive();
    }

    @Test
    void theSameFindingRaisesOnlyOnce() {
        RaiseMatter matter = new RaiseMatter(firm, "RISK_REMIND", "RISK", "once" + round, "LOW", "提示", null);
        assertThat(matters.raise(List.of(matter, matter))).isEqualTo(1);
        assertThat(matters.raise(List.of(matter))).isZero();
        assertThatThrownBy(() -> matters.raise(
                        List.of(new RaiseMatter(-5, "RISK_REMIND", "RISK", "x" + round, "LOW", "提示", null))))
                .hasMessage("task.refused.subject");
    }

    @Test
    void mattersOfOneTaxpayerWithin72HoursBecomeOneWorkOrderWithTheEarliestDeadline() {
        matters.raise(List.of(
                new RaiseMatter(firm, "ASSESSMENT", "RISK", "a" + round, "MEDIUM", "评估", null),
                new RaiseMatter(firm, "ABNORMAL_VOUCHER", "INVOICE", "b" + round, "MEDIUM", "异常凭证", null),
                new RaiseMatter(firm, "SERVICE", "GUIDE", "c" + round, "NONE", "辅导", null),
                new RaiseMatter(firm, "AUDIT", "RISK", "d" + round, "HIGH", "稽查", null)));
        assertThat(jdbc.sql("select items from task.work_order where subject_id = ? order by items desc, id")
                        .param(firm)
                        .query(Integer.class)
                        .list())
                .containsExactly(2, 1, 1);
        assertThat(jdbc.sql("""
                        select w.due_at = (select min(due_at) from task.v_matter m where m.work_order_id = w.id)
                        from task.work_order w where subject_id = ? and items = 2""").param(firm).query(Boolean.class).single()).isTrue();
    }
}
