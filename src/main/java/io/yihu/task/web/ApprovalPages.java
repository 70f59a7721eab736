package io.yihu.task.web;

import io.yihu.platform.Roles;
import io.yihu.task.MatterQueries;
import io.yihu.task.TaskService;
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

/** What officers submitted, for another person's verdict; several may be approved at once, each in its own transaction. */
@Controller
@RequiredArgsConstructor
@RolesAllowed(Roles.SUPERVISOR)
class ApprovalPages {
    private static final int MOST = 100;
    private final MatterQueries matters;
    private final TaskService service;
    private final Several several;
    private final MessageSource messages;

    @GetMapping("/task/approvals")
    String approvals(Model model) {
        model.addAttribute("rows", matters.submitted(MOST));
        model.addAttribute("asked", matters.asked(MOST));
        model.addAttribute("most", MOST);
        return "task/approvals";
    }

    @PostMapping("/task/approvals")
    String approve(
            @RequestParam(required = false) List<Long> task,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes flash,
            Locale locale) {
        if (task == null || task.isEmpty()) {
            flash.addFlashAttribute(
                    "problems", List.of(messages.getMessage("task.refused.nothingChosen", null, locale)));
            return "redirect:/task/approvals";
        }
        Several.Report report = several.each(task, locale, id -> service.approve(id, note));
        flash.addFlashAttribute(
                "notice", messages.getMessage("task.done.approved", new Object[] {report.done()}, locale));
        flash.addFlashAttribute("problems", report.problems());
        return "redirect:/task/approvals";
    }
}
