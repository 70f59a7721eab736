package io.yihu.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.yihu.access.AccessWorld.Place;
import io.yihu.access.Routes.Route;
import io.yihu.platform.Roles;
import io.yihu.support.YihuIT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * S04: every route × role × place, made from the route table: nothing of a place outside the scope is read, changed,
 * counted or suggested, and a role that has no right gets nothing.
 */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixIT {
    private static final Set<Integer> REFUSED = Set.of(400, 403, 404, 405, 409, 415, 422);
    private static final Set<String> ADMINISTRATORS =
            Set.of(Roles.SYSTEM_ADMIN, Roles.SECURITY_ADMIN, Roles.AUDIT_ADMIN);
    /** What a name, number or text of a place looks like; the mark alone may be an echo of the question. */
    private static final String OF_TAXPAYERS = "(公司|人|事项|缘由|名单|改判|导出|旧|新|MA|P|R|ref)";

    /**
     * Figures of the whole system that everybody with the role sees on purpose, without any office in them: how well the
     * feeds are resolved, and how often a line of the national model hit.
     */
    private static final Set<String> OF_ALL =
            Set.of("/invoice/unresolved a.", "/taxpayer/resolution a.", "/risk/models a.model", "/ a.model");

    private static final String OF_STAFF = "(员|网格|S)";
    /** Pages that show, or by their nature count, the reader's own doings. */
    private static final Set<String> OWN_DOINGS = Set.of("/trail/actions", "/api/v1/trail", "/account", "/exports");

    @Autowired
    AccessWorld world;

    @Autowired
    MockMvc mvc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    private List<Route> routes;
    private final Map<String, String> alone = new TreeMap<>();

    @BeforeAll
    void build() throws Exception {
        world.offices();
        world.fill(Place.OWN);
        world.fill(Place.CHILD);
        routes = Routes.of(mapping);
        alone.putAll(lists());
        world.fill(Place.SIBLING);
        world.fill(Place.PARENT);
        world.fill(Place.OTHER);
    }

    @Test
    void noRouteGivesAnythingOfAPlaceOutsideTheScope() throws Exception {
        List<String> leaks = new ArrayList<>();
        Map<String, int[]> cells = new LinkedHashMap<>();
        int open = 0;
        for (Route route : routes) {
            for (Map.Entry<String, String> login : new TreeMap<>(AccessWorld.LOGINS).entrySet()) {
                int[] count = cells.computeIfAbsent(login.getValue(), role -> new int[3]);
                count[0] += Place.values().length;
                if (!route.allowed(login.getValue())) {
                    int status = ask(route, login.getKey(), Place.OWN, Map.of())
                            .getResponse()
                            .getStatus();
                    count[1] += Place.values().length;
                    if (!REFUSED.contains(status)) {
                        leaks.add(route + " answers " + status + " to " + login.getValue());
                    }
                    continue;
                }
                for (Place place : Place.values()) {
                    count[2]++;
                    leaks.addAll(cell(route, login.getKey(), login.getValue(), place));
                }
            }
            open += route.unknown() ? 1 : 0;
        }
        System.out.printf("access matrix: %d routes, %d of them about things without a place%n", routes.size(), open);
        cells.forEach((role, count) -> System.out.printf(
                "  %-14s %5d cells: %5d refused by role, %5d asked in %d places%n",
                role, count[0], count[1], count[2], Place.values().length));
        assertThat(leaks).isEmpty();
    }

    @Test
    void countsChartsAndSuggestionsAreTheSameWhateverLiesOutsideTheScope() throws Exception {
        Map<String, String> now = lists();
        List<String> different = now.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(alone.get(entry.getKey())))
                .filter(entry -> OF_ALL.stream().noneMatch(entry.getKey()::startsWith))
                .map(entry -> entry.getKey() + ": " + difference(alone.get(entry.getKey()), entry.getValue()))
                .toList();
        System.out.printf("access matrix: %d answers of lists, counts, charts and searches compared%n", now.size());
        assertThat(different).isEmpty();
    }

    /** One cell of the matrix: asked plainly, and for what can be asked for, with every question pointing at the place. */
    private List<String> cell(Route route, String login, String role, Place place) throws Exception {
        List<String> leaks = new ArrayList<>();
        boolean administrator = ADMINISTRATORS.contains(role);
        List<Map<String, String>> asked = new ArrayList<>();
        asked.add(Routes.questions(place, world.ids.get(place)));
        if (route.method().equals("GET")) {
            asked.add(Map.of());
        }
        for (Map<String, String> questions : asked) {
            MvcResult answer = ask(route, login, place, questions);
            int status = answer.getResponse().getStatus();
            String body = text(answer);
            String where =
                    route.method() + " " + route.pattern() + " by " + role + " at " + place + " " + questions.keySet();
            if (status >= 500 && !route.pattern().equals("/error")) {
                leaks.add(where + " fails with " + status);
            }
            if (!administrator && route.placed() && !place.visible() && !REFUSED.contains(status) && !refused(answer)) {
                leaks.add(where + " answers " + status);
            }
            for (Place other : Place.values()) {
                // what an audit administrator reads of taxpayers are entries of the log, whose names are masked
                String marks = administrator && route.pattern().contains("/trail")
                        ? "公司"
                        : administrator ? OF_TAXPAYERS : "(" + OF_TAXPAYERS + "|" + OF_STAFF + ")";
                if ((administrator || !other.visible())
                        && Pattern.compile(marks + other.mark()).matcher(body).find()) {
                    leaks.add(where + " shows " + other);
                }
            }
        }
        return leaks;
    }

    /** A form may go back to its page with a refusal instead. */
    private static boolean refused(MvcResult answer) {
        return answer.getResponse().getStatus() == 302
                && (answer.getFlashMap().containsKey("problems")
                        || answer.getFlashMap().containsKey("problem"));
    }

    /** What is changed is taken back. */
    private MvcResult ask(Route route, String login, Place place, Map<String, String> questions) throws Exception {
        MockHttpServletRequestBuilder request = MockMvcRequestBuilders.request(
                        HttpMethod.valueOf(route.method()), route.address(world.ids.get(place)))
                .with(user(login));
        questions.forEach(request::param);
        if (route.method().equals("GET")) {
            return mvc.perform(request).andReturn();
        }
        Routes.ANYTHING.forEach((name, value) -> {
            if (!questions.containsKey(name)) {
                request.param(name, value);
            }
        });
        request.with(csrf());
        return transaction.execute(status -> {
            status.setRollbackOnly();
            try {
                return mvc.perform(request).andReturn();
            } catch (Exception e) {
                throw new IllegalStateException(route + " by " + login, e);
            }
        });
    }

    /** Answers of all routes without a thing of their own, for those who work on taxpayers. */
    private Map<String, String> lists() throws Exception {
        Map<String, String> answers = new TreeMap<>();
        for (Route route : routes) {
            if (!route.method().equals("GET")
                    || route.pattern().contains("{")
                    || OWN_DOINGS.contains(route.pattern())) {
                continue;
            }
            for (Map.Entry<String, String> login : AccessWorld.LOGINS.entrySet()) {
                if (ADMINISTRATORS.contains(login.getValue()) || !route.allowed(login.getValue())) {
                    continue;
                }
                for (Map<String, String> questions : List.of(Map.<String, String>of(), Map.of("q", "公司"))) {
                    MvcResult answer = ask(route, login.getKey(), Place.OWN, questions);
                    answers.put(route.pattern() + " " + login.getKey() + questions, still(text(answer)));
                }
            }
        }
        return answers;
    }

    /** What a reader sees of it; a workbook is opened. */
    private static String text(MvcResult answer) throws Exception {
        byte[] content = answer.getResponse().getContentAsByteArray();
        if (content.length < 4 || content[0] != 'P' || content[1] != 'K') {
            return new String(content, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder();
        Path file = Files.write(Files.createTempFile("yihu-book", ".xlsx"), content);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().startsWith("xl/")) {
                    text.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } finally {
            Files.delete(file);
        }
        return text.toString();
    }

    /** Without what differs between any two answers: tokens and moments. */
    private static String still(String body) {
        return body.replaceAll("name=\"_csrf\"[^>]*", "")
                .replaceAll("content=\"[A-Za-z0-9_-]{80,}\"", "")
                .replaceAll("name=\"ref\" value=\"[0-9a-f-]+\"", "")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d(:[\\d.]+Z?)?", "");
    }

    private static String difference(String before, String after) {
        int at = 0;
        while (at < Math.min(before.length(), after.length()) && before.charAt(at) == after.charAt(at)) {
            at++;
        }
        return "…"
                + before.substring(Math.max(0, at - 80), Math.min(before.length(), at + 60))
                        .replaceAll("\\s+", " ") + " ⇒ "
                + after.substring(at, Math.min(after.length(), at + 60)).replaceAll("\\s+", " ");
    }
}
