package io.yihu.organization.web;

import io.yihu.organization.AccountQueries;
import io.yihu.organization.OfficeQueries;
import io.yihu.organization.OfficerFilter;
import io.yihu.organization.OfficerQueries;
import io.yihu.organization.OfficerRow;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import jakarta.annotation.security.RolesAllowed;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Officers of the own scope, and each of them with posts, skills, avoidance and accounts. */
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
class OfficersPage {
    private static final int PAGE = 50;

    private final OfficerQueries officers;
    private final OfficeQueries offices;
    private final AccountQueries accounts;

    @GetMapping("/organization/officers")
    String list(
            @ModelAttribute("filter") OfficerFilter filter, @RequestParam(required = false) String after, Model model) {
        Slice<OfficerRow> slice = officers.list(filter, after, PAGE);
        model.addAttribute("rows", slice.rows());
        model.addAttribute("next", slice.next() == null ? null : next(filter, slice.next()));
        model.addAttribute("posts", officers.allPosts());
        if (filter.office() != null) {
            model.addAttribute("office", offices.byId(filter.office()));
        }
        return "organization/officers";
    }

    @GetMapping("/organization/officers/{id}")
    String one(@PathVariable long id, Model model) {
        OfficerRow officer = officers.byId(id);
        model.addAttribute("officer", officer);
        model.addAttribute("path", offices.path(officer.officeId()));
        model.addAttribute("held", officers.posts(id));
        model.addAttribute("skills", officers.skills(id));
        model.addAttribute("avoidances", officers.avoidances(id));
        model.addAttribute("accounts", accounts.ofOfficer(id));
        model.addAttribute("allPosts", officers.allPosts());
        model.addAttribute("allSkills", officers.allSkills());
        return "organization/officer";
    }

    private static String next(OfficerFilter filter, String after) {
        UriComponentsBuilder url =
                UriComponentsBuilder.fromPath("/organization/officers").queryParam("after", "{after}");
        url.queryParam("q", "{q}")
                .queryParam("office", "{office}")
                .queryParam("status", "{status}")
                .queryParam("post", "{post}");
        return url.encode()
                .buildAndExpand(
                        after, text(filter.q()), text(filter.office()), text(filter.status()), text(filter.post()))
                .toUriString();
    }

    private static Object text(Object value) {
        return value == null ? "" : value;
    }
}
