package io.yihu.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

@YihuIT
class OfficerServiceIT {
    @Autowired
    JdbcClient jdbc;

    @Autowired
    AccountService accounts;

    @Autowired
    OfficerService officers;

    @Autowired
    AccountDirectory directory;

    @Value("${yihu.test.database}")
    String database;

    @BeforeEach
    void people() throws Exception {
        CleanDatabase.clean(database);
        new People(jdbc, accounts);
    }

    @Test
    void incompatibleDutiesAreNotHeldTogether() {
        as("sys", () -> officers.assignPost(11, "INVOICE", true));

        assertThatThrownBy(() -> as("sys", () -> officers.assignPost(11, "INVOICE_APPROVAL", false)))
                .isInstanceOf(Refusal.class)
                .hasMessage("organization.post.incompatible");

        as("sys", () -> officers.endPost(11, "INVOICE"));
        as("sys", () -> officers.assignPost(11, "INVOICE_APPROVAL", true));
        assertThat(jdbc.sql(
                                "select post_code from organization.v_officer_post where officer_id = 11 and valid_to is null")
                        .query(String.class)
                        .list())
                .containsExactly("INVOICE_APPROVAL");
    }

    @Test
    void thereIsOneMainPost() {
        as("sys", () -> officers.assignPost(11, "SERVICE", true));
        as("sys", () -> officers.assignPost(11, "SOURCE_MGMT", true));

        assertThat(jdbc.sql("select post_code from organization.v_officer_post where officer_id = 11 and is_primary")
                        .query(String.class)
                        .list())
                .containsExactly("SOURCE_MGMT");
    }

    @Test
    void absenceIsSaidByTheOfficerOrTheSupervisorAndNobodyElse() {
        LocalDate until = LocalDate.of(2099, 1, 31);
        as("li", () -> officers.setUnavailable(11, until));
        assertThat(until(11)).isEqualTo(until);
        as("wang", () -> officers.setUnavailable(11, null));
        assertThat(until(11)).isNull();

        assertThatThrownBy(() -> as("chen", () -> officers.setUnavailable(11, until)))
                .hasMessage("platform.error.notFound");
        assertThatThrownBy(() -> as("li", () -> officers.setUnavailable(11, LocalDate.of(2020, 1, 1))))
                .hasMessage("organization.unavailable.past");
    }

    private LocalDate until(long officer) {
        return jdbc.sql("select unavailable_until from organization.v_officer where id = ?")
                .param(officer)
                .query((row, number) -> row.getObject(1, LocalDate.class))
                .list()
                .get(0);
    }

    private void as(String login, Runnable work) {
        CurrentActor.as(directory.byLogin(login).orElseThrow(), () -> {
            work.run();
            return null;
        });
    }
}
