package io.yihu.task.help;

import io.yihu.platform.YihuClock;
import io.yihu.task.TaskPanel;
import io.yihu.task.TaskRow;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** On the page of a task: what technical support was asked about it. */
@Component
@RequiredArgsConstructor
class HelpPanel implements TaskPanel {
    private final HelpQueries queries;
    private final MessageSource messages;
    private final YihuClock clock;

    @Override
    public List<Panel> of(TaskRow task) {
        List<Line> lines = queries.ofTask(task.id()).stream()
                .map(row -> new Line(
                        text("task.help.state." + row.state()),
                        row.state().equals("OPEN") && row.dueAt().isBefore(clock.instant()),
                        text(
                                "task.help.line",
                                text("task.help.topic." + row.topic()),
                                row.asker(),
                                row.handler() == null ? text("task.help.nobody") : row.handler()),
                        "/task/help#ticket-" + row.id()))
                .toList();
        return lines.isEmpty() ? List.of() : List.of(new Panel("help", text("task.help.title"), null, lines));
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
