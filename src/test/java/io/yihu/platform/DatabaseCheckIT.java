package io.yihu.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.support.TestDatabase;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The same refusals against a real server. */
class DatabaseCheckIT {
    @Test
    void aRealDatabaseWithoutChineseCharacterTypesIsRefused() throws Exception {
        try (Connection owner = TestDatabase.owner("postgres")) {
            owner.createStatement()
                    .execute(
                            "create database plain_c template template0 locale_provider libc lc_collate 'C' lc_ctype 'C'");
        }
        assertThatThrownBy(() -> DatabaseCheck.refuseUnfit(source("plain_c"), true))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("lc_ctype 是 C");
    }

    @Test
    void aMarkedDatabaseIsRefusedInProductionOnly() throws Exception {
        String name = TestDatabase.create();
        try (Connection owner = TestDatabase.owner(name)) {
            owner.createStatement()
                    .execute("create schema platform; create table platform.marker (key text, value text);"
                            + " insert into platform.marker values ('mode', 'demo')");
        }
        assertThatThrownBy(() -> DatabaseCheck.refuseUnfit(source(name), false)).hasMessageContaining("演示标记");
        assertThatCode(() -> DatabaseCheck.refuseUnfit(source(name), true)).doesNotThrowAnyException();
    }

    @Test
    void aServerThatDoesNotAnswerIsASentenceToo() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://localhost:1/none");
        assertThatThrownBy(() -> DatabaseCheck.refuseUnfit(nowhere, true))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("连接不上数据库");
    }

    private static DataSource source(String database) {
        var properties = TestDatabase.properties(database);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(properties.get("yihu.db.url"));
        source.setUser(properties.get("yihu.db.user"));
        source.setPassword(properties.get("yihu.db.password"));
        return source;
    }
}
