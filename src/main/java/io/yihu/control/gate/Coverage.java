package io.yihu.control.gate;

import io.yihu.control.scan.ScanBook;
import io.yihu.trail.ActionTitles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/**
 * Which steps of the house an embedded control stands in, which a scan looks at, and which nothing does: computed from the actions
 * the application really has, never typed.
 */
@Component
@RequiredArgsConstructor
public class Coverage {
    /** What administrators set for all tasks: no step of one case. */
    private static final List<String> SETTINGS = List.of("task.policy.", "task.type.", "task.process.");
    /** What offices say to each other about cases: a flow of its own, whose gaps stand on the page like all others. */
    private static final List<String> TOGETHER = List.of(
            "task.directive.",
            "task.message.",
            "task.help.",
            "task.suggestion.",
            "task.escalation.",
            "task.outcome.receive");

    private final ControlBook points;
    private final ScanBook scans;
    private final ActionTitles titles;

    /** A step with the codes that look at it. */
    public record Step(String code, String title, List<String> points, List<String> scans) {
        public boolean covered() {
            return !points.isEmpty() || !scans.isEmpty();
        }
    }

    /** A flow of steps. */
    public record Flow(String code, List<Step> steps) {
        public long embedded() {
            return steps.stream().filter(step -> !step.points().isEmpty()).count();
        }

        public long covered() {
            return steps.stream().filter(Step::covered).count();
        }

        public double share() {
            return steps.isEmpty() ? 1 : (double) covered() / steps.size();
        }

        public List<Step> gaps() {
            return steps.stream().filter(step -> !step.covered()).toList();
        }
    }

    /** Flows in the order of the page: risk, invoices, then what else people do. */
    public List<Flow> flows() {
        List<String> all = Stream.concat(
                        titles.all().stream().map(ActionTitles.Title::code),
                        Stream.concat(
                                ActService.KINDS.stream().map(kind -> "control.act." + kind),
                                Stream.of("dossier.export.rows")))
                .distinct()
                .sorted()
                .toList();
        List<Flow> flows = new ArrayList<>();
        flows.add(flow(
                "risk",
                all.stream()
                        .filter(action -> Stream.concat(SETTINGS.stream(), TOGETHER.stream())
                                .noneMatch(action::startsWith))
                        .toList(),
                "risk.override.",
                "risk.listing.",
                "risk.model.",
                "task.",
                "control.act.AUDIT_DROP"));
        flows.add(flow(
                "invoice",
                all,
                "control.act.QUOTA_INCREASE",
                "control.act.REFUND_APPROVAL",
                "control.act.VOUCHER_RELEASE",
                "control.act.DEREGISTRATION",
                "control.act.PENALTY",
                "control.act.DATA_CORRECTION"));
        flows.add(flow("collaboration", all, TOGETHER.toArray(String[]::new)));
        flows.add(flow("sampling", all, "control.act.SAMPLE_REPLACE", "sampling."));
        flows.add(flow("service", all, "guidance."));
        flows.add(flow(
                "people",
                all,
                "organization.post.",
                "organization.avoidance.",
                "organization.role.",
                "organization.account.",
                "organization.skill.",
                "organization.session."));
        flows.add(flow("data", all, "dossier.", "exchange.", "taxpayer."));
        flows.add(flow(
                "grid",
                all,
                Stream.concat(Stream.of("grid."), SETTINGS.stream()).toArray(String[]::new)));
        flows.removeIf(flow -> flow.steps().isEmpty());
        return flows;
    }

    /** Controls whose steps the house does not have yet. */
    public List<ControlPoint> idle() {
        List<String> all = flows().stream()
                .flatMap(flow -> flow.steps().stream())
                .map(Step::code)
                .toList();
        return points.all().stream()
                .filter(point -> all.stream().noneMatch(point::standsIn))
                .toList();
    }

    private Flow flow(String code, List<String> all, String... prefixes) {
        return new Flow(
                code,
                all.stream()
                        .filter(action -> Stream.of(prefixes).anyMatch(action::startsWith))
                        .filter(action -> !isReading(action))
                        .map(action -> new Step(
                                action,
                                title(action),
                                points.at(action).stream()
                                        .map(ControlPoint::code)
                                        .toList(),
                                scans.all().stream()
                                        .filter(indicator -> indicator.looksAt(action))
                                        .map(indicator -> indicator.code())
                                        .toList()))
                        .toList());
    }

    private String title(String action) {
        return titles.of(action);
    }

    /** Looking is no step of a flow, save where it is what is controlled. */
    private boolean isReading(String action) {
        return points.at(action).isEmpty()
                && (action.endsWith(".view")
                        || action.endsWith(".read")
                        || action.contains(".trial.")
                        || action.endsWith(".download"));
    }
}
