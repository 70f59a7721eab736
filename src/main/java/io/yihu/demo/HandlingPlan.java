package io.yihu.demo;

import io.yihu.demo.DemoHandling.Act;
import io.yihu.demo.DemoHandling.Open;
import io.yihu.demo.world.WorkTimes;
import io.yihu.task.Feedback;
import io.yihu.task.StepResult;
import io.yihu.task.TaskService;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How one task goes: when it is taken up, which steps are made, what is found, who returns or approves it. */
final class HandlingPlan {
    private static final List<String> DOUBTS =
            List.of("INDUSTRY_TRAIT", "GENUINE_BUSINESS", "GENUINE_BUSINESS", "DATA_ERROR", "POLICY_EFFECT");

    private final TaskService tasks;
    private final Open task;
    private final String planted;
    private final WorkTimes times;

    /** @param planted what a look would find, null for an ordinary firm */
    HandlingPlan(TaskService tasks, Open task, String planted) {
        this.tasks = tasks;
        this.task = task;
        this.planted = planted;
        this.times = new WorkTimes(task.id(), task.dispatchedAt());
    }

    List<Act> acts() {
        List<Act> acts = new ArrayList<>();
        boolean high = task.level().equals("HIGH");
        if (high && times.chance(0.85)) {
            times.firstHours();
        } else {
            times.workdays(high ? 1 : times.between(0, 3));
        }
        officer(acts, () -> tasks.accept(task.id()));
        steps(acts);
        boolean late = times.chance(0.08);
        if (late) {
            times.after(task.dueAt());
        }
        times.workdays(late ? 1 : high ? times.between(1, 3) : times.between(1, 4));
        String first = text(false);
        officer(acts, () -> tasks.submit(task.id(), feedback(first)));
        times.workdays(1);
        if (times.chance(0.1)) {
            supervisor(acts, () -> tasks.sendBack(task.id(), "请补充进销货物与合同的核对情况后再提交。"));
            times.workdays(times.between(1, 2));
            String second = text(true);
            officer(acts, () -> tasks.submit(task.id(), feedback(second)));
            times.workdays(1);
        }
        supervisor(acts, () -> tasks.approve(task.id(), "核查充分，同意。"));
        return acts;
    }

    private void steps(List<Act> acts) {
        boolean spot = task.companionId() != null && times.chance(0.2);
        switch (task.matterType()) {
            case "ASSESSMENT" -> {
                times.workdays(times.between(1, 4));
                boolean talk = times.chance(0.5);
                step(acts, "desk", talk ? "INTERVIEW" : spot ? "ONSITE" : "DECISION", "核对开票、抵扣与申报数据，列出疑点。", null);
                if (talk) {
                    times.workdays(times.between(2, 4));
                    step(acts, "interview", spot ? "ONSITE" : "DECISION", "约谈财务负责人，说明业务背景并提供合同。", null);
                }
                onSite(acts, spot);
            }
            case "POST_RESPONSE" -> {
                times.workdays(times.between(0, 1));
                boolean limit = planted != null && times.chance(0.6);
                step(
                        acts,
                        "freeze",
                        limit ? "INVOICE_CONTROL" : spot ? "ONSITE" : "DECISION",
                        "核对最近三个月开票对象、品名和设备。",
                        null);
                if (limit) {
                    times.workdays(1);
                    step(acts, "invoiceControl", spot ? "ONSITE" : "DECISION", "调整票种核定，待核实后恢复。", null);
                }
                onSite(acts, spot);
            }
            default -> {}
        }
    }

    private void onSite(List<Act> acts, boolean spot) {
        if (spot) {
            times.workdays(times.between(1, 2));
            step(acts, "onsite", "DECISION", "两人到经营场所核查库存与人员。", task.companionId());
        }
    }

    private void step(List<Act> acts, String step, String outcome, String note, Long companion) {
        officer(acts, () -> tasks.completeStep(task.id(), step, new StepResult(outcome, note, companion, null)));
    }

    private void officer(List<Act> acts, Runnable command) {
        add(acts, task.officer(), command);
    }

    private void supervisor(List<Act> acts, Runnable command) {
        add(acts, task.supervisor(), command);
    }

    private void add(List<Act> acts, String login, Runnable command) {
        acts.add(new Act(times.now(), login, command, String.format("%010d-%02d", task.id(), acts.size())));
    }

    private Feedback feedback(String text) {
        String category = category();
        return switch (category) {
            case "CONFIRMED", "PARTIAL", "TRANSFERRED" -> {
                long tax = 2_000 + Math.floorMod(task.id() * 7_919L, 180_000L);
                yield new Feedback(
                        category,
                        null,
                        text,
                        Map.of("TAX_PAID", BigDecimal.valueOf(tax), "LATE_FEE", BigDecimal.valueOf(tax / 50)));
            }
            case "EXCLUDED" ->
                new Feedback(
                        category,
                        DOUBTS.get((int) (task.id() % DOUBTS.size())),
                        text,
                        Map.of("COACHED", BigDecimal.ONE));
            default -> new Feedback(category, null, text, Map.of());
        };
    }

    /** What is planted comes out; of ordinary firms most are cleared. */
    private String category() {
        if (planted != null) {
            return planted;
        }
        long draw = Math.floorMod(task.id() * 2_654_435_761L >> 7, 100L);
        return draw < 72 ? "EXCLUDED" : draw < 86 ? "PARTIAL" : draw < 93 ? "OTHER_FOUND" : "CONFIRMED";
    }

    private String text(boolean again) {
        String found = switch (category()) {
            case "CONFIRMED" -> "核实疑点成立，已补缴税款并调整票种。";
            case "TRANSFERRED" -> "开票无真实业务支撑，已移送稽查。";
            case "PARTIAL" -> "部分疑点成立，已辅导更正申报。";
            case "UNVERIFIABLE" -> "多次联系不上，注册地址无人经营。";
            case "OTHER_FOUND" -> "原疑点不成立，发现其他申报差错并已更正。";
            default -> "业务真实，合同、运输和收款凭证齐全，排除风险。";
        };
        return (again ? "补充核对进销货物与合同后：" : "案头与核查情况：") + found;
    }
}
