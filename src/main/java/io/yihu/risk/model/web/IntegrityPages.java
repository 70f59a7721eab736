package io.yihu.risk.model.web;

import io.yihu.platform.Roles;
import io.yihu.risk.model.IntegrityService;
import jakarta.annotation.security.RolesAllowed;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What does not hang together in the live models. */
@Controller
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
class IntegrityPages {
    private final IntegrityService integrity;

    @GetMapping("/risk/integrity")
    String list(Model model) {
        model.addAttribute("findings", integrity.findings());
        model.addAttribute("months", integrity.months());
        return "risk/integrity";
    }
}
