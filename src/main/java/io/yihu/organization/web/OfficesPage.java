package io.yihu.organization.web;

import io.yihu.organization.OfficeQueries;
import io.yihu.organization.OfficeRow;
import io.yihu.organization.OfficerQueries;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The tree of offices, level by level, inside the own scope. */
@Controller
@RolesAllowed({
    Roles.OFFICER,
    Roles.SUPERVISOR,
    Roles.GRID_ADMIN,
    Roles.MODEL_ADMIN,
    Roles.SYSTEM_ADMIN,
    Roles.SECURITY_ADMIN,
    Roles.AUDIT_ADMIN
})
@RequiredArgsConstructor
class OfficesPage {
    private static final int MOST = 200;

    private final OfficeQueries offices;
    private final OfficerQueries officers;

    @GetMapping("/organization/offices")
    String list(
            @RequestParam(required = false) Long office,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String level,
            Model model) {
        boolean searching = !q.isBlank() || !level.isBlank();
        List<OfficeRow> tops = offices.tops();
        Long here =
                office == null && tops.size() == 1 ? Long.valueOf(tops.get(0).id()) : office;
        if (searching || here == null) {
            model.addAttribute("rows", searching ? offices.find(q, level, MOST) : tops);
        } else {
            model.addAttribute("here", offices.byId(here));
            model.addAttribute("path", offices.path(here));
            model.addAttribute("rows", offices.children(here));
            model.addAttribute("levels", offices.levels(here));
            model.addAttribute("staff", officers.ofOffice(here));
        }
        model.addAttribute("q", q);
        model.addAttribute("level", level);
        model.addAttribute("most", MOST);
        return "organization/offices";
    }
}
