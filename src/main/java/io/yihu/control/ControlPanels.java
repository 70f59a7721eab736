package io.yihu.control;

import io.yihu.control.finding.ControlFindingQueries;
import io.yihu.control.gate.Foresight;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Display;
import io.yihu.platform.Roles;
import io.yihu.task.TaskPanel;
import io.yihu.task.TaskRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** On the page of a task: what the next steps will check, and which supervision orders stand on it. */
@Component
@RequiredArgsConstructor
class ControlPanels implements TaskPanel {
    private static final int MOST = 20;
    private final Foresight foresight;
    private final ControlFindingQueries findings;
    private final MessageSource messages;
    private final Display display;

    @Override
    public List<Panel> of(TaskRow task) {
        List<Panel> panels = new ArrayList<>();
        List<Line> orders = findings.orders(task.id(), MOST).stream()
                .map(order -> new Line(
                        say("control.supervision.kind." + order.kind()),
                        order.answeredAt() == null && order.liftedAt() == null,
                        order.text() + " — " + order.issuedName() + " " + display.minute(order.issuedAt()),
                        "/control/supervision#order-" + order.id()))
                .toList();
        boolean leads = task.open() && CurrentActor.get().has(Roles.SUPERVISOR);
        if (!orders.isEmpty() || leads) {
            List<Line> lines = new ArrayList<>(orders);
            if (leads) {
                lines.add(new Line(
                        null, false, say("control.supervision.new"), "/control/supervision/new?task=" + task.id()));
            }
            panels.add(new Panel("supervision", say("control.supervision.title"), null, lines));
        }
        List<Line> checks = task.open()
                ? foresight.of(task).stream()
                        .map(check -> new Line(
                                say("control.foresight." + (check.fires() ? check.level() : "PASS")),
                                check.fires(),
                                say("control.foresight.line", check.step(), check.code(), check.title()),
                                null))
                        .toList()
                : List.of();
        if (!checks.isEmpty()) {
            panels.add(new Panel("checks", say("control.foresight.title"), say("control.foresight.hint"), checks));
        }
        return panels;
    }

    private String say(String key, Object... arguments) {
        Locale locale = LocaleContextHolder.getLocale();
        return messages.getMessage(key, arguments, locale);
    }
}
