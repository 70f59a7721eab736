package io.yihu.task.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.task.ProcessChangeService;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Processes in force with their drawings, and changes under review. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.GRID_ADMIN, Roles.SUPERVISOR})
class ProcessPages {
    private static final int MOST = 50;
    private static final long LARGEST = 1024L * 1024;
    private final ProcessChangeService service;
    private final FormAnswer answer;

    @GetMapping("/task/processes")
    String list(@RequestParam(required = false) String show, @RequestParam(required = false) Long change, Model model) {
        model.addAttribute("rows", service.live());
        model.addAttribute("changes", service.changes(MOST));
        model.addAttribute("shown", show);
        model.addAttribute("mayPropose", service.administered());
        model.addAttribute("login", CurrentActor.get().login());
        if (change != null) {
            model.addAttribute("change", change);
            model.addAttribute("drawing", service.drawing(change));
        } else if (show != null) {
            model.addAttribute("drawing", service.drawing(show).orElseThrow(Refusal::notFound));
        }
        return "task/processes";
    }

    @PostMapping("/task/processes")
    String propose(
            @RequestParam(required = false) MultipartFile file,
            @RequestParam(required = false) String reason,
            RedirectAttributes flash,
            Locale locale) {
        return answer.to("/task/processes", "task.process.done.propose", flash, locale, () -> {
            if (file == null || file.getSize() > LARGEST) {
                throw Refusal.invalid("task.refused.bpmn.size", LARGEST / 2048);
            }
            service.propose(file.getOriginalFilename(), bytes(file), reason);
        });
    }

    @PostMapping("/task/processes/{change}/activate")
    String activate(
            @PathVariable long change,
            @RequestParam(required = false) String note,
            RedirectAttributes flash,
            Locale locale) {
        return answer.to(
                "/task/processes", "task.process.done.activate", flash, locale, () -> service.activate(change, note));
    }

    @PostMapping("/task/processes/{change}/reject")
    String reject(
            @PathVariable long change,
            @RequestParam(required = false) String note,
            RedirectAttributes flash,
            Locale locale) {
        return answer.to(
                "/task/processes", "task.process.done.reject", flash, locale, () -> service.reject(change, note));
    }

    private static byte[] bytes(MultipartFile file) {
        try {
            return file.getBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
