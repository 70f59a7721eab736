package io.yihu.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.support.TestDatabase;
import io.yihu.support.YihuIT;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the application says to the database can never be said as its owner. */
@YihuIT
class ApplicationLoginIT {
    @Autowired
    JdbcTemplate jdbc;

    @Value("${yihu.test.database}")
    String database;

    @Test
    void theApplicationIsSignedInAsNobodyElseAndCannotBecomeTheOwner() throws Exception {
        String owner;
        try (var connection = TestDatabase.owner(database)) {
            owner = connection.getMetaData().getUserName();
        }
        jdbc.execute((ConnectionCallback<Void>) connection -> {
            try (var statement = connection.createStatement()) {
                assertThat(one(statement, "select session_user")).startsWith("yihu_login_");
                assertThat(one(statement, "select current_user")).isEqualTo("yihu_app");
                assertThat(one(statement, """
                        select string_agg(r.rolname, ',') from pg_auth_members m join pg_roles r on r.oid = m.roleid
                        join pg_roles u on u.oid = m.member where u.rolname = session_user""")).isEqualTo("yihu_app");
                assertThat(one(statement, """
                        select bool_or(rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls) from pg_roles
                        where rolname in (session_user, 'yihu_app')""")).isEqualTo("f");
                try {
                    statement.execute("reset role");
                    assertThatThrownBy(() -> statement.execute("set role " + owner))
                            .isInstanceOf(SQLException.class)
                            .hasMessageContaining("permission denied");
                    assertThatThrownBy(() -> statement.execute("set session authorization " + owner))
                            .isInstanceOf(SQLException.class);
                    assertThatThrownBy(() -> statement.execute("update trail.action set actor = 'x'"))
                            .isInstanceOf(SQLException.class);
                } finally {
                    statement.execute("set role yihu_app");
                }
            }
            return null;
        });
    }

    private static String one(java.sql.Statement statement, String sql) throws SQLException {
        try (var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
