package io.yihu.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** One PostgreSQL for the test JVM: a container where an engine answers, the embedded server elsewhere. */
public final class TestDatabase {
    private static final Server SERVER = start();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabase() {}

    /** Connection of the owner, who may do anything. */
    public record Server(String host, int port, String user, String password) {
        String url(String database) {
            return "jdbc:postgresql://" + host + ":" + port + "/" + database;
        }
    }

    /** A new, empty database; returns its name. */
    public static String create() {
        String name = "it" + NUMBER.incrementAndGet();
        try (Connection connection = owner("postgres");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return name;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Connection owner(String database) throws SQLException {
        return DriverManager.getConnection(SERVER.url(database), SERVER.user(), SERVER.password());
    }

    public static Map<String, String> properties(String database) {
        return Map.of(
                "yihu.db.url", SERVER.url(database),
                "yihu.db.user", SERVER.user(),
                "yihu.db.password", SERVER.password(),
                "yihu.data-dir", "target/it-data/" + database);
    }

    private static Server start() {
        if (DockerClientFactory.instance().isDockerAvailable()) {
            PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");
            container.start();
            return new Server(
                    container.getHost(),
                    container.getFirstMappedPort(),
                    container.getUsername(),
                    container.getPassword());
        }
        try {
            EmbeddedPostgres embedded = EmbeddedPostgres.builder()
                    .setDataDirectory(Path.of("target/it-pg/data-"
                                    + ProcessHandle.current().pid())
                            .toAbsolutePath())
                    .setOverrideWorkingDirectory(
                            Path.of("target/it-pg/bin").toAbsolutePath().toFile())
                    .setCleanDataDirectory(true)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setLocaleConfig("locale-provider", "icu")
                    .setLocaleConfig("icu-locale", "zh-Hans-CN")
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("jit", "off")
                    .setServerConfig("max_wal_size", "4GB")
                    .setServerConfig("wal_level", "minimal")
                    .setServerConfig("max_wal_senders", "0")
                    .start();
            return new Server("localhost", embedded.getPort(), "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives each context its own database. */
    public static class Fresh implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            String database = create();
            TestPropertyValues.of(properties(database))
                    .and("yihu.test.database=" + database)
                    .applyTo(context);
        }
    }
}
