package io.yihu.access;

import io.yihu.access.AccessWorld.Place;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The routes as the application itself knows them, and which thing each of their variables names. */
final class Routes {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)[^}]*}");

    /** Beginning of an address, variable, thing; the first line that fits counts. */
    private static final List<String[]> THINGS = List.of(
            new String[] {"/subject/", "buyer", "buyer"},
            new String[] {"/subject/", "seller", "subject"},
            new String[] {"/subject/", "id", "subject"},
            new String[] {"/api/v1/subjects/", "id", "subject"},
            new String[] {"/invoice/subjects/", "subject", "subject"},
            new String[] {"/taxpayer/subjects/", "id", "subject"},
            new String[] {"/person/", "id", "person"},
            new String[] {"/api/v1/persons/", "id", "person"},
            new String[] {"/office/", "id", "office"},
            new String[] {"/staff/", "id", "officer"},
            new String[] {"/organization/officers/", "id", "officer"},
            new String[] {"/grid/grids/", "id", "grid"},
            new String[] {"/grid/members/", "member", "member"},
            new String[] {"/task/tasks/", "id", "task"},
            new String[] {"/task/threads/", "id", "order"},
            new String[] {"/task/escalations/", "id", "escalation"},
            new String[] {"/task/regions/", "id", "region"},
            new String[] {"/task/directives/", "id", "directive"},
            new String[] {"/task/directives/", "node", "node"},
            new String[] {"/api/v1/matters/", "id", "matter"},
            new String[] {"/risk/findings/", "id", "finding"},
            new String[] {"/api/v1/findings/", "id", "finding"},
            new String[] {"/risk/loop/", "id", "matter"},
            new String[] {"/risk/listings/", "id", "listing"},
            new String[] {"/risk/overrides/", "id", "override"},
            new String[] {"/exports/", "id", "export"},
            new String[] {"/guidance/pushes/", "id", "push"},
            new String[] {"/guidance/demands/", "id", "demand"},
            new String[] {"/guidance/coachings/", "id", "coaching"},
            new String[] {"/taxpayer/review/", "id", "pair"},
            new String[] {"/taxpayer/doubts/", "id", "pair"},
            new String[] {"/taxpayer/people/", "pair", "pair"});

    private static final Map<String, String> OTHER_VARIABLES = Map.of(
            "month",
            "2026-04",
            "name",
            "out_amt",
            "command",
            "accept",
            "kind",
            "ORDER",
            "tag",
            "VAT",
            "post",
            "SERVICE",
            "role",
            "SUPERVISOR",
            "code",
            "SMALL_VAT");

    /** Fields of forms, so that a refusal is about the thing and not about a missing field. */
    static final Map<String, String> ANYTHING = Map.ofEntries(
            Map.entry("reason", "按规定办理的理由"),
            Map.entry("note", "按规定办理的说明"),
            Map.entry("purpose", "核查"),
            Map.entry("text", "按规定办理"),
            Map.entry("capacity", "50"),
            Map.entry("version", "0"),
            Map.entry("level", "3"),
            Map.entry("tag", "VAT"),
            Map.entry("post", "SERVICE"),
            Map.entry("relation", "亲属"),
            Map.entry("role", "MEMBER"),
            Map.entry("until", "2099-01-01"),
            Map.entry("category", "NO_ISSUE"),
            Map.entry("decision", "APART"),
            Map.entry("effective", "2026-05-01"));

    /** One route for one method; {@code roles} null where a sign-in is enough, empty where not even that is needed. */
    record Route(String method, String pattern, Set<String> roles) {
        /** True when it names a thing that lies somewhere. */
        boolean placed() {
            Matcher variable = VARIABLE.matcher(pattern);
            while (variable.find()) {
                if (thing(variable.group(1)) != null) {
                    return true;
                }
            }
            return false;
        }

        /** True when it names something we do not know. */
        boolean unknown() {
            return pattern.contains("{") && !placed();
        }

        String address(Map<String, Long> ids) {
            return VARIABLE.matcher(pattern).replaceAll(variable -> {
                String thing = thing(variable.group(1));
                return thing == null
                        ? OTHER_VARIABLES.getOrDefault(variable.group(1), "1")
                        : String.valueOf(ids.get(thing));
            });
        }

        private String thing(String variable) {
            return THINGS.stream()
                    .filter(line -> pattern.startsWith(line[0]) && line[1].equals(variable))
                    .map(line -> line[2])
                    .findFirst()
                    .orElse(null);
        }

        boolean allowed(String role) {
            return roles == null || roles.isEmpty() || roles.contains(role);
        }
    }

    private Routes() {}

    static List<Route> of(RequestMappingHandlerMapping mapping) {
        return mapping.getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().getPackageName().startsWith("io.yihu"))
                .flatMap(entry -> entry.getKey().getPatternValues().stream()
                        .flatMap(pattern -> methods(entry.getKey()).stream()
                                .map(method -> new Route(method, pattern, roles(entry.getValue())))))
                .distinct()
                .sorted(java.util.Comparator.comparing(Route::pattern).thenComparing(Route::method))
                .toList();
    }

    private static List<String> methods(RequestMappingInfo info) {
        var methods = info.getMethodsCondition().getMethods();
        return methods.isEmpty()
                ? List.of("GET")
                : methods.stream().map(Enum::name).toList();
    }

    private static Set<String> roles(HandlerMethod handler) {
        if (handler.hasMethodAnnotation(RolesAllowed.class)) {
            return Set.of(handler.getMethodAnnotation(RolesAllowed.class).value());
        }
        if (handler.hasMethodAnnotation(PermitAll.class)) {
            return Set.of();
        }
        RolesAllowed type = AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), RolesAllowed.class);
        boolean open = AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), PermitAll.class);
        return type != null ? Set.of(type.value()) : open ? Set.of() : null;
    }

    /** Parameters that lists, searches, charts and exports understand, all pointing at one place. */
    static Map<String, String> questions(Place place, Map<String, Long> ids) {
        return Map.of(
                "q", place.mark(),
                "office", String.valueOf(ids.get("office")),
                "officer", String.valueOf(ids.get("officer")),
                "subject", String.valueOf(ids.get("subject")),
                "grid", String.valueOf(ids.get("grid")),
                "target", String.valueOf(ids.get("subject")),
                "period", "2026-04");
    }
}
