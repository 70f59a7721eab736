package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.grid.PartitionService;
import io.yihu.support.YihuIT;
import io.yihu.task.outcome.OutcomeQueries;
import io.yihu.task.outcome.OutcomeService;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** GS-12: a proven audit case gives a label, a proposal for the models, a trade to look at, four receipts and an adopted suggestion. */
@YihuIT
class AuditOutcomeIT {
    private static final Feedback PROVEN = new Feedback("CONFIRMED", null, "查实虚开增值税专用发票，已处理处罚。", null);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MatterService matters;

    @Autowired
    DispatchService dispatch;

    @Autowired
    TaskService service;

    @Autowired
    EvidenceService evidence;

    @Autowired
    OutcomeService outcomes;

    @Autowired
    OutcomeQueries queries;

    @Autowired
    PartitionService partition;

    TaskWorld world;
    long province;
    long branch;

    private long holder(String name, String post) {
        long officer = world.officer(name, province);
        jdbc.sql(
                        "insert into organization.officer_post (officer_id, post_code, valid_from) values (?, ?, '2000-01-01')")
                .params(officer, post)
                .update();
        return officer;
    }

    private static StepResult to(String outcome, Long companion) {
        return new StepResult(outcome, "已按规定办理本环节", companion, null);
    }

    @Test
    void aProvenCaseTeachesFourDepartments() {
        world = new TaskWorld(jdbc);
        province = world.office("QP", "PROVINCE", world.office("QH", "HQ", null));
        branch = world.office("QB", "BRANCH", province);
        long li = world.officer("李", branch);
        long mate = world.officer("同", province);
        long inspector = holder("赵", "AUDIT_INSPECTION");
        long judge = holder("钱", "AUDIT_TRIAL");
        long executor = holder("孙", "AUDIT_EXECUTION");
        Map<String, Long> departments = Map.of(
                "TAX_POLICY", holder("策", "TAX_POLICY"),
                "COLLECTION", holder("征", "COLLECTION"),
                "RISK_CONTROL", holder("险", "RISK_ANALYSIS"),
                "ASSESSMENT", holder("评", "ASSESSMENT"));
        long firm = world.subject("企业", branch);
        jdbc.sql("update taxpayer.subject set industry_code = 'F51', division_code = '410100' where id = ?")
                .param(firm)
                .update();
        partition.refresh();
        matters.raise(List.of(new RaiseMatter(firm, "AUDIT", "TEST", "case", "HIGH", "虚开案件", null)));
        dispatch.dispatch();
        long task = world.taskOf("case");
        world.officer(li, branch, () -> {
            service.accept(task);
            service.completeStep(task, "selection", to("INSPECTION", null));
        });
        world.officer(inspector, province, () -> {
            service.accept(task);
            service.completeStep(task, "inspection", to("TRIAL", mate));
        });
        world.officer(judge, province, () -> {
            service.accept(task);
            service.completeStep(task, "trial", to("EXECUTION", null));
        });
        LocalDate soon = LocalDate.now(ZoneOffset.UTC).plusDays(30);
        world.officer(executor, province, () -> {
            service.accept(task);
            refused(() -> service.submit(task, PROVEN), "task.refused.outcome.missing");
            refused(() -> outcomes.suggest(task, "COLLECTION", "加强新办企业领票管理", soon), "task.refused.outcome.missing");
            refused(
                    () -> outcomes.record(task, new OutcomeService.Pattern("短", "无货虚开增值税专票", "领满额度后走逃", null)),
                    "task.refused.outcome.text");
            outcomes.record(task, new OutcomeService.Pattern("新办三个月突击开票", "无货虚开增值税专票", "领满额度后走逃失联", "新办企业首月领票占比"));
            refused(
                    () -> outcomes.suggest(task, "COLLECTION", "加强新办企业领票管理", soon.minusDays(60)),
                    "task.refused.duePast");
            outcomes.suggest(task, "COLLECTION", "加强新办企业领票管理", soon);
            evidence.add(task, "决定书.pdf", "%PDF-1.4".getBytes(StandardCharsets.US_ASCII));
            service.submit(task, PROVEN);
            refused(
                    () -> outcomes.record(task, new OutcomeService.Pattern("新办三个月突击开票", "改写已提交的登记", "领满额度后走逃失联", null)),
                    "platform.error.notFound");
        });
        assertThat(count("select count(*) from task.v_outcome_receipt"))
                .as("nothing goes out before the verdict")
                .isZero();
        world.supervisor(mate, province, () -> service.approve(task, "同意"));
        assertThat(count("select count(*) from task.v_outcome_receipt where received_at is null"))
                .isEqualTo(4);
        assertThat(jdbc.sql("select value from risk.v_label where subject_id = ?")
                        .param(firm)
                        .query(Integer.class)
                        .list())
                .as("label +1")
                .containsExactly(1);
        assertThat(jdbc.sql("select industry_code || ' ' || province || ' ' || outcomes from task.v_focus")
                        .query(String.class)
                        .list())
                .containsExactly("F51 41 1");
        long outcome = jdbc.sql("select id from task.v_audit_outcome where proposal = '新办企业首月领票占比'")
                .query(Long.class)
                .single();
        long suggestion = jdbc.sql("select id from task.v_suggestion where state = 'OPEN'")
                .query(Long.class)
                .single();
        departments.forEach((department, officer) -> world.officer(officer, province, () -> {
            String other = department.equals("COLLECTION") ? "TAX_POLICY" : "COLLECTION";
            refused(() -> outcomes.receive(outcome, other, null), "task.refused.department.other");
            outcomes.receive(outcome, department, "已组织学习");
            outcomes.receive(outcome, department, "已组织学习");
        }));
        assertThat(count("select count(*) from task.v_outcome_receipt where received_at is not null"))
                .isEqualTo(4);
        world.officer(
                departments.get("TAX_POLICY"),
                province,
                () -> refused(() -> outcomes.decide(suggestion, true, "已纳入本年计划"), "task.refused.department.other"));
        world.officer(departments.get("COLLECTION"), province, () -> {
            outcomes.decide(suggestion, true, "已纳入本年计划");
            refused(() -> outcomes.decide(suggestion, false, "又不想采纳了"), "task.refused.suggestion.decided");
            assertThat(queries.delivered(5))
                    .singleElement()
                    .satisfies(row -> assertThat(row.taken()).isEqualTo(4));
            assertThat(queries.focus())
                    .singleElement()
                    .satisfies(focus -> assertThat(focus.outcomes()).isEqualTo(1));
        });
        assertThat(count("select count(*) from task.v_suggestion where state = 'ADOPTED'"))
                .isEqualTo(1);
        long stranger = world.officer("外", world.office("QX", "PROVINCE", null));
        world.officer(stranger, world.office("QY", "PROVINCE", null), () -> {
            refused(() -> outcomes.receive(outcome, "COLLECTION", null), "platform.error.notFound");
            assertThat(queries.delivered(5)).isEmpty();
        });
    }

    private int count(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }

    private static void refused(Runnable turn, String key) {
        assertThatThrownBy(turn::run).hasMessage(key);
    }
}
