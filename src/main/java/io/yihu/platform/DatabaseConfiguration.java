package io.yihu.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One database: checked, migrated as its owner, then used in the role {@code yihu_app} only. */
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

    /** Nothing gets a connection before the schema stands: checks and migrations run while this bean is made. */
    @Bean
    DataSource dataSource(Connection connection, YihuProperties properties) {
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(connection.url());
        owner.setUser(connection.user());
        owner.setPassword(connection.password());
        DatabaseCheck.refuseUnfit(owner, properties.demoMode());
        migrate(owner);
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(connection.url());
        pool.setUsername(connection.user());
        pool.setPassword(connection.password());
        pool.setMaximumPoolSize(properties.db().poolSize());
        pool.setConnectionTimeout(5_000);
        pool.setConnectionInitSql("set role yihu_app");
        pool.setPoolName("yihu");
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool.addDataSourceProperty("ApplicationName", "yihu");
        pool.addDataSourceProperty("options", "-c timezone=UTC");
        return new HikariDataSource(pool);
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
