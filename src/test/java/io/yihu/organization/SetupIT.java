package io.yihu.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** The first start of a production database. */
@YihuIT
class SetupIT {
    @Autowired
    JdbcClient jdbc;

    @Autowired
    SetupToken token;

    @Autowired
    MockMvc mvc;

    @Value("${yihu.test.database}")
    String database;

    @BeforeEach
    void empty() throws Exception {
        CleanDatabase.clean(database);
    }

    @Test
    void theTokenServesOnceAndThePageIsGone() throws Exception {
        String issued = token.issue();
        mvc.perform(get("/setup")).andExpect(status().isOk());
        assertThat(jdbc.sql("select token_hash from organization.setup_token")
                        .query(String.class)
                        .single())
                .isEqualTo(OneWay.digest(issued))
                .isNotEqualTo(issued);

        assertThat(complete(issued, "孙一", "孙二", "孙三")).contains("sys.sun");

        assertThat(jdbc.sql("""
                        select string_agg(login || ':' || role, ' ' order by role) from organization.account a
                        join organization.account_role r on r.account_id = a.id where a.must_change""").query(String.class).single())
                .isEqualTo("aud.sun:AUDIT_ADMIN sec.sun:SECURITY_ADMIN sys.sun:SYSTEM_ADMIN");
        mvc.perform(get("/setup")).andExpect(status().isNotFound());
        assertThat(token.issue()).as("no second token once there are accounts").isNull();
    }

    @Test
    void aWrongTokenOrTheSamePersonTwiceChangesNothing() throws Exception {
        String issued = token.issue();

        complete("guess", "孙一", "孙二", "孙三");
        complete(issued, "孙一", "孙一", "孙三");

        assertThat(jdbc.sql("select count(*) from organization.account")
                        .query(Long.class)
                        .single())
                .isZero();
        mvc.perform(get("/setup")).andExpect(status().isOk());
        complete(issued, "孙一", "孙二", "孙三");
        assertThat(jdbc.sql("select count(*) from organization.account")
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void aNewStartReplacesAnUnusedToken() throws Exception {
        String first = token.issue();
        String second = token.issue();

        complete(first, "孙一", "孙二", "孙三");
        assertThat(jdbc.sql("select count(*) from organization.account")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(List.of(first, second)).doesNotHaveDuplicates();
    }

    private String complete(String used, String one, String two, String three) throws Exception {
        return mvc.perform(post("/setup")
                        .param("token", used)
                        .param("systemLogin", "sys.sun")
                        .param("systemName", one)
                        .param("systemNo", "A1")
                        .param("securityLogin", "sec.sun")
                        .param("securityName", two)
                        .param("securityNo", "A2")
                        .param("auditLogin", "aud.sun")
                        .param("auditName", three)
                        .param("auditNo", "A3")
                        .with(csrf()))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }
}
