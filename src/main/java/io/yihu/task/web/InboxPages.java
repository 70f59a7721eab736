package io.yihu.task.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.task.InboxQueries;
import io.yihu.task.NextWorkService;
import io.yihu.task.TaskRow;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One officer's desk. */
@Controller
@RequiredArgsConstructor
@RolesAllowed(Roles.OFFICER)
class InboxPages {
    private static final int MOST = 200;
    private final InboxQueries inbox;
    private final NextWorkService next;
    private final MessageSource messages;
    private final YihuClock clock;

    @GetMapping("/task/inbox")
    String inbox(@RequestParam(defaultValue = "open") String tab, Model model) {
        Long me = CurrentActor.get().officerId();
        if (me == null) {
            throw Refusal.conflict("task.refused.noOfficer");
        }
        model.addAttribute("counts", inbox.counts(me, clock.instant()));
        model.addAttribute("tab", tab);
        List<TaskRow> rows = switch (tab) {
            case "waiting" -> inbox.waiting(me, MOST);
            case "done" -> inbox.done(me, MOST);
            default -> inbox.open(me, MOST);
        };
        model.addAttribute("rows", rows);
        model.addAttribute("accept", tab.equals("open") ? inbox.toAccept(me, MOST) : List.of());
        model.addAttribute("most", MOST);
        model.addAttribute("next", tab.equals("open") ? next.next(3) : List.of());
        return "task/inbox";
    }

    @PostMapping("/task/inbox/next")
    String take(@RequestParam(defaultValue = "1") int count, RedirectAttributes flash, Locale locale) {
        try {
            flash.addFlashAttribute(
                    "notice", messages.getMessage("task.done.skimmed", new Object[] {next.skim(count)}, locale));
        } catch (Refusal refusal) {
            flash.addFlashAttribute(
                    "problems", List.of(messages.getMessage(refusal.getMessage(), refusal.arguments(), locale)));
        }
        return "redirect:/task/inbox";
    }
}
