package io.yihu.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The server of the data folder: locked, guarded by a password, back after any kill, with nothing lost. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedPostgresServerIT {
    private static final Path HOME = Path.of("target/it-embedded");
    private static EmbeddedPostgresServer server;

    /** Another application that starts the server, writes a row and is killed without any shutdown. */
    static class KilledApplication {
        public static void main(String[] args) throws Exception {
            EmbeddedPostgresServer server = new EmbeddedPostgresServer(Path.of(args[0]), true);
            try (Connection connection = connect(server)) {
                connection.createStatement().execute("create table kept (n int); insert into kept values (42)");
            }
            Runtime.getRuntime().halt(9);
        }
    }

    @BeforeAll
    static void aKilledApplicationLeavesItsServerBehind() throws Exception {
        EmbeddedPostgresServer.deleteTree(HOME);
        Process killed = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledApplication.class.getName(),
                        HOME.toString())
                .inheritIO()
                .start();
        assertThat(killed.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(killed.exitValue()).isEqualTo(9);
        assertThat(OrphanPostgres.livePid(HOME.toAbsolutePath().resolve("pg")))
                .as("orphan server")
                .isPresent();
        server = new EmbeddedPostgresServer(HOME, true);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    @Order(1)
    void theNextStartStopsTheOrphanAndKeepsWhatWasCommitted() throws Exception {
        assertThat(kept()).isEqualTo(42);
    }

    @Test
    @Order(2)
    void aSecondApplicationIsRefusedInOneSentence() throws Exception {
        assertThatThrownBy(() -> new EmbeddedPostgresServer(HOME, true))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("正被另一个运行中的一户实例使用");
        assertThat(kept()).as("the first one still runs").isEqualTo(42);
    }

    @Test
    @Order(3)
    void nobodyGetsInWithoutThePasswordWhichOnlyTheOwnerMayRead() throws Exception {
        assertThatThrownBy(() -> DriverManager.getConnection(server.url(), "postgres", "wrong"))
                .isInstanceOf(SQLException.class);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(HOME.resolve("pg-password"))))
                .isEqualTo("rw-------");
    }

    @Test
    @Order(4)
    void writesAreDurable() throws Exception {
        try (Connection connection = connect(server)) {
            for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                var result = connection.createStatement().executeQuery("show " + setting);
                result.next();
                assertThat(result.getString(1)).as(setting).isEqualTo("on");
            }
        }
    }

    @Test
    @Order(5)
    void aKilledServerComesBackOnTheSamePort() throws Exception {
        ProcessHandle postmaster =
                OrphanPostgres.livePid(HOME.toAbsolutePath().resolve("pg")).orElseThrow();
        new ProcessBuilder("kill", "-9", Long.toString(postmaster.pid()))
                .start()
                .waitFor();
        postmaster.onExit().get(30, TimeUnit.SECONDS);
        assertThat(keptAfterRetries()).isEqualTo(42);
    }

    @Test
    @Order(6)
    void aPidFileOfAnotherProgramIsNotBelieved() throws Exception {
        server.close();
        Files.writeString(
                HOME.resolve("pg/postmaster.pid"), ProcessHandle.current().pid() + "\n/elsewhere\n");
        server = new EmbeddedPostgresServer(HOME, true);
        assertThat(kept()).isEqualTo(42);
    }

    private static int keptAfterRetries() throws Exception {
        SQLException last = null;
        for (int attempt = 0; attempt < 60; attempt++) {
            try {
                return kept();
            } catch (SQLException e) {
                last = e;
                TimeUnit.SECONDS.sleep(1);
            }
        }
        throw last;
    }

    private static int kept() throws SQLException {
        try (Connection connection = connect(server)) {
            var result = connection.createStatement().executeQuery("select n from kept");
            result.next();
            return result.getInt(1);
        }
    }

    private static Connection connect(EmbeddedPostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.url(), server.user(), server.password());
    }
}
