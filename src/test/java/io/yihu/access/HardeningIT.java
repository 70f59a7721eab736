package io.yihu.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.yihu.access.Routes.Route;
import io.yihu.organization.AccountService;
import io.yihu.organization.NewAccount;
import io.yihu.platform.Roles;
import io.yihu.support.YihuIT;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What every answer and every form keeps, asked of all routes at once. */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HardeningIT {
    @Autowired
    MockMvc mvc;

    @Autowired
    AccountService accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @BeforeAll
    void oneOfEach() {
        accounts.createAll(List.of(
                new NewAccount("h.sys", "系", "H1", null, "Green-river-2026", false, Set.of(Roles.SYSTEM_ADMIN)),
                new NewAccount("h.aud", "审", "H2", null, "Green-river-2026", false, Set.of(Roles.AUDIT_ADMIN))));
    }

    @Test
    void noFormIsTakenWithoutItsToken() throws Exception {
        List<String> taken = new ArrayList<>();
        int asked = 0;
        for (Route route : Routes.of(mapping)) {
            if (route.method().equals("GET")) {
                continue;
            }
            asked++;
            String address = route.address(Map.of()).replace("null", "1");
            int status = mvc.perform(MockMvcRequestBuilders.request(HttpMethod.valueOf(route.method()), address)
                            .with(user("h.sys")))
                    .andReturn()
                    .getResponse()
                    .getStatus();
            int forged = mvc.perform(MockMvcRequestBuilders.request(HttpMethod.valueOf(route.method()), address)
                            .with(user("h.sys"))
                            .with(csrf().useInvalidToken()))
                    .andReturn()
                    .getResponse()
                    .getStatus();
            if (status != 403 || forged != 403) {
                taken.add(route.method() + " " + route.pattern() + " " + status + " " + forged);
            }
        }
        System.out.printf("forms without a token refused: %d of %d%n", asked - taken.size(), asked);
        assertThat(taken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/account",
                "/organization/accounts",
                "/trail/actions",
                "/api/v1/trail",
                "/sign-in",
                "/no/such/page"
            })
    void everyAnswerIsGuardedAndKeptByNoCache(String address) throws Exception {
        MockHttpServletResponse answer = mvc.perform(
                        get(address).secure(true).with(user(address.contains("trail") ? "h.aud" : "h.sys")))
                .andReturn()
                .getResponse();
        assertThat(answer.getHeader("Content-Security-Policy"))
                .contains(
                        "default-src 'none'",
                        "object-src 'none'",
                        "base-uri 'none'",
                        "frame-ancestors 'none'",
                        "form-action 'self'")
                .doesNotContain("unsafe-inline", "unsafe-eval", "*");
        assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(answer.getHeader("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.getHeader("Cache-Control")).contains("no-store");
        assertThat(answer.getHeader("Strict-Transport-Security")).contains("max-age=31536000", "includeSubDomains");
        assertThat(answer.getHeader("Access-Control-Allow-Origin")).isNull();
        assertThat(answer.getHeader("Server")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/loggers",
                "/.git/config",
                "/h2-console",
                "/..;/actuator/env",
                "/WEB-INF/web.xml",
                "/application.yml",
                "/vendor/",
                "/platform/",
                "/swagger-ui/index.html"
            })
    void nothingOfTheMachineryIsServed(String address) throws Exception {
        for (String login : List.of("h.sys", "h.aud")) {
            int status;
            String body = "";
            try {
                MockHttpServletResponse answer = mvc.perform(
                                get(java.net.URI.create(address)).with(user(login)))
                        .andReturn()
                        .getResponse();
                status = answer.getStatus();
                body = answer.getContentAsString();
            } catch (org.springframework.security.web.firewall.RequestRejectedException refused) {
                status = 400;
            }
            assertThat(status).as(address + " " + body.lines().findFirst()).isIn(400, 403, 404);
        }
    }

    @Test
    void traceIsRefusedAndASignOutIsNoLink() throws Exception {
        int trace;
        try {
            trace = mvc.perform(MockMvcRequestBuilders.request(HttpMethod.TRACE, "/account")
                            .with(user("h.sys")))
                    .andReturn()
                    .getResponse()
                    .getStatus();
        } catch (org.springframework.security.web.firewall.RequestRejectedException refused) {
            trace = 405;
        }
        assertThat(trace).isIn(400, 403, 405);
        assertThat(mvc.perform(get("/sign-out").with(user("h.sys")))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isIn(403, 404, 405);
    }

    @Test
    void signingOutClearsWhatTheBrowserKept() throws Exception {
        assertThat(mvc.perform(post("/sign-out")
                                .secure(true)
                                .with(user("h.sys"))
                                .with(csrf()))
                        .andReturn()
                        .getResponse()
                        .getHeader("Clear-Site-Data"))
                .isEqualTo("\"cache\", \"storage\"");
    }

    @Test
    void fieldsNobodyAskedForChangeNothing() throws Exception {
        mvc.perform(post("/organization/accounts")
                        .with(user("h.sys"))
                        .with(csrf())
                        .param("login", "mass.one")
                        .param("name", "甲")
                        .param("personNo", "M1")
                        .param("role", "SECURITY_ADMIN")
                        .param("roles", "SECURITY_ADMIN")
                        .param("mustChange", "false")
                        .param("passwordHash", "x")
                        .param("id", "1"))
                .andReturn();
        assertThat(jdbc.sql("""
                        select a.must_change || ' ' || (a.password_hash = 'x') || ' ' || (select count(*) from organization.account_role r where r.account_id = a.id)
                        from organization.account a where login = 'mass.one'""").query(String.class).single()).isEqualTo("true false 0");
    }

    @Test
    void afterSigningInOneStaysInThisHouse() throws Exception {
        for (String target : List.of("https://evil.example/", "//evil.example/", "/\\evil.example")) {
            String to = mvc.perform(post("/sign-in")
                            .param("login", "h.sys")
                            .param("password", "Green-river-2026")
                            .param("redirect", target)
                            .param("continue", target)
                            .header("Referer", target)
                            .with(csrf()))
                    .andReturn()
                    .getResponse()
                    .getRedirectedUrl();
            assertThat(to).isEqualTo("/");
        }
    }
}
