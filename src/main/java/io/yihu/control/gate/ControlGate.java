package io.yihu.control.gate;

import io.yihu.platform.Actor;
import io.yihu.platform.Refusal;
import io.yihu.trail.ActionGate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every step of the house passes here: a block stops it and changes nothing, a warning asks for a reason and keeps it. Each
 * firing is kept, a block in a transaction of its own; where it cannot be kept the step does not happen either.
 */
@Component
class ControlGate implements ActionGate {
    static final int SHORTEST_REASON = 5;
    private final ControlBook book;
    private final ControlSettings settings;
    private final StepFacts stepFacts;
    private final PointCheck checks;
    private final ClearanceUse clearances;
    private final ObjectProvider<FiringService> firings;
    private final SupervisorCopy copies;
    private final TransactionTemplate apart;

    ControlGate(
            ControlBook book,
            ControlSettings settings,
            StepFacts stepFacts,
            PointCheck checks,
            ClearanceUse clearances,
            ObjectProvider<FiringService> firings,
            SupervisorCopy copies,
            PlatformTransactionManager transactions) {
        this.book = book;
        this.settings = settings;
        this.stepFacts = stepFacts;
        this.checks = checks;
        this.clearances = clearances;
        this.firings = firings;
        this.copies = copies;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** A control that fired, with its first reason. */
    private record Fired(ControlPoint point, String level, Map<String, Object> reason, String given) {}

    @Override
    public void check(String action, Actor actor, Map<String, Object> arguments) {
        String step = step(action, arguments);
        List<ControlPoint> points = book.at(step);
        if (points.isEmpty() || actor == Actor.SYSTEM) {
            return;
        }
        Map<String, Object> facts = stepFacts.of(actor, arguments);
        List<Fired> unanswered = new ArrayList<>();
        for (ControlPoint point : points) {
            fired(point, facts).ifPresent(fired -> {
                String cleared = clearance(fired, actor, facts);
                if (cleared != null) {
                    keep(fired, "OVERRIDDEN", step, facts, cleared);
                } else if (fired.level().equals("BLOCK") || "ALWAYS".equals(point.second())) {
                    String outcome = fired.level().equals("BLOCK") ? "BLOCKED" : "WARNED";
                    apart.executeWithoutResult(status -> keep(fired, outcome, step, facts, null));
                    throw refusal(fired);
                } else if (fired.given() != null || !ControlReason.canAsk()) {
                    keep(fired, fired.given() != null ? "OVERRIDDEN" : "WARNED", step, facts, fired.given());
                } else {
                    unanswered.add(fired);
                }
            });
        }
        if (!unanswered.isEmpty()) {
            apart.executeWithoutResult(status -> unanswered.forEach(fired -> keep(fired, "WARNED", step, facts, null)));
            throw warning(unanswered);
        }
    }

    /** Steps of other systems are one action with many kinds. */
    private static String step(String action, Map<String, Object> arguments) {
        return ActService.PERFORM.equals(action) ? "control.act." + arguments.get("kind") : action;
    }

    private java.util.Optional<Fired> fired(ControlPoint point, Map<String, Object> facts) {
        ControlSettings.Setting setting = settings.of(point);
        if (!setting.enabled()) {
            return java.util.Optional.empty();
        }
        List<Map<String, Object>> reasons = checks.reasons(point, setting, facts);
        if (reasons.isEmpty()) {
            return java.util.Optional.empty();
        }
        Map<String, Object> reason = reasons.stream()
                .filter(row -> "BLOCK".equals(row.get("level")))
                .findFirst()
                .orElse(reasons.get(0));
        String spoken = String.valueOf(reason.get("level"));
        String level = setting.level().equals("WARN") || !spoken.equals("WARN") ? setting.level() : "WARN";
        return java.util.Optional.of(new Fired(point, level, reason, given(point, setting, facts)));
    }

    /** The step's own text counts as the reason where it is long enough. */
    private static String given(ControlPoint point, ControlSettings.Setting setting, Map<String, Object> facts) {
        int shortest = setting.parameters().containsKey("characters")
                ? setting.parameters().get("characters").intValue()
                : SHORTEST_REASON;
        String own =
                point.reasonFrom() != null && facts.get(point.reasonFrom()) instanceof String text ? text.strip() : "";
        String said = ControlReason.given() == null ? "" : ControlReason.given();
        return own.length() >= shortest ? own : said.length() >= shortest ? said : null;
    }

    private String clearance(Fired fired, Actor actor, Map<String, Object> facts) {
        String second = fired.point().second();
        boolean wanted = "ALWAYS".equals(second)
                || "BLOCK".equals(second) && fired.level().equals("BLOCK");
        return wanted
                ? clearances
                        .use(fired.point().code(), actor.officerId(), stepFacts.subject(facts))
                        .orElse(null)
                : null;
    }

    private void keep(Fired fired, String outcome, String step, Map<String, Object> facts, String reason) {
        String type =
                facts.containsKey("taskId") ? "task" : step.startsWith("control.act.") ? "act" : step.split("\\.")[1];
        Object id = facts.getOrDefault(
                "taskId", facts.getOrDefault("id", facts.getOrDefault("subjectId", facts.get("officerId"))));
        Map<String, Object> evidence = new HashMap<>();
        fired.reason().forEach((name, value) -> {
            if (value != null && !name.equals("refusal")) {
                evidence.put(name, value.toString());
            }
        });
        long kept = firings.getObject()
                .keep(new Firing(
                        fired.point().code(),
                        fired.level(),
                        outcome,
                        ControlReason.canAsk(),
                        step,
                        type,
                        id == null ? null : id.toString(),
                        stepFacts.subject(facts),
                        reason,
                        evidence));
        if (fired.point().copies()) {
            copies.send(kept, fired.point().code(), facts);
        }
    }

    private static Refusal refusal(Fired fired) {
        Object own = fired.reason().getOrDefault("refusal", fired.point().refusal());
        Locale locale = LocaleContextHolder.getLocale();
        return own == null
                ? Refusal.byControl(
                        fired.point().code(),
                        false,
                        "control.stopped",
                        fired.point().sentence(locale))
                : Refusal.byControl(
                        fired.point().code(),
                        false,
                        own.toString(),
                        fired.reason().values().toArray());
    }

    private static Refusal warning(List<Fired> fired) {
        Locale locale = LocaleContextHolder.getLocale();
        return Refusal.byControl(
                fired.stream().map(each -> each.point().code()).collect(Collectors.joining(" ")),
                true,
                "control.stopped",
                fired.stream().map(each -> each.point().sentence(locale)).collect(Collectors.joining(" ")));
    }
}
