package io.yihu.guidance;

import io.yihu.platform.Display;
import io.yihu.task.TaskPanel;
import io.yihu.task.TaskRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** On the page of a task: the message behind it, what the taxpayer said, and what is missing. */
@Component
@RequiredArgsConstructor
class ServicePanels implements TaskPanel {
    private final PushQueries pushes;
    private final DemandQueries demands;
    private final MessageSource messages;
    private final Display display;

    @Override
    public List<Panel> of(TaskRow task) {
        List<Line> lines = new ArrayList<>();
        pushes.ofTask(task.id()).forEach(push -> {
            lines.add(new Line(
                    say("guidance.state." + push.stand()), false, push.title(), "/guidance/pushes/" + push.id()));
            if (push.ackedAt() != null) {
                lines.add(new Line(say("guidance.step.ACKED"), false, display.minute(push.ackedAt()), null));
            }
            if (push.answer() != null) {
                lines.add(new Line(say("guidance.step.EXPLAINED"), false, push.answer(), null));
            }
            push.missing()
                    .forEach(each ->
                            lines.add(new Line(say("guidance.missing"), true, say("guidance.missing." + each), null)));
        });
        demands.ofTask(task.id())
                .forEach(demand -> lines.add(new Line(
                        say("guidance.demandState." + demand.state()),
                        demand.state().equals("OPEN"),
                        demand.question(),
                        "/guidance/demands/" + demand.id())));
        return lines.isEmpty() ? List.of() : List.of(new Panel("guidance", say("guidance.panel"), null, lines));
    }

    private String say(String key) {
        Locale locale = LocaleContextHolder.getLocale();
        return messages.getMessage(key, null, locale);
    }
}
