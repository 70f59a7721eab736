package io.yihu.task.web;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.task.DispatchResult;
import io.yihu.task.DispatchService;
import io.yihu.task.MatterQueries;
import io.yihu.task.TaskFileQueries;
import io.yihu.task.TaskRow;
import io.yihu.task.TaskService;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Several matters at once: first what would happen to each, then the command on each in its own transaction. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.SUPERVISOR, Roles.GRID_ADMIN})
class BatchPages {
    static final int MOST = 500;
    private final MatterQueries matters;
    private final TaskFileQueries file;
    private final TaskService service;
    private final DispatchService dispatch;
    private final Several several;
    private final MessageSource messages;

    /** A chosen task and whether the command takes it as it is now. */
    record Line(TaskRow task, boolean fits) {}

    /** With {@code all} everything the filter finds, up to {@link #MOST}. */
    @PostMapping("/task/matters/batch/{command}/preview")
    String preview(
            @PathVariable String command,
            @RequestParam(required = false) List<Long> task,
            @RequestParam(defaultValue = "false") boolean all,
            MatterQueries.Filter filter,
            Model model,
            RedirectAttributes flash,
            Locale locale) {
        Actor actor = CurrentActor.get();
        BatchCommand wanted = BatchCommand.of(command, actor);
        List<TaskRow> rows = all
                ? matters.list(filter, null, MOST).rows()
                : matters.chosen(task == null ? List.of() : bounded(task));
        if (rows.isEmpty()) {
            flash.addFlashAttribute("problems", List.of(text("task.refused.noneChosen", locale)));
            return "redirect:" + MatterPages.url(filter, null);
        }
        List<Line> lines = rows.stream()
                .map(row -> new Line(row, wanted.takes(row, actor)))
                .toList();
        List<TaskRow> fitting =
                lines.stream().filter(Line::fits).map(Line::task).toList();
        model.addAttribute("command", wanted.word());
        model.addAttribute("lines", lines);
        model.addAttribute("fitting", fitting.size());
        model.addAttribute("cut", rows.size() == MOST);
        model.addAttribute("back", MatterPages.url(filter, null));
        if (wanted == BatchCommand.TRANSFER) {
            model.addAttribute("colleagues", file.membersForAll(fitting));
        }
        return "task/batch";
    }

    @PostMapping("/task/matters/batch/{command}")
    String run(
            @PathVariable String command,
            @RequestParam List<Long> task,
            @RequestParam(required = false) Long officer,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes flash,
            Locale locale) {
        BatchCommand wanted = BatchCommand.of(command, CurrentActor.get());
        List<Long> ids = bounded(task);
        if (wanted == BatchCommand.DISPATCH) {
            DispatchResult done = dispatch.dispatchChosen(ids);
            flash.addFlashAttribute(
                    "notice",
                    text(
                            "task.done.dispatched",
                            locale,
                            done.considered(),
                            done.dispatched(),
                            done.undispatched(),
                            done.millis()));
            return "redirect:/task/matters";
        }
        if (wanted == BatchCommand.TRANSFER && officer == null) {
            throw Refusal.invalid("task.refused.officer");
        }
        Several.Report report = several.each(ids, locale, id -> {
            if (wanted == BatchCommand.TRANSFER) {
                service.transfer(id, officer, note);
            } else {
                service.approve(id, note);
            }
        });
        flash.addFlashAttribute("notice", text("task.done.batch." + wanted.word(), locale, report.done(), ids.size()));
        flash.addFlashAttribute("problems", report.problems());
        return "redirect:/task/matters";
    }

    private static List<Long> bounded(List<Long> tasks) {
        if (tasks.size() > MOST) {
            throw Refusal.invalid("task.refused.tooMany", MOST);
        }
        return tasks;
    }

    private String text(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }
}
