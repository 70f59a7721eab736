package io.yihu.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import jakarta.servlet.http.Cookie;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;

/** Sessions and passwords through the real filter chain, sessions kept in the database. */
@YihuIT
class OwnAccountIT {
    private static final String NEXT = "Blue-harbour-7";

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
    void signingInGivesANewSessionIdAndSigningOutDeletesTheRow() throws Exception {
        Cookie stranger = mvc.perform(get("/sign-in")).andReturn().getResponse().getCookie("SESSION");
        Cookie session = signIn("li", People.PASSWORD, stranger);
        assertThat(session.getValue()).isNotEqualTo(stranger == null ? null : stranger.getValue());
        assertThat(sessions("li")).isEqualTo(1);
        mvc.perform(get("/account").cookie(session)).andExpect(status().isOk());

        mvc.perform(post("/sign-out").cookie(session).with(csrf())).andExpect(redirectedUrl("/sign-in?out"));

        assertThat(sessions("li")).isZero();
        mvc.perform(get("/account").cookie(session)).andExpect(redirectedUrl("/sign-in"));
        assertThat(actions("li")).containsExactly("organization.session.open", "organization.session.close");
    }

    @Test
    void aNewPasswordEndsTheOtherSessionsOfTheAccount() throws Exception {
        Cookie here = signIn("li", People.PASSWORD, null);
        Cookie elsewhere = signIn("li", People.PASSWORD, null);

        change(here, People.PASSWORD, NEXT, NEXT);

        mvc.perform(get("/account").cookie(here)).andExpect(status().isOk());
        mvc.perform(get("/account").cookie(elsewhere)).andExpect(redirectedUrl("/sign-in"));
        assertThat(signIn("li", NEXT, null)).isNotNull();
    }

    @Test
    void theOldPasswordIsAskedAndWrongAnswersCountTowardsTheLock() throws Exception {
        Cookie session = signIn("li", People.PASSWORD, null);
        for (int i = 0; i < 5; i++) {
            change(session, "wrong", NEXT, NEXT);
        }
        change(session, People.PASSWORD, NEXT, NEXT);

        assertThat(jdbc.sql("select locked_until > now() from organization.sign_in_guard")
                        .query(Boolean.class)
                        .list())
                .containsExactly(true);
        assertThat(actions("li")).doesNotContain("organization.password.change");
    }

    @Test
    void noneOfTheLastFiveComesBack() throws Exception {
        Cookie session = signIn("li", People.PASSWORD, null);
        String present = People.PASSWORD;
        for (String next : List.of("Blue-harbour-1", "Blue-harbour-2", "Blue-harbour-3", "Blue-harbour-4")) {
            change(session, present, next, next);
            present = next;
        }
        change(session, present, People.PASSWORD, People.PASSWORD);
        assertThat(changes("li")).as("the first of five is still remembered").isEqualTo(4);

        change(session, present, "Blue-harbour-5", "Blue-harbour-5");
        change(session, "Blue-harbour-5", People.PASSWORD, People.PASSWORD);
        assertThat(changes("li")).isEqualTo(6);
    }

    @Test
    void anInitialOrExpiredPasswordOpensNothingButItsOwnChange() throws Exception {
        for (String state : List.of("must_change = true", "password_changed_at = now() - interval '91 days'")) {
            people();
            Cookie session = signIn("li", People.PASSWORD, null);
            jdbc.sql("update organization.account set " + state + " where login = 'li'")
                    .update();

            mvc.perform(get("/organization/officers").cookie(session)).andExpect(redirectedUrl("/account"));
            mvc.perform(get("/account").cookie(session)).andExpect(status().isOk());
            change(session, People.PASSWORD, NEXT, NEXT);
            mvc.perform(get("/organization/officers").cookie(session)).andExpect(status().isOk());
        }
    }

    @Test
    void theSystemAdministratorEndsSessions() throws Exception {
        Cookie officer = signIn("li", People.PASSWORD, null);
        Cookie admin = signIn("sys", People.PASSWORD, null);
        long id = jdbc.sql("select id from organization.v_account where login = 'li'")
                .query(Long.class)
                .single();

        mvc.perform(get("/organization/sessions").cookie(admin)).andExpect(status().isOk());
        mvc.perform(post("/organization/accounts/" + id + "/sessions/end")
                        .cookie(admin)
                        .with(csrf()))
                .andExpect(redirectedUrl("/organization/sessions"));

        mvc.perform(get("/account").cookie(officer)).andExpect(redirectedUrl("/sign-in"));
    }

    @Test
    void aSessionEndsAfterTwelveHoursHoweverBusy() throws Exception {
        Cookie session = signIn("li", People.PASSWORD, null);
        jdbc.sql("update platform.spring_session set creation_time = creation_time - 12 * 3600 * 1000 - 60000")
                .update();

        mvc.perform(get("/organization/officers").cookie(session)).andExpect(redirectedUrl("/sign-in?expired"));
        mvc.perform(get("/organization/officers").cookie(session)).andExpect(redirectedUrl("/sign-in"));
    }

    private Cookie signIn(String login, String password, Cookie before) throws Exception {
        var request = post("/sign-in")
                .param("login", login)
                .param("password", password)
                .with(csrf());
        MvcResult result =
                mvc.perform(before == null ? request : request.cookie(before)).andReturn();
        assertThat(result.getResponse().getRedirectedUrl()).doesNotContain("failed");
        return result.getResponse().getCookie("SESSION");
    }

    private void change(Cookie session, String old, String wanted, String again) throws Exception {
        mvc.perform(post("/account/password")
                        .cookie(session)
                        .param("old", old)
                        .param("wanted", wanted)
                        .param("again", again)
                        .with(csrf()))
                .andExpect(redirectedUrl("/account"));
    }

    private long sessions(String login) {
        return jdbc.sql("select count(*) from platform.v_session where login = ?")
                .param(login)
                .query(Long.class)
                .single();
    }

    private List<String> actions(String login) {
        return jdbc.sql("select action from trail.action where object_id = ? order by id")
                .param(login)
                .query(String.class)
                .list();
    }

    private long changes(String login) {
        return actions(login).stream()
                .filter("organization.password.change"::equals)
                .count();
    }
}
