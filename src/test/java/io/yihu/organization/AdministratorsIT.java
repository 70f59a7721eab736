package io.yihu.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** System, security and audit administrator are and stay three persons. */
@YihuIT
class AdministratorsIT {
    @Autowired
    JdbcClient jdbc;

    @Autowired
    AccountService accounts;

    @Autowired
    AccountAdministrationService administration;

    @Autowired
    RoleService roles;

    @Autowired
    AccountDirectory directory;

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
    void noOrderOfGrantsGivesOnePersonTwoKindsOfAdministration() {
        Random random = new Random(20260501);
        long second = as("sys", () -> administration.create("li.second", "李敏", "S011"))
                .id();
        List<Long> targets = List.of(id("li"), second, id("wang"), id("chen"), id("sys"), id("sec"), id("aud"));
        for (int i = 0; i < 300; i++) {
            long target = targets.get(random.nextInt(targets.size()));
            String role = AccountRoles.ALL.get(random.nextInt(AccountRoles.ALL.size()));
            boolean grant = random.nextInt(3) > 0;
            try {
                as("sec", () -> {
                    if (grant) {
                        roles.grant(target, role);
                    } else {
                        roles.revoke(target, role);
                    }
                    return null;
                });
            } catch (Refusal refused) {
                // an ordinary no
            }
            assertThat(jdbc.sql("""
                            select count(*) from (select person_no from organization.account_role group by person_no
                              having count(distinct role) filter (where role like '%\\_ADMIN' and role not in ('GRID_ADMIN', 'MODEL_ADMIN')) > 1
                                or (bool_or(role in ('SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN')) and count(distinct role) > 1)) two""").query(Long.class).single()).isZero();
            assertThat(jdbc.sql("""
                            select count(distinct role) from organization.account_role
                            where role in ('SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN')""").query(Long.class).single()).isEqualTo(3);
        }
    }

    @Test
    void theDatabaseRefusesItToo() {
        assertThatThrownBy(() -> jdbc.sql("""
                                insert into organization.account_role (account_id, person_no, role, granted_by)
                                select id, person_no, 'AUDIT_ADMIN', 'x' from organization.account where login = 'sys'""").update()).isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> jdbc.sql("""
                                insert into organization.account_role (account_id, person_no, role, granted_by)
                                select id, person_no, 'SUPERVISOR', person_no from organization.account where login = 'li'""").update()).hasMessageContaining("nobody_grants_to_self");
    }

    @Test
    void nobodyGrantsToTheOwnPersonEvenThroughASecondAccount() {
        long second = as("sys", () -> administration.create("sec.second", "孙二", "A002"))
                .id();

        for (long target : List.of(second, id("sec"))) {
            assertThatThrownBy(() -> as("sec", () -> {
                        roles.grant(target, Roles.OFFICER);
                        return null;
                    }))
                    .isInstanceOf(Refusal.class)
                    .hasMessage("organization.role.self");
        }
    }

    @Test
    void theLastAdministratorOfAKindStays() {
        assertThatThrownBy(() -> as("sec", () -> {
                    roles.revoke(id("aud"), Roles.AUDIT_ADMIN);
                    return null;
                }))
                .hasMessage("organization.role.last");
        assertThatThrownBy(() -> as("sys", () -> {
                    administration.disable(id("sec"));
                    return null;
                }))
                .hasMessage("organization.role.last");
    }

    @Test
    void aRightTakenAwayAndADisabledAccountCountFromTheNextRequestOn() throws Exception {
        mvc.perform(get("/organization/officers").with(user("li"))).andExpect(status().isOk());
        as("sec", () -> {
            roles.revoke(id("li"), Roles.OFFICER);
            return null;
        });
        mvc.perform(get("/organization/officers").with(user("li"))).andExpect(status().isForbidden());
        as("sys", () -> {
            administration.disable(id("wang"));
            return null;
        });
        mvc.perform(get("/organization/officers").with(user("wang"))).andExpect(redirectedUrl("/sign-in"));
    }

    @Test
    void scopeFollowsTheOfficeAndAdministratorsSeeNoTaxpayer() {
        assertThat(directory.byLogin("li").orElseThrow().scope()).isEqualTo("/1/2/4/%");
        assertThat(directory.byLogin("zhao").orElseThrow().scope()).isEqualTo("/1/%");
        assertThat(directory.byLogin("sys").orElseThrow().scope()).isEmpty();

        jdbc.sql("update organization.office set parent_id = 3 where id = 4").update();

        assertThat(directory.byLogin("li").orElseThrow().scope()).isEqualTo("/1/3/4/%");
    }

    @Test
    void everyGrantLeavesItsRow() {
        as("sec", () -> {
            roles.grant(id("chen"), Roles.SUPERVISOR);
            return null;
        });

        assertThat(jdbc.sql("""
                        select actor || ' ' || object_id || ' ' || (details->>'role') from trail.action
                        where action = 'organization.role.grant'""").query(String.class).list()).containsExactly("sec chen SUPERVISOR");
    }

    private <T> T as(String login, Supplier<T> work) {
        return CurrentActor.as(directory.byLogin(login).orElseThrow(), work);
    }

    private long id(String login) {
        return jdbc.sql("select id from organization.v_account where login = ?")
                .param(login)
                .query(Long.class)
                .single();
    }
}
