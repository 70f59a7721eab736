package io.yihu.organization.web;

import io.yihu.organization.AccountRoles;
import io.yihu.organization.OfficerQueries;
import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may do what, read from the routes themselves, so that the page cannot differ from what is enforced. */
@Controller
@RolesAllowed({Roles.SYSTEM_ADMIN, Roles.SECURITY_ADMIN, Roles.AUDIT_ADMIN})
@RequiredArgsConstructor
class RightsPage {
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;
    private final List<NavItem> entries;
    private final OfficerQueries officers;

    /** One route; everyone is true where a sign-in is enough. */
    record Route(String methods, String address, Set<String> roles, boolean everyone) {}

    @GetMapping("/organization/rights")
    String show(Model model) {
        model.addAttribute("allRoles", AccountRoles.ALL);
        model.addAttribute(
                "entries",
                entries.stream()
                        .sorted(Comparator.comparing((NavItem item) -> NavItem.GROUPS.indexOf(item.group()))
                                .thenComparing(NavItem::order))
                        .toList());
        model.addAttribute("routes", routes());
        model.addAttribute("posts", officers.allPosts());
        return "organization/rights";
    }

    private List<Route> routes() {
        return mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(entry -> entry.getValue().getBeanType().getPackageName().startsWith("io.yihu"))
                .flatMap(entry -> entry.getKey().getPatternValues().stream()
                        .map(address -> route(entry.getKey(), address, entry.getValue())))
                .distinct()
                .sorted(Comparator.comparing(Route::address).thenComparing(Route::methods))
                .toList();
    }

    private static Route route(RequestMappingInfo info, String address, HandlerMethod handler) {
        String methods = info.getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .sorted()
                .reduce((one, two) -> one + " " + two)
                .orElse("GET");
        RolesAllowed allowed = handler.getMethodAnnotation(RolesAllowed.class);
        boolean ownDeclaration = allowed != null || handler.hasMethodAnnotation(PermitAll.class);
        if (!ownDeclaration) {
            allowed = AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), RolesAllowed.class);
        }
        return new Route(methods, address, allowed == null ? Set.of() : Set.of(allowed.value()), allowed == null);
    }
}
