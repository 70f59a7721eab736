package io.yihu.organization.web;

import io.yihu.organization.OfficerService;
import io.yihu.organization.OwnAccount;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import jakarta.servlet.http.HttpSession;
import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The own account: password and presence. */
@Controller
@PreAuthorize("isAuthenticated()")
@RequiredArgsConstructor
class AccountPage {
    private final OwnAccount own;
    private final OfficerService officers;
    private final FormAnswer answer;

    @GetMapping("/account")
    String show(Model model) {
        model.addAttribute("account", own.view());
        model.addAttribute("profile", own.passwordProfile());
        model.addAttribute("factor", own.secondFactor());
        return "organization/account";
    }

    @PostMapping("/account/password")
    String changePassword(
            @RequestParam String old,
            @RequestParam String wanted,
            @RequestParam String again,
            HttpSession session,
            RedirectAttributes flash) {
        return answer.to(
                "/account",
                flash,
                "organization.password.changed",
                () -> own.changePassword(old, wanted, again, session.getId()));
    }

    @PostMapping("/account/unavailable")
    String setUnavailable(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate until,
            RedirectAttributes flash) {
        Long officer = CurrentActor.get().officerId();
        if (officer == null) {
            throw Refusal.notFound();
        }
        String done = until == null ? "organization.unavailable.back" : "organization.unavailable.done";
        return answer.to("/account", flash, done, () -> officers.setUnavailable(officer, until));
    }
}
