package io.yihu.organization.web;

import io.yihu.organization.OfficerService;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Changes of one officer: posts and skills by the system administrator, avoidance and absence by the supervisor too. */
@Controller
@RolesAllowed(Roles.SYSTEM_ADMIN)
@RequiredArgsConstructor
class OfficerForms {
    private final OfficerService officers;
    private final FormAnswer answer;

    @PostMapping("/organization/officers/{id}/posts")
    String assignPost(
            @PathVariable long id,
            @RequestParam String post,
            @RequestParam(defaultValue = "false") boolean primary,
            RedirectAttributes flash) {
        return done(id, flash, () -> officers.assignPost(id, post, primary));
    }

    @PostMapping("/organization/officers/{id}/posts/{post}/end")
    String endPost(@PathVariable long id, @PathVariable String post, RedirectAttributes flash) {
        return done(id, flash, () -> officers.endPost(id, post));
    }

    @PostMapping("/organization/officers/{id}/skills")
    String setSkill(
            @PathVariable long id,
            @RequestParam String tag,
            @RequestParam int level,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) LocalDate validTo,
            RedirectAttributes flash) {
        return done(id, flash, () -> officers.setSkill(id, tag, level, validTo));
    }

    @PostMapping("/organization/officers/{id}/skills/{tag}/remove")
    String removeSkill(@PathVariable long id, @PathVariable String tag, RedirectAttributes flash) {
        return done(id, flash, () -> officers.removeSkill(id, tag));
    }

    @PostMapping("/organization/officers/{id}/avoidances")
    @RolesAllowed({Roles.SYSTEM_ADMIN, Roles.SUPERVISOR})
    String addAvoidance(
            @PathVariable long id,
            @RequestParam long subject,
            @RequestParam String relation,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) LocalDate validTo,
            RedirectAttributes flash) {
        return done(id, flash, () -> officers.addAvoidance(id, subject, relation, validTo));
    }

    @PostMapping("/organization/officers/{id}/avoidances/{avoidance}/end")
    @RolesAllowed({Roles.SYSTEM_ADMIN, Roles.SUPERVISOR})
    String endAvoidance(@PathVariable long id, @PathVariable long avoidance, RedirectAttributes flash) {
        return done(id, flash, () -> officers.endAvoidance(id, avoidance));
    }

    @PostMapping("/organization/officers/{id}/unavailable")
    @RolesAllowed({Roles.SYSTEM_ADMIN, Roles.SUPERVISOR})
    String setUnavailable(
            @PathVariable long id,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) LocalDate until,
            RedirectAttributes flash) {
        return done(id, flash, () -> officers.setUnavailable(id, until));
    }

    private String done(long id, RedirectAttributes flash, Runnable action) {
        return answer.to("/organization/officers/" + id, flash, "organization.saved", action);
    }
}
