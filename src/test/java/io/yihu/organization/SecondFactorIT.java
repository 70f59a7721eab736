package io.yihu.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.platform.YihuProperties;
import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import jakarta.servlet.http.Cookie;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** A second factor is set up, asked for, counted once; sessions are renewed, limited and ended; grants need two persons. */
@YihuIT
class SecondFactorIT {
    private static final String RIGHT = "Green-river-2026";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AccountService accounts;

    @Autowired
    AccountDirectory directory;

    @Autowired
    AccountAdministrationService administration;

    @Autowired
    SecondFactorService factors;

    @Autowired
    SecretBox box;

    @Autowired
    Sessions sessions;

    @Autowired
    SessionTrailService trail;

    @Autowired
    YihuClock clock;

    @Autowired
    YihuProperties yihu;

    @Autowired
    MockMvc mvc;

    @Value("${yihu.test.database}")
    String database;

    @BeforeEach
    void accounts() throws Exception {
        CleanDatabase.clean(database);
        accounts.createAll(List.of(
                new NewAccount("sys.zhao", "赵一", "A001", null, RIGHT, false, Set.of(Roles.SYSTEM_ADMIN)),
                new NewAccount("sys.qian", "钱二", "A002", null, RIGHT, false, Set.of(Roles.SYSTEM_ADMIN)),
                new NewAccount("sec.sun", "孙三", "A003", null, RIGHT, false, Set.of(Roles.SECURITY_ADMIN)),
                new NewAccount("sec.li", "李四", "A004", null, RIGHT, false, Set.of(Roles.SECURITY_ADMIN)),
                new NewAccount("new.one", "周五", "A005", null, RIGHT, false, Set.of())));
    }

    @Test
    void fromTheSetUpOnASignInNeedsACodeAndEachCodeCountsOnce() throws Exception {
        Cookie session = signIn("sys.zhao");
        assertThat(status(get("/organization/accounts"), session)).isEqualTo(200);
        send(post("/account/second-factor/begin").with(csrf()), session);
        byte[] secret = secret();
        assertThat(jdbc.sql("select encode(secret, 'escape') from organization.second_factor")
                        .query(String.class)
                        .single())
                .as("at rest")
                .doesNotContain(Totp.base32(secret));
        assertThat(status(get("/organization/accounts"), session))
                .as("not confirmed yet")
                .isEqualTo(200);
        String used = Totp.code(secret, step());
        MockHttpServletResponse confirmed =
                send(post("/account/second-factor/confirm").param("code", used).with(csrf()), session);
        assertThat(confirmed.getStatus()).isEqualTo(302);
        assertThat(jdbc.sql("select count(*) from organization.recovery_code")
                        .query(Long.class)
                        .single())
                .isEqualTo(10);

        Cookie next = signIn("sys.zhao");
        assertThat(send(get("/organization/accounts"), next).getRedirectedUrl()).isEqualTo("/sign-in/code");
        assertThat(send(get("/account"), next).getRedirectedUrl()).isEqualTo("/sign-in/code");
        assertThat(status(get("/api/v1/trail"), next)).isEqualTo(403);
        assertThat(send(code(used), next).getRedirectedUrl())
                .as("the code of the set-up does not count again")
                .isEqualTo("/sign-in/code");
        jdbc.sql("update organization.second_factor set last_step = 0").update();
        MockHttpServletResponse entered = send(code(Totp.code(secret, step())), next);
        assertThat(entered.getRedirectedUrl()).isEqualTo("/");
        Cookie renewed = entered.getCookie("SESSION");
        assertThat(renewed.getValue()).isNotEqualTo(next.getValue());
        assertThat(status(get("/organization/accounts"), renewed)).isEqualTo(200);
        assertThat(send(get("/organization/accounts"), next).getRedirectedUrl())
                .as("the session id of the first step")
                .endsWith("/sign-in");
    }

    @Test
    void guessingIsLockedHoweverOftenThePasswordIsRight() throws Exception {
        byte[] secret = enrolled("sys.zhao");
        for (int round = 0; round < 5; round++) {
            Cookie session = signIn("sys.zhao");
            assertThat(send(code("000000"), session).getRedirectedUrl())
                    .isEqualTo(round < 5 ? "/sign-in/code" : "/sign-in?locked");
        }
        Cookie session = signIn("sys.zhao");
        assertThat(send(code(Totp.code(secret, step())), session).getRedirectedUrl())
                .as("the right code does not help while locked")
                .isEqualTo("/sign-in?locked");
    }

    @Test
    void aRecoveryCodeReplacesTheAppOnceAndTheAdministratorMayTakeTheFactorAway() {
        long id = id("sys.zhao");
        byte[] secret = Totp.newSecret();
        factors.begin(id, "sys.zhao");
        jdbc.sql("update organization.second_factor set secret = ? where account_id = ?")
                .params(box.close(secret, "account " + id), id)
                .update();
        List<String> codes = factors.confirm(id, "sys.zhao", Totp.code(secret, step()));
        assertThat(factors.check("sys.zhao", codes.get(3))).isTrue();
        assertThat(factors.check("sys.zhao", codes.get(3))).isFalse();
        assertThat(factors.check("sys.zhao", "AAAA-BBBB-CCCC-DDDD")).isFalse();
        assertThatThrownBy(() -> CurrentActor.as(directory.byLogin("sys.zhao").orElseThrow(), () -> {
                    factors.remove(id);
                    return null;
                }))
                .isInstanceOf(Refusal.class)
                .hasMessage("organization.account.self");
        CurrentActor.as(directory.byLogin("sys.qian").orElseThrow(), () -> {
            factors.remove(id);
            return null;
        });
        assertThat(factors.present(id)).isFalse();
        assertThatThrownBy(() -> box.open(box.close(secret, "account 1"), "account 2"))
                .as("a secret moved to another account")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSignInRenewsTheSessionTheOldestEndsAndTheAdministratorEndsAll() throws Exception {
        String before = mvc.perform(get("/sign-in"))
                .andReturn()
                .getRequest()
                .getSession(true)
                .getId();
        Cookie first = signIn("sys.qian");
        assertThat(first.getValue()).isNotEqualTo(before);
        Cookie second = signIn("sys.qian");
        Cookie third = signIn("sys.qian");
        assertThat(status(get("/organization/accounts"), first)).isEqualTo(200);
        SignInProperties three = new SignInProperties(null, null, null, 3, null);
        new SessionLimit(sessions, three, yihu, trail, directory)
                .signedIn(new InteractiveAuthenticationSuccessEvent(
                        UsernamePasswordAuthenticationToken.authenticated("sys.qian", null, List.of()), getClass()));
        assertThat(send(get("/organization/accounts"), first).getRedirectedUrl())
                .as("the oldest makes room for a fourth")
                .endsWith("/sign-in");
        for (Cookie session : List.of(second, third)) {
            assertThat(status(get("/organization/accounts"), session)).isEqualTo(200);
        }
        assertThat(jdbc.sql(
                                "select details->>'sessions' from trail.action where action = 'organization.session.displace'")
                        .query(String.class)
                        .list())
                .containsExactly("1");
        CurrentActor.as(directory.byLogin("sys.zhao").orElseThrow(), () -> administration.endSessions(id("sys.qian")));
        assertThat(send(get("/organization/accounts"), third).getRedirectedUrl())
                .endsWith("/sign-in");
        assertThat(send(post("/sign-out").with(csrf()), second).getStatus()).isEqualTo(302);
    }

    @Test
    void whoMustHaveASecondFactorIsASetting() {
        SignInProperties none = new SignInProperties(null, null, null, null, null);
        YihuProperties production = new YihuProperties(yihu.dataDir(), "production", yihu.db(), yihu.demo());
        assertThat(none.duty(yihu)).isEqualTo(SignInProperties.SecondFactorDuty.NOBODY);
        assertThat(none.duty(production)).isEqualTo(SignInProperties.SecondFactorDuty.ADMINISTRATORS);
        assertThat(none.sessions(yihu)).isEqualTo(200);
        assertThat(none.sessions(production)).isEqualTo(3);
        assertThat(none.approvesGrants(yihu)).isFalse();
        assertThat(none.approvesGrants(production)).isTrue();
    }

    @Test
    void withApprovalAGrantWaitsForASecondPersonAndStaysInsideTheGrantersOffices() {
        RoleService strict = new RoleService(jdbc, new SignInProperties(null, null, null, null, true), yihu);
        as("sec.sun", () -> strict.grant(id("new.one"), Roles.AUDIT_ADMIN));
        assertThat(directory.byLogin("new.one").orElseThrow().roles()).isEmpty();
        long request = strict.open().get(0).id();
        assertThatThrownBy(() -> as("sec.sun", () -> strict.decide(request, true)))
                .hasMessage("organization.role.samePerson");
        as("sec.li", () -> strict.decide(request, true));
        assertThat(directory.byLogin("new.one").orElseThrow().roles()).containsExactly(Roles.AUDIT_ADMIN);
        assertThatThrownBy(() -> as("sec.li", () -> strict.decide(request, true)))
                .hasMessage("platform.error.notFound");

        jdbc.sql("""
                        insert into organization.office (id, code, name, level, kind, parent_id) values
                          (1, '1', '总局', 'HQ', 'ADMIN', null), (2, '2', '东海省局', 'PROVINCE', 'ADMIN', 1), (3, '3', '南江省局', 'PROVINCE', 'ADMIN', 1)""").update();
        jdbc.sql("""
                        insert into organization.officer (id, staff_no, name, office_id) values (21, 'S21', '省安全', 2), (22, 'S22', '本省', 2), (23, 'S23', '外省', 3)""").update();
        accounts.createAll(List.of(
                new NewAccount("sec.two", "省安全", "S21", 21L, RIGHT, false, Set.of(Roles.SECURITY_ADMIN)),
                new NewAccount("in.two", "本省", "S22", 22L, RIGHT, false, Set.of()),
                new NewAccount("in.three", "外省", "S23", 23L, RIGHT, false, Set.of())));
        RoleService direct = new RoleService(jdbc, new SignInProperties(null, null, null, null, false), yihu);
        as("sec.two", () -> direct.grant(id("in.two"), Roles.OFFICER));
        for (String beyond : List.of("in.three", "new.one")) {
            assertThatThrownBy(() -> as("sec.two", () -> direct.grant(id(beyond), Roles.OFFICER)))
                    .as(beyond)
                    .hasMessage("organization.role.beyond");
        }
    }

    private byte[] enrolled(String login) {
        byte[] secret = Totp.newSecret();
        jdbc.sql("insert into organization.second_factor (account_id, secret, confirmed_at) values (?, ?, now())")
                .params(id(login), box.close(secret, "account " + id(login)))
                .update();
        return secret;
    }

    private byte[] secret() {
        Map<String, Object> row = jdbc.sql("select account_id, secret from organization.second_factor")
                .query()
                .singleRow();
        return box.open((byte[]) row.get("secret"), "account " + row.get("account_id"));
    }

    private long step() {
        return clock.instant().minus(clock.shift()).getEpochSecond() / 30;
    }

    private Cookie signIn(String login) throws Exception {
        return mvc.perform(post("/sign-in")
                        .param("login", login)
                        .param("password", RIGHT)
                        .with(csrf()))
                .andReturn()
                .getResponse()
                .getCookie("SESSION");
    }

    private static MockHttpServletRequestBuilder code(String code) {
        return post("/sign-in/code").param("code", code).with(csrf());
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request, Cookie session) throws Exception {
        return mvc.perform(request.cookie(session)).andReturn().getResponse();
    }

    private int status(MockHttpServletRequestBuilder request, Cookie session) throws Exception {
        return send(request, session).getStatus();
    }

    private void as(String login, Runnable work) {
        CurrentActor.as(directory.byLogin(login).orElseThrow(), () -> {
            work.run();
            return null;
        });
    }

    private long id(String login) {
        return jdbc.sql("select id from organization.account where login = ?")
                .param(login)
                .query(Long.class)
                .single();
    }
}
