package io.yihu.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.formLogin;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;

import io.yihu.platform.Roles;
import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

@YihuIT
class SignInIT {
    private static final String RIGHT = "Green-river-2026";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AccountService accounts;

    @Autowired
    SignInCheck check;

    @Autowired
    Passwords passwords;

    @Autowired
    MockMvc mvc;

    @Value("${yihu.test.database}")
    String database;

    @BeforeEach
    void oneAccount() throws Exception {
        CleanDatabase.clean(database);
        accounts.createAll(
                List.of(new NewAccount("sys.zhao", "赵一", "A001", null, RIGHT, false, Set.of(Roles.SYSTEM_ADMIN))));
    }

    @Test
    void theRightPasswordOpensASessionAndLeavesARow() throws Exception {
        mvc.perform(formLogin("/sign-in")
                        .userParameter("login")
                        .user(" SYS.zhao ")
                        .password(RIGHT))
                .andExpect(redirectedUrl("/"));

        assertThat(trail()).isEqualTo(Map.of("organization.session.open", 1L));
    }

    @Test
    void unknownNameAndWrongPasswordAnswerAlikeAndBothLeaveARow() throws Exception {
        for (String login : List.of("sys.zhao", "nobody")) {
            mvc.perform(formLogin("/sign-in").userParameter("login").user(login).password("wrong"))
                    .andExpect(redirectedUrl("/sign-in?failed"));
        }

        assertThat(trail()).isEqualTo(Map.of("organization.session.fail", 2L));
        assertThat(jdbc.sql("select object_id from trail.action where action = 'organization.session.fail' order by id")
                        .query(String.class)
                        .list())
                .as("what was typed is kept only where it names an account")
                .containsExactly("sys.zhao", "(unknown)");
    }

    @Test
    void noMoreThanFiveOfTwoHundredWrongTriesAreChecked() throws Exception {
        for (String login : List.of("sys.zhao", "nobody")) {
            Map<SignInCheck.Outcome, Long> outcomes = concurrently(200, login, "wrong");

            assertThat(outcomes)
                    .as(login)
                    .isEqualTo(Map.of(SignInCheck.Outcome.WRONG, 5L, SignInCheck.Outcome.LOCKED, 195L));
        }
        assertThat(trail())
                .isEqualTo(Map.of(
                        "organization.session.fail",
                        8L,
                        "organization.session.lock",
                        2L,
                        "organization.session.refuse",
                        390L));
        assertThat(check.check("sys.zhao", RIGHT, null))
                .as("the right password does not help while locked")
                .isEqualTo(SignInCheck.Outcome.LOCKED);
    }

    @Test
    void manyRightSignInsAtOnceAllSucceed() throws Exception {
        assertThat(concurrently(20, "sys.zhao", RIGHT)).isEqualTo(Map.of(SignInCheck.Outcome.RIGHT, 20L));
    }

    @Test
    void afterTheLockTheCountBeginsAnew() {
        for (int i = 0; i < 5; i++) {
            check.check("sys.zhao", "wrong", null);
        }
        jdbc.sql("update organization.sign_in_guard set locked_until = now() - interval '1 second'")
                .update();

        assertThat(check.check("sys.zhao", "wrong", null)).isEqualTo(SignInCheck.Outcome.WRONG);
        assertThat(check.check("sys.zhao", RIGHT, null)).isEqualTo(SignInCheck.Outcome.RIGHT);
    }

    private Map<SignInCheck.Outcome, Long> concurrently(int times, String login, String password) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            Callable<SignInCheck.Outcome> attempt = () -> passwords.inTurn(() -> check.check(login, password, null));
            List<SignInCheck.Outcome> outcomes = new java.util.ArrayList<>();
            for (Future<SignInCheck.Outcome> future : threads.invokeAll(Collections.nCopies(times, attempt))) {
                outcomes.add(future.get());
            }
            return outcomes.stream().collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting()));
        } finally {
            threads.shutdownNow();
        }
    }

    private Map<String, Long> trail() {
        return jdbc
                .sql(
                        "select action, count(*) as n from trail.action where action like 'organization.session.%' group by 1")
                .query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
