package io.yihu.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Each role gets its own pages and is refused the others'; the office tree ends where the scope ends. */
@YihuIT
class RouteRightsIT {
    private static final List<String> ALL = List.of("li", "wang", "zhao", "zhou", "sys", "sec", "aud");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AccountService accounts;

    @Autowired
    MockMvc mvc;

    @Value("${yihu.test.database}")
    String database;

    @BeforeEach
    void people() throws Exception {
        CleanDatabase.clean(database);
        new People(jdbc, accounts);
    }

    @Test
    void pagesOpenForExactlyTheirRoles() throws Exception {
        assertOpen("/account", Set.copyOf(ALL));
        assertOpen("/organization/offices", Set.copyOf(ALL));
        assertOpen("/organization/officers", Set.copyOf(ALL));
        assertOpen("/organization/officers/11", Set.of("li", "wang", "zhao", "zhou", "sys", "sec", "aud"));
        assertOpen("/organization/accounts", Set.of("sys", "sec"));
        assertOpen("/organization/accounts/" + id("li"), Set.of("sys", "sec"));
        assertOpen("/organization/sessions", Set.of("sys"));
        assertOpen("/organization/rights", Set.of("sys", "sec", "aud"));
    }

    @Test
    void changesAreRefusedToEveryoneElse() throws Exception {
        String account = "/organization/accounts/" + id("chen");
        assertPost("/organization/accounts?login=new.one&name=甲&personNo=S099", Set.of("sys"));
        assertPost(account + "/password", Set.of("sys"));
        assertPost(account + "/disable", Set.of("sys"));
        assertPost(account + "/enable", Set.of("sys"));
        assertPost(account + "/sessions/end", Set.of("sys"));
        assertPost(account + "/roles?role=SUPERVISOR", Set.of("sec"));
        assertPost(account + "/roles/SUPERVISOR/revoke", Set.of("sec"));
        assertPost("/organization/officers/11/posts?post=SERVICE", Set.of("sys"));
        assertPost("/organization/officers/11/posts/SERVICE/end", Set.of("sys"));
        assertPost("/organization/officers/11/skills?tag=VAT&level=3", Set.of("sys"));
        assertPost("/organization/officers/11/skills/VAT/remove", Set.of("sys"));
        assertPost("/organization/officers/11/avoidances?subject=7&relation=亲属", Set.of("sys", "wang"));
        assertPost("/organization/officers/11/unavailable?until=2099-01-01", Set.of("sys", "wang"));
    }

    @Test
    void whatLiesOutsideTheScopeAnswersLikeWhatDoesNotExist() throws Exception {
        assertThat(status(get("/organization/officers/13").with(user("wang")))).isEqualTo(404);
        assertThat(status(get("/organization/offices").param("office", "3").with(user("wang"))))
                .isEqualTo(404);
        assertThat(status(post("/organization/officers/13/unavailable")
                        .with(user("wang"))
                        .with(csrf())))
                .isEqualTo(404);
        assertThat(body("/organization/officers", "wang")).contains("李敏", "王强").doesNotContain("陈静", "赵磊");
        assertThat(body("/organization/offices?q=税务局", "li")).contains("临江市税务局").doesNotContain("江南省税务局");
        assertThat(body("/organization/officers", "sys")).contains("李敏", "陈静");
    }

    @Test
    void nobodyGetsAnythingWithoutASignInOrAToken() throws Exception {
        assertThat(status(get("/organization/accounts"))).isEqualTo(302);
        assertThat(status(post("/organization/accounts/1/disable").with(user("sys"))))
                .isEqualTo(403);
    }

    private void assertOpen(String address, Set<String> allowed) throws Exception {
        List<String> open = new ArrayList<>();
        for (String login : ALL) {
            if (status(get(address).with(user(login))) == 200) {
                open.add(login);
            }
        }
        assertThat(open).as(address).containsExactlyInAnyOrderElementsOf(allowed);
    }

    /** 302 is the answer of a form that was taken; the right role posts last. */
    private void assertPost(String address, Set<String> allowed) throws Exception {
        List<String> open = new ArrayList<>();
        for (String login : ALL) {
            int status = status(post(address).with(user(login)).with(csrf()));
            if (status != 403) {
                assertThat(status).as(address + " by " + login).isIn(302, 404);
                open.add(login);
            }
        }
        assertThat(open).as(address).containsExactlyInAnyOrderElementsOf(allowed);
    }

    private int status(org.springframework.test.web.servlet.RequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse().getStatus();
    }

    private String body(String address, String login) throws Exception {
        return mvc.perform(get(address).with(user(login)))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private long id(String login) {
        return jdbc.sql("select id from organization.v_account where login = ?")
                .param(login)
                .query(Long.class)
                .single();
    }
}
