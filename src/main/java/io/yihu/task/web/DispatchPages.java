package io.yihu.task.web;

import io.yihu.grid.StaffingQueries;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.task.DispatchQueries;
import io.yihu.task.DispatchResult;
import io.yihu.task.DispatchService;
import jakarta.annotation.security.RolesAllowed;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Last dispatches, the queue with its reasons, and how full officers are. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.GRID_ADMIN, Roles.SUPERVISOR})
class DispatchPages {
    private final DispatchQueries queries;
    private final DispatchService dispatch;
    private final StaffingQueries staffing;
    private final MessageSource messages;

    @GetMapping("/task/dispatch")
    String page(Model model) {
        model.addAttribute("runs", queries.runs(10));
        model.addAttribute("queued", queries.queued());
        model.addAttribute("queue", queries.queue(50));
        model.addAttribute("obstacles", queries.obstacles());
        model.addAttribute("officers", staffing.officers());
        model.addAttribute("mayDispatch", CurrentActor.get().has(Roles.GRID_ADMIN));
        return "task/dispatch";
    }

    @PostMapping("/task/dispatch")
    @RolesAllowed(Roles.GRID_ADMIN)
    String dispatch(RedirectAttributes flash, Locale locale) {
        DispatchResult done = dispatch.dispatch();
        flash.addFlashAttribute(
                "notice",
                messages.getMessage(
                        "task.done.dispatched",
                        new Object[] {done.considered(), done.dispatched(), done.undispatched(), done.millis()},
                        locale));
        return "redirect:/task/dispatch";
    }
}
