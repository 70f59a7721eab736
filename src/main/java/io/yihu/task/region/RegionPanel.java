package io.yihu.task.region;

import io.yihu.task.TaskPanel;
import io.yihu.task.TaskRow;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** On the page of a task: the packages that went out from it, or the one it answers. */
@Component
@RequiredArgsConstructor
class RegionPanel implements TaskPanel {
    private final RegionQueries queries;
    private final MessageSource messages;

    @Override
    public List<Panel> of(TaskRow task) {
        if (!List.of("ABNORMAL_VOUCHER", "REGION_CHECK").contains(task.matterType())) {
            return List.of();
        }
        List<Line> lines = queries.ofTask(task.id()).stream()
                .map(row -> new Line(
                        text("task.region.state." + row.state()),
                        row.late(),
                        text(
                                "task.region.line",
                                row.issuerOffice(),
                                row.recipientGrid(),
                                row.answered(),
                                row.vouchers()),
                        "/task/regions/" + row.id()))
                .toList();
        return lines.isEmpty()
                ? List.of()
                : List.of(new Panel("regions", text("task.region.title"), text("task.region.hint"), lines));
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
