package io.yihu.organization.web;

import io.yihu.organization.RoleService;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Roles one administrator gave and a second one has to agree to. */
@Controller
@RolesAllowed({Roles.SECURITY_ADMIN, Roles.AUDIT_ADMIN})
@RequiredArgsConstructor
class RoleRequestsPage {
    private final RoleService roles;
    private final FormAnswer answer;

    @GetMapping("/organization/role-requests")
    String list(Model model) {
        model.addAttribute("rows", roles.open());
        model.addAttribute("needed", roles.approvalNeeded());
        return "organization/role-requests";
    }

    @PostMapping("/organization/role-requests/{id}")
    String decide(@PathVariable long id, @RequestParam boolean grant, RedirectAttributes flash) {
        return answer.to(
                "/organization/role-requests",
                flash,
                grant ? "organization.role.granted" : "organization.role.declined",
                () -> roles.decide(id, grant));
    }
}
