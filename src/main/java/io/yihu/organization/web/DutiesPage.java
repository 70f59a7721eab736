package io.yihu.organization.web;

import io.yihu.organization.DutyQueries;
import io.yihu.organization.DutyService;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Posts and their duties with dates; the system administrator changes them, those who run the grids look. */
@Controller
@RolesAllowed({Roles.SYSTEM_ADMIN, Roles.GRID_ADMIN, Roles.SUPERVISOR})
@RequiredArgsConstructor
class DutiesPage {
    private final DutyQueries duties;
    private final DutyService service;
    private final FormAnswer answer;
    private final YihuClock clock;

    @GetMapping("/organization/duties")
    String list(Model model) {
        model.addAttribute("mappings", duties.mappings());
        model.addAttribute("unmapped", duties.unmapped(LocalDate.ofInstant(clock.instant(), YihuClock.CHINA)));
        model.addAttribute("duties", duties.duties());
        model.addAttribute("posts", duties.posts());
        model.addAttribute("mayChange", CurrentActor.get().has(Roles.SYSTEM_ADMIN));
        return "organization/duties";
    }

    @PostMapping("/organization/duties")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    String grant(
            @RequestParam String post,
            @RequestParam String duty,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) LocalDate from,
            RedirectAttributes flash) {
        return answer.to("/organization/duties", flash, "organization.saved", () -> service.grant(post, duty, from));
    }

    @PostMapping("/organization/duties/end")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    String end(@RequestParam String post, @RequestParam String duty, RedirectAttributes flash) {
        return answer.to("/organization/duties", flash, "organization.saved", () -> service.end(post, duty, null));
    }
}
