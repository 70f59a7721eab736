package io.yihu.demo;

import io.yihu.demo.world.DemoGenerator;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.task.EvidenceService;
import io.yihu.task.Feedback;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import io.yihu.task.StepResult;
import io.yihu.task.TaskService;
import io.yihu.task.outcome.OutcomeService;
import io.yihu.task.outcome.OutcomeService.Pattern;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** GS-12 in small: two audits by the city, each step by another person; one is closed and teaches, one stands at the trial. */
@Slf4j
@Component
@RequiredArgsConstructor
class DemoAudits {
    private final JdbcClient jdbc;
    private final MatterService matters;
    private final TaskService tasks;
    private final EvidenceService evidence;
    private final OutcomeService outcomes;
    private final DemoTruth truth;
    private final DemoHandling handling;
    private final DemoClock clock;

    private record Firm(long id, String taxId) {}

    void play() {
        selected();
        List<Firm> firms = firms();
        if (firms.size() < 2) {
            return;
        }
        long closed = raise("2026-04-07T09:00", firms.get(0), "群众举报线索立案");
        investigate(closed, 7);
        close(closed);
        long standing = raise("2026-04-21T09:00", firms.get(1), "专项检查抽中立案");
        investigate(standing, 21);
    }

    /** What assessments handed over before the last run is selected and lies with the inspectors; the newest waits for selection. */
    private void selected() {
        jdbc.sql("""
                        select id from task.v_task where matter_type = 'AUDIT' and source = 'TRANSFER' and state = 'DISPATCHED'
                          and created_at < timestamptz '2026-04-20' order by id limit 60""").query(Long.class).list().forEach(task -> {
            own(task, "2026-04-21T09:10", () -> tasks.accept(task));
            own(
                    task,
                    "2026-04-21T16:00",
                    () -> tasks.completeStep(task, "selection", step("INSPECTION", "评估移送材料齐全，列为必查，移交检查。", null)));
        });
    }

    private List<Firm> firms() {
        truth.conclusions();
        return jdbc
                .sql("""
                        select s.id, s.tax_id from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id and o.code <> all (:kept)
                        join organization.v_office c on c.code = :city and o.path like c.path || '%'
                        where s.status = '03' and s.tax_source_class = 'LARGE_MEDIUM'
                          and not exists (select from task.v_matter m where m.subject_id = s.id) order by s.tax_id limit 10""")
                .param("kept", DemoGenerator.SCENARIO_BRANCHES.toArray(String[]::new))
                .param("city", DemoGenerator.AUDIT_CITY)
                .query(Firm.class)
                .list()
                .stream()
                .filter(firm -> !truth.leftOpen(firm.taxId()))
                .limit(2)
                .toList();
    }

    private long raise(String when, Firm firm, String title) {
        clock.at(LocalDateTime.parse(when).atZone(YihuClock.CHINA).toInstant(), () -> {
            matters.raise(List.of(
                    new RaiseMatter(firm.id(), "AUDIT", "MANUAL", "audit " + firm.taxId(), "HIGH", title, null)));
            return null;
        });
        return jdbc.sql("select max(id) from task.v_task where subject_id = ? and matter_type = 'AUDIT'")
                .param(firm.id())
                .query(Long.class)
                .single();
    }

    /** Selection and inspection; the case then lies with the trial. */
    private void investigate(long task, int day) {
        own(task, at(day, 10, 0), () -> tasks.accept(task));
        own(
                task,
                at(day, 16, 30),
                () -> tasks.completeStep(task, "selection", step("INSPECTION", "举报线索与发票流向吻合，列入检查范围。", null)));
        own(task, at(day + 1, 9, 20), () -> tasks.accept(task));
        own(
                task,
                at(day + 3, 17, 10),
                () -> tasks.completeStep(
                        task, "inspection", step("TRIAL", "调取账簿与银行流水，询问财务负责人，制作检查底稿。", companion(task))));
        own(task, at(day + 6, 9, 40), () -> tasks.accept(task));
    }

    private void close(long task) {
        own(
                task,
                at(16, 15, 0),
                () -> tasks.completeStep(task, "trial", step("EXECUTION", "事实清楚、证据充分、程序合法，移交执行。", null)));
        own(task, at(17, 9, 30), () -> tasks.accept(task));
        own(task, at(22, 11, 0), () -> {
            outcomes.record(
                    task,
                    new Pattern("注册后三个月内开票额急升，品名与进项不符", "以现金账户回流货款，借用运输单据冒充到货", "领满额度后两月内停止申报", "新办企业首季开票与用电的比值"));
            outcomes.suggest(task, "COLLECTION", "新办企业首次增额前核对用电与仓储合同", LocalDate.of(2026, 6, 30));
            outcomes.suggest(task, "TAX_POLICY", "明确运输单据作为到货凭据的要件", LocalDate.of(2026, 7, 31));
            evidence.add(task, "处理决定书.pdf", EvidencePaper.of("Decision"));
            tasks.submit(
                    task,
                    new Feedback(
                            "CONFIRMED",
                            null,
                            "查实接受虚开并少计收入，补缴税款并处罚款，已执行入库。",
                            Map.of(
                                    "TAX_PAID",
                                    BigDecimal.valueOf(412_300),
                                    "LATE_FEE",
                                    BigDecimal.valueOf(18_900),
                                    "FINE",
                                    BigDecimal.valueOf(206_150))));
        });
        supervisor(task, at(23, 16, 0), () -> tasks.approve(task, "处理得当，同意结案。"));
        departments(task);
    }

    /** Two of four departments have taken note, one suggestion is adopted. */
    private void departments(long task) {
        List<Long> outcome = jdbc.sql(
                        "select id from task.v_audit_outcome where task_id = ? and delivered_at is not null")
                .param(task)
                .query(Long.class)
                .list();
        for (long id : outcome) {
            for (String department : List.of("COLLECTION", "TAX_POLICY")) {
                holder(department)
                        .forEach(login -> as(login, at(24, 10, 0), () -> outcomes.receive(id, department, "已组织传阅")));
            }
            jdbc.sql("select id from task.v_suggestion where outcome_id = ? and department = 'COLLECTION'")
                    .param(id)
                    .query(Long.class)
                    .list()
                    .forEach(suggestion -> holder("COLLECTION")
                            .forEach(login -> as(
                                    login,
                                    at(28, 15, 0),
                                    () -> outcomes.decide(suggestion, true, "纳入新办企业增额核查清单，六月起试行"))));
        }
    }

    private List<String> holder(String post) {
        return jdbc.sql("""
                        select a.login from organization.v_officer_post p join organization.v_account a on a.officer_id = p.officer_id
                        join organization.v_officer f on f.id = p.officer_id join organization.v_office o on o.id = f.office_id and o.code = ?
                        where p.post_code = ? and p.valid_to is null order by a.login limit 1""")
                .params(DemoGenerator.AUDIT_CITY, post)
                .query(String.class)
                .list();
    }

    private Long companion(long task) {
        return jdbc.sql("""
                        select c.id from task.v_task t join organization.v_officer f on f.id = t.officer_id
                        join organization.v_officer c on c.office_id = f.office_id and c.id <> f.id
                        join organization.v_officer_post p on p.officer_id = c.id and p.post_code = 'AUDIT_INSPECTION'
                        where t.id = ? order by c.staff_no limit 1""").param(task).query(Long.class).optional().orElse(null);
    }

    private static StepResult step(String outcome, String note, Long companion) {
        return new StepResult(outcome, note, companion, null);
    }

    private static String at(int day, int hour, int minute) {
        return String.format("2026-04-%02dT%02d:%02d", day, hour, minute);
    }

    private void own(long task, String when, Runnable work) {
        jdbc.sql(
                        "select a.login from task.v_task t join organization.v_account a on a.officer_id = t.officer_id where t.id = ?")
                .param(task)
                .query(String.class)
                .optional()
                .ifPresent(login -> as(login, when, work));
    }

    private void supervisor(long task, String when, Runnable work) {
        jdbc.sql("""
                        select a.login from task.v_task t join organization.v_office o on o.id = t.office_id
                        join organization.v_office p on p.level = 'PROVINCE' and o.path like p.path || '%'
                        join organization.v_officer f on f.office_id = p.id join organization.v_officer_post l on l.officer_id = f.id and l.post_code = 'LEADER'
                        join organization.v_account a on a.officer_id = f.id where t.id = ? order by f.staff_no limit 1""").param(task).query(String.class).optional().ifPresent(login -> as(login, when, work));
    }

    private void as(String login, String when, Runnable work) {
        clock.at(
                LocalDateTime.parse(when).atZone(YihuClock.CHINA).toInstant(),
                () -> CurrentActor.as(handling.actor(login), () -> {
                    try {
                        work.run();
                    } catch (Refusal refusal) {
                        log.info("Refused for {}: {}", login, refusal.getMessage());
                    }
                    return null;
                }));
    }
}
