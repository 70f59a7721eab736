package io.yihu.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.CleanDatabase;
import io.yihu.support.TestDatabase;
import io.yihu.support.YihuIT;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever changes protected tables in SQL beside the application leaves a row with name, client and every field. */
@YihuIT
class DirectChangeIT {
    @Autowired
    JdbcClient jdbc;

    @Value("${yihu.test.database}")
    String database;

    @BeforeEach
    @AfterEach
    void nothingYet() throws Exception {
        CleanDatabase.clean(database);
    }

    @Test
    void aDatabaseAdministratorLeavesRowsTheApplicationDoesNot() throws Exception {
        jdbc.sql("insert into platform.marker (key, value) values ('direct', 'app')")
                .update();
        jdbc.sql("update platform.marker set value = 'app2' where key = 'direct'")
                .update();
        assertThat(rows()).isEmpty();

        try (Connection owner = TestDatabase.owner(database);
                Statement statement = owner.createStatement()) {
            statement.execute("set application_name = 'psql'");
            statement.execute("update platform.marker set value = 'forged' where key = 'direct'");
            statement.execute("delete from platform.marker where key = 'direct'");
            statement.execute("""
                    insert into organization.account (login, name, person_no, password_hash, created_by)
                    values ('shadow', '影', 'X1', 'very secret', 'x')""");
            statement.execute("truncate risk.level_override");
        }

        assertThat(rows())
                .extracting(row -> row.get("action"))
                .containsExactly(
                        "trail.direct.update", "trail.direct.delete", "trail.direct.insert", "trail.direct.truncate");
        assertThat(rows().get(0))
                .containsEntry("actor", "db:postgres")
                .containsEntry("object_type", "platform.marker")
                .containsEntry("object_id", "direct")
                .containsEntry("client", "psql")
                .containsEntry("value", "{\"after\": \"forged\", \"before\": \"app2\"}");
        assertThat(jdbc.sql(
                                "select details->'password_hash'->>'after' from trail.action where action = 'trail.direct.insert'")
                        .query(String.class)
                        .single())
                .isEqualTo("***");
    }

    @Test
    void pretendingToBeAReplicaOrSwitchingTheTriggerOffIsSeenToo() throws Exception {
        jdbc.sql("insert into platform.marker (key, value) values ('direct', 'app')")
                .update();
        try (Connection owner = TestDatabase.owner(database);
                Statement statement = owner.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute("update platform.marker set value = 'forged'");
            statement.execute("set session_replication_role = origin");
            statement.execute("alter table platform.marker disable trigger direct_change");
            statement.execute("update platform.marker set value = 'forged twice'");
            statement.execute("alter table platform.marker enable always trigger direct_change");
        }
        assertThat(rows())
                .extracting(row -> row.get("action") + " " + row.get("object_type"))
                .containsExactly(
                        "trail.direct.update platform.marker",
                        "trail.direct.alter platform.marker",
                        "trail.direct.alter platform.marker");
    }

    @Test
    void theLogItselfIsProtected() throws Exception {
        jdbc.sql("insert into trail.action (happened_at, actor, action) values (now(), 'li', 'x')")
                .update();
        try (Connection owner = TestDatabase.owner(database);
                Statement statement = owner.createStatement()) {
            statement.execute("update trail.action set actor = 'wang' where actor = 'li'");
        }
        assertThat(jdbc.sql("select details->'actor'->>'before' from trail.action where action = 'trail.direct.update'")
                        .query(String.class)
                        .list())
                .containsExactly("li");
    }

    private List<Map<String, Object>> rows() {
        return jdbc.sql("""
                        select actor, action, object_type, object_id, details->>'client' as client, details->>'value' as value
                        from trail.action where actor like 'db:%' order by id""").query().listOfRows();
    }
}
