package io.yihu.demo;

import io.yihu.demo.DemoHandling.Act;
import io.yihu.demo.DemoHandling.Open;
import io.yihu.demo.world.DemoGenerator;
import io.yihu.demo.world.WorkTimes;
import io.yihu.task.EvidenceService;
import io.yihu.task.Feedback;
import io.yihu.task.StepResult;
import io.yihu.task.TaskService;
import io.yihu.task.TaskState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How one task goes: when it is taken up, which steps are made, what is found, who returns or approves it. */
final class HandlingPlan {
    private static final Instant LATELY = Instant.parse("2026-04-19T00:00:00Z");
    /** What is submitted from here on still waits for the supervisors. */
    private static final Instant NOT_READ_YET = Instant.parse("2026-04-27T16:00:00Z");

    private static final Set<String> WITH_STEPS = Set.of("ASSESSMENT", "POST_RESPONSE");
    private static final List<String> DOUBTS =
            List.of("INDUSTRY_TRAIT", "GENUINE_BUSINESS", "GENUINE_BUSINESS", "DATA_ERROR", "POLICY_EFFECT");

    private static final List<String> SEEN = List.of(
            "约谈了财务负责人",
            "走访了仓库和送货司机",
            "比对了银行流水",
            "调取了运输单据与过磅记录",
            "电话核实了两户下游",
            "查看了用电与社保人数",
            "核对了进销存明细账",
            "询问了办税人员并留有笔录");

    private final TaskService tasks;
    private final EvidenceService evidence;
    private final Open task;
    private final String planted;
    private final WorkTimes times;
    private final String category;
    private final long tax;
    private final String doubt;

    /** How readily the county takes the first step of an urgent matter. */
    private final double quick;

    private final boolean slow;

    /** The officer whom visitors sign in as keeps her desk clear: what lies there came with the newest runs. */
    private final boolean prompt;

    /** @param planted what a look would find, null for an ordinary firm */
    HandlingPlan(TaskService tasks, EvidenceService evidence, Open task, String planted) {
        this.tasks = tasks;
        this.evidence = evidence;
        this.task = task;
        this.planted = planted;
        this.times = new WorkTimes(task.key(), task.dispatchedAt());
        WorkTimes draw = new WorkTimes(task.key() + " found", task.dispatchedAt());
        this.category = planted != null ? planted : category(draw.between(0, 99));
        this.tax = 2_000 + draw.between(0, 179_999);
        this.doubt = DOUBTS.get(draw.between(0, DOUBTS.size() - 1));
        this.quick = new WorkTimes(task.supervisor(), task.dispatchedAt()).between(45, 95) / 100.0;
        this.prompt = task.officer().equals(DemoService.VISITOR);
        this.slow = task.officeCode().equals(DemoGenerator.SLOW_BRANCH);
    }

    List<Act> acts() {
        List<Act> acts = new ArrayList<>();
        boolean high = task.level().equals("HIGH");
        if (high && (prompt || times.chance(0.85))) {
            times.firstHours();
        } else {
            times.workdays(high ? 1 : times.between(0, prompt ? 1 : 3));
        }
        officer(acts, () -> tasks.accept(task.id()));
        if (putOff()) {
            wait(acts);
            return acts;
        }
        steps(acts);
        boolean late = !prompt && times.chance(slow ? 0.55 : 0.08);
        if (late) {
            times.after(task.dueAt());
        }
        times.workdays(late || prompt ? 1 : high ? times.between(1, 3) : times.between(1, 4));
        String first = text(false);
        if (high) {
            officer(acts, () -> evidence.add(task.id(), "核查记录.pdf", EvidencePaper.of(task.key())));
        }
        officer(acts, () -> tasks.submit(task.id(), feedback(first)));
        if (!times.now().isBefore(NOT_READ_YET)) {
            return acts;
        }
        times.workdays(times.between(1, 3));
        if (times.chance(0.1)) {
            supervisor(acts, () -> tasks.sendBack(task.id(), "请补充进销货物与合同的核对情况后再提交。"));
            times.workdays(times.between(1, 2));
            String second = text(true);
            officer(acts, () -> tasks.submit(task.id(), feedback(second)));
            times.workdays(times.between(1, 2));
        }
        supervisor(acts, () -> tasks.approve(task.id(), "核查充分，同意。"));
        return acts;
    }

    /** Of the matters that came with the April run every third is not through when the visitor arrives. */
    private boolean putOff() {
        return !prompt
                && task.place() % 3 == 1
                && !task.dispatchedAt().isBefore(LATELY)
                && WITH_STEPS.contains(task.matterType());
    }

    private void wait(List<Act> acts) {
        if (task.matterType().equals("POST_RESPONSE")) {
            firstLook();
            step(acts, "freeze", "ONSITE", "核对最近三个月开票对象、品名和设备，约定到户核查。", null);
            return;
        }
        times.workdays(times.between(1, 2));
        step(acts, "desk", "INTERVIEW", "核对开票、抵扣与申报数据，列出疑点。", null);
        times.workdays(1);
        officer(acts, () -> tasks.pause(task.id(), TaskState.WAIT_TAXPAYER, "等纳税人补充合同与运输单据。"));
    }

    private void firstLook() {
        if (times.chance(quick)) {
            times.minutes(times.between(8, 75));
        } else {
            times.workdays(times.between(0, 1));
        }
    }

    private void steps(List<Act> acts) {
        boolean spot = task.companionId() != null && times.chance(0.2);
        switch (task.matterType()) {
            case "ASSESSMENT" -> {
                times.workdays(times.between(1, prompt ? 2 : 4));
                boolean talk = !prompt && times.chance(0.5);
                step(acts, "desk", talk ? "INTERVIEW" : spot ? "ONSITE" : "DECISION", "核对开票、抵扣与申报数据，列出疑点。", null);
                if (talk) {
                    times.workdays(times.between(2, 4));
                    step(acts, "interview", spot ? "ONSITE" : "DECISION", "约谈财务负责人，说明业务背景并提供合同。", null);
                }
                onSite(acts, spot);
            }
            case "POST_RESPONSE" -> {
                firstLook();
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
            case "RISK_REMIND" -> step(acts, "remind", "DECISION", "已推送风险提示，纳税人收到并作出说明。", null);
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
        acts.add(new Act(times.now(), login, command, String.format("%s-%02d", task.key(), acts.size())));
    }

    private Feedback feedback(String text) {
        return switch (category) {
            case "CONFIRMED", "PARTIAL", "TRANSFERRED" ->
                new Feedback(
                        category,
                        null,
                        text,
                        Map.of("TAX_PAID", BigDecimal.valueOf(tax), "LATE_FEE", BigDecimal.valueOf(tax / 50)));
            case "EXCLUDED" -> new Feedback(category, doubt, text, Map.of("COACHED", BigDecimal.ONE));
            default -> new Feedback(category, null, text, Map.of());
        };
    }

    /** What is planted comes out; of ordinary firms most are cleared. */
    private static String category(int found) {
        return found < 72 ? "EXCLUDED" : found < 86 ? "PARTIAL" : found < 93 ? "OTHER_FOUND" : "CONFIRMED";
    }

    private String text(boolean again) {
        String found = switch (category) {
            case "CONFIRMED" -> "核实疑点成立，已补缴税款并调整票种。";
            case "TRANSFERRED" -> "开票无真实业务支撑，已移送稽查。";
            case "PARTIAL" -> "部分疑点成立，已辅导更正申报。";
            case "UNVERIFIABLE" -> "多次联系不上，注册地址无人经营。";
            case "OTHER_FOUND" -> "原疑点不成立，发现其他申报差错并已更正。";
            default -> "业务真实，合同、运输和收款凭证齐全，排除风险。";
        };
        WorkTimes seen = new WorkTimes(task.key() + " seen", task.dispatchedAt());
        String looked = "查阅合同" + seen.between(2, 28) + "份、发票" + seen.between(11, 460) + "张，涉及" + seen.between(20, 9900)
                + "千元，" + SEEN.get(seen.between(0, SEEN.size() - 1)) + "。";
        return (again ? "补充核对进销货物与合同后：" : "案头与核查情况：") + looked + found;
    }
}
