package io.yihu.workbench.web;

import io.yihu.platform.Jobs;
import io.yihu.platform.Roles;
import io.yihu.workbench.JobService;
import jakarta.annotation.security.RolesAllowed;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Long work: where it stands, and a way to stop it. */
@Controller
@RolesAllowed(Roles.SYSTEM_ADMIN)
@RequiredArgsConstructor
class JobPages {
    private static final int LATEST = 100;
    private final Jobs jobs;
    private final JobService service;

    @GetMapping("/workbench/jobs")
    String list(Model model) {
        var latest = jobs.latest(LATEST);
        model.addAttribute("jobs", latest);
        model.addAttribute("open", latest.stream().anyMatch(job -> job.finishedAt() == null));
        return "workbench/jobs";
    }

    @PostMapping("/workbench/jobs/{id}/restart")
    String restart(@PathVariable long id) {
        service.restart(id);
        return "redirect:/workbench/jobs";
    }

    @PostMapping("/workbench/jobs/{id}/stop")
    String stop(@PathVariable long id) {
        service.stop(id);
        return "redirect:/workbench/jobs";
    }
}
