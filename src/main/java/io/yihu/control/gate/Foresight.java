package io.yihu.control.gate;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.task.TaskRow;
import io.yihu.trail.ActionTitles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the next step of a task will check, asked beforehand with what is known now; nothing is kept. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class Foresight {
    private final ControlBook book;
    private final ControlSettings settings;
    private final PointCheck checks;
    private final StepFacts stepFacts;
    private final ActionTitles titles;

    /** A control ahead; {@code fires} when it would already fire now. */
    public record Ahead(String step, String code, String title, String level, boolean fires) {}

    public List<Ahead> of(TaskRow task) {
        Actor actor = CurrentActor.get();
        List<Ahead> ahead = new ArrayList<>();
        for (String step : steps(task, actor)) {
            Map<String, Object> facts = stepFacts.of(actor, known(task));
            for (ControlPoint point : book.at(step)) {
                ControlSettings.Setting setting = settings.of(point);
                if (setting.enabled()) {
                    Locale locale = LocaleContextHolder.getLocale();
                    boolean fires = !point.code().equals("EC-18")
                            && !checks.reasons(point, setting, facts).isEmpty();
                    ahead.add(new Ahead(titles.of(step), point.code(), point.title(locale), setting.level(), fires));
                }
            }
        }
        return ahead;
    }

    private static Map<String, Object> known(TaskRow task) {
        Map<String, Object> known = new HashMap<>();
        known.put("taskId", task.id());
        known.put("subjectId", task.subjectId());
        known.put("step", task.step());
        known.put("officerId", null);
        return known;
    }

    /** What this person can do with the task next. */
    private static List<String> steps(TaskRow task, Actor actor) {
        boolean mine = task.officerId() != null && task.officerId().equals(actor.officerId());
        List<String> steps = new ArrayList<>();
        switch (task.state()) {
            case "NEW", "DISPATCHED" -> steps.add("task.task.accept");
            case "SUBMITTED" -> steps.add("task.task.approve");
            default -> {
                boolean last = "handle".equals(task.step()) || "decision".equals(task.step());
                steps.add(mine && !last ? "task.step.complete" : "task.task.submit");
            }
        }
        if (actor.has(Roles.SUPERVISOR) && !mine && !task.state().equals("SUBMITTED")) {
            steps.add("task.task.transfer");
        }
        return steps;
    }
}
