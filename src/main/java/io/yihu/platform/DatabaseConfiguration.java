package io.yihu.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import lombok.extern.slf4j.Slf4j;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One database: checked, migrated as its owner, then used by a login of its own in the role {@code yihu_app} only. */
@Slf4j
@Configuration
@EnableConfigurationProperties(YihuProperties.class)
class DatabaseConfiguration {

    /** Where the database is and who owns it. */
    record Connection(String url, String user, String password, AutoCloseable server) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            server.close();
        }
    }

    @Bean
    Connection databaseConnection(YihuProperties properties) {
        if (properties.external()) {
            var db = properties.db();
            return new Connection(db.url(), db.user(), db.password(), () -> {});
        }
        var server =
                new EmbeddedPostgresServer(properties.dataDir(), properties.db().durable());
        return new Connection(server.url(), server.user(), server.password(), server);
    }

    /** The owner's own connections, for commands of an operator only: nothing finds them without asking by name. */
    @Bean(defaultCandidate = false)
    @ConditionalOnProperty("yihu.command")
    DataSource ownerDatabase(Connection connection, @Qualifier("dataSource") DataSource migrated) {
        return owner(connection);
    }

    private static PGSimpleDataSource owner(Connection connection) {
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(connection.url());
        owner.setUser(connection.user());
        owner.setPassword(connection.password());
        return owner;
    }

    /** Nothing gets a connection before the schema stands: checks and migrations run while this bean is made. */
    @Bean
    DataSource dataSource(Connection connection, YihuProperties properties) {
        PGSimpleDataSource owner = owner(connection);
        DatabaseCheck.refuseUnfit(owner, properties.demoMode());
        migrate(owner);
        Login login = loginOf(owner, connection);
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(connection.url());
        pool.setUsername(login.user());
        pool.setPassword(login.password());
        pool.setMaximumPoolSize(properties.db().poolSize());
        pool.setConnectionTimeout(5_000);
        pool.setConnectionInitSql("set role yihu_app");
        pool.setPoolName("yihu");
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool.addDataSourceProperty("ApplicationName", "yihu");
        pool.addDataSourceProperty("options", "-c timezone=UTC");
        return new HikariDataSource(pool);
    }

    /** Who the connections of the pool are signed in as. */
    private record Login(String user, String password) {}

    /**
     * A login of its own for each database, a member of {@code yihu_app} and of nothing else: no statement of the application can
     * become the owner. Its password is derived from the owner's, so that every node knows it.
     */
    private static Login loginOf(PGSimpleDataSource owner, Connection known) {
        try (var connection = owner.getConnection();
                var statement = connection.createStatement()) {
            String user = "yihu_login_"
                    + connection.getCatalog().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
            Login login = new Login(user, digest(known, user));
            statement.execute("select pg_advisory_lock(hashtext('yihu.login'))");
            if (!works(known.url(), login)) {
                statement.execute("do $$ begin create role " + user
                        + " login noinherit; exception when duplicate_object then alter role " + user
                        + " login; end $$");
                connection
                        .unwrap(PGConnection.class)
                        .alterUserPassword(user, login.password().toCharArray(), "scram-sha-256");
                statement.execute("grant yihu_app to " + user);
            }
            return login;
        } catch (SQLException e) {
            log.warn(
                    "No login of its own for the application ({}): it works with the owner's, in the role yihu_app.",
                    e.getMessage());
            return new Login(known.user(), known.password());
        }
    }

    private static boolean works(String url, Login login) {
        try (var connection = DriverManager.getConnection(url, login.user(), login.password());
                var statement = connection.createStatement()) {
            statement.execute("set role yihu_app");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static String digest(Connection known, String what) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(("yihu:" + known.password()).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(what.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void migrate(DataSource owner) {
        try {
            Flyway.configure()
                    .dataSource(owner)
                    .placeholderReplacement(false)
                    .createSchemas(true)
                    .defaultSchema("platform")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StartupRefused("数据库结构升级没有完成：" + e.getMessage(), "数据没有改动；解决上述原因后重新启动。");
        }
    }
}
