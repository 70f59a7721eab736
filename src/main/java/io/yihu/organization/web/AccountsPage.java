package io.yihu.organization.web;

import io.yihu.organization.AccountAdministrationService;
import io.yihu.organization.AccountQueries;
import io.yihu.organization.AccountRoles;
import io.yihu.organization.AccountRow;
import io.yihu.organization.RoleService;
import io.yihu.organization.SecondFactorService;
import io.yihu.organization.Sessions;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Accounts: the system administrator opens and closes them, the security administrator says what they may. */
@Controller
@RolesAllowed({Roles.SYSTEM_ADMIN, Roles.SECURITY_ADMIN})
@RequiredArgsConstructor
class AccountsPage {
    private static final int PAGE = 50;

    private final AccountQueries accounts;
    private final AccountAdministrationService administration;
    private final RoleService roles;
    private final Sessions sessions;
    private final SecondFactorService factors;
    private final FormAnswer answer;

    @GetMapping("/organization/accounts")
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String after,
            Model model) {
        Slice<AccountRow> slice = accounts.list(q.strip(), role, after, PAGE);
        model.addAttribute("rows", slice.rows());
        model.addAttribute("q", q);
        model.addAttribute("role", role);
        model.addAttribute("allRoles", AccountRoles.ALL);
        if (slice.next() != null) {
            model.addAttribute(
                    "next",
                    UriComponentsBuilder.fromPath("/organization/accounts")
                            .queryParam("q", "{q}")
                            .queryParam("role", "{role}")
                            .queryParam("after", "{after}")
                            .encode()
                            .buildAndExpand(q, role, slice.next())
                            .toUriString());
        }
        return "organization/accounts";
    }

    @GetMapping("/organization/accounts/{id}")
    String one(@PathVariable long id, Model model) {
        model.addAttribute("account", accounts.byId(id));
        model.addAttribute("grants", accounts.grants(id));
        model.addAttribute("factor", factors.present(id));
        model.addAttribute("requests", roles.open(id));
        model.addAttribute("allRoles", AccountRoles.ALL);
        return "organization/account-one";
    }

    @PostMapping("/organization/accounts")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    String create(
            @RequestParam String login,
            @RequestParam String name,
            @RequestParam String personNo,
            RedirectAttributes flash) {
        try {
            var opened = administration.create(login, name, personNo);
            flash.addFlashAttribute("initial", opened.initialPassword());
            return "redirect:/organization/accounts/" + opened.id();
        } catch (Refusal refusal) {
            flash.addFlashAttribute("problems", List.of(answer.text(refusal.getMessage(), refusal.arguments())));
            flash.addFlashAttribute("typed", List.of(login, name, personNo));
            return "redirect:/organization/accounts";
        }
    }

    @PostMapping("/organization/accounts/{id}/disable")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    String disable(@PathVariable long id, RedirectAttributes flash) {
        return done(id, flash, "organization.account.disabled.done", () -> administration.disable(id));
    }

    @PostMapping("/organization/accounts/{id}/enable")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    String enable(@PathVariable long id, RedirectAttributes flash) {
        return done(id, flash, "organization.account.enabled.done", () -> administration.enable(id));
    }

    @PostMapping("/organization/accounts/{id}/password")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    String resetPassword(@PathVariable long id, RedirectAttributes flash) {
        return done(
                id,
                flash,
                "organization.account.reset.done",
                () -> flash.addFlashAttribute("initial", administration.resetPassword(id)));
    }

    @PostMapping("/organization/accounts/{id}/roles")
    @RolesAllowed(Roles.SECURITY_ADMIN)
    String grant(@PathVariable long id, @RequestParam String role, RedirectAttributes flash) {
        String notice = roles.approvalNeeded() ? "organization.role.asked" : "organization.role.granted";
        return done(id, flash, notice, () -> roles.grant(id, role));
    }

    @PostMapping("/organization/accounts/{id}/roles/{role}/revoke")
    @RolesAllowed(Roles.SECURITY_ADMIN)
    String revoke(@PathVariable long id, @PathVariable String role, RedirectAttributes flash) {
        return done(id, flash, "organization.role.revoked", () -> roles.revoke(id, role));
    }

    @PostMapping("/organization/accounts/{id}/second-factor/remove")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    String removeFactor(@PathVariable long id, RedirectAttributes flash) {
        return done(id, flash, "organization.factor.removed", () -> factors.remove(id));
    }

    @GetMapping("/organization/sessions")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    String online(Model model) {
        model.addAttribute("rows", sessions.online());
        return "organization/sessions";
    }

    @PostMapping("/organization/accounts/{id}/sessions/end")
    @RolesAllowed(Roles.SYSTEM_ADMIN)
    String endSessions(@PathVariable long id, RedirectAttributes flash) {
        return answer.to(
                "/organization/sessions", flash, "organization.session.ended", () -> administration.endSessions(id));
    }

    private String done(long id, RedirectAttributes flash, String noticeKey, Runnable action) {
        return answer.to("/organization/accounts/" + id, flash, noticeKey, action);
    }
}
