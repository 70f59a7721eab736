package io.yihu.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;

/**
 * A real PostgreSQL in the data folder, started from the binaries that Maven ships.
 *
 * <p>The folder is locked first, so a second application is refused instead of killing the live server; an orphan
 * server of a killed application is stopped, a stale pid file removed; a server that dies is started again.
 */
@Slf4j
class EmbeddedPostgresServer implements AutoCloseable {
    private static final String DATABASE = "yihu";
    private static final String OWNER = "postgres";

    private final Path home;
    private final boolean durable;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final String password;
    private final int port;
    private volatile EmbeddedPostgres server;
    private volatile boolean closing;

    EmbeddedPostgresServer(Path dataDir, boolean durable) {
        this.home = dataDir.toAbsolutePath().normalize();
        this.durable = durable;
        try {
            Files.createDirectories(home);
            lockChannel =
                    FileChannel.open(home.resolve("yihu.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = tryLock();
            OrphanPostgres.clear(home.resolve("pg"));
            boolean fresh = !Files.exists(home.resolve("pg/postgresql.conf"));
            boolean half = !fresh && !Files.exists(passwordFile());
            if (half) {
                log.warn("An earlier first start was interrupted; the empty database folder is made anew.");
                deleteTree(home.resolve("pg"));
            }
            password = fresh || half ? newPassword() : Files.readString(passwordFile());
            server = launch(0, fresh || half);
            port = server.getPort();
            if (fresh || half) {
                secure();
            }
            watch();
        } catch (IOException e) {
            throw new StartupRefused(
                    "嵌入式 PostgreSQL 无法在 " + home + " 启动：" + e.getMessage() + "。",
                    "检查该文件夹的权限和磁盘空间，或用 YIHU_DB_URL 指向外部服务器。");
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/" + DATABASE;
    }

    String user() {
        return OWNER;
    }

    String password() {
        return password;
    }

    private FileLock tryLock() throws IOException {
        FileLock acquired;
        try {
            acquired = lockChannel.tryLock();
        } catch (OverlappingFileLockException e) {
            acquired = null;
        }
        if (acquired == null) {
            throw new StartupRefused("数据文件夹 " + home + " 正被另一个运行中的一户实例使用。", "先停止那个实例，或用 YIHU_DATA_DIR 指定另一个文件夹。");
        }
        return acquired;
    }

    private EmbeddedPostgres launch(int wantedPort, boolean fresh) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(home.resolve("pg"))
                .setOverrideWorkingDirectory(home.resolve("pg-bin").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(30))
                .setLocaleConfig("locale-provider", "icu")
                .setLocaleConfig("icu-locale", "zh-Hans-CN")
                .setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("fsync", durable ? "on" : "off")
                .setServerConfig("synchronous_commit", durable ? "on" : "off")
                .setServerConfig("full_page_writes", durable ? "on" : "off")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("work_mem", "32MB")
                .setServerConfig("maintenance_work_mem", "128MB")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("jit", "off")
                .setServerConfig("wal_level", "minimal")
                .setServerConfig("max_wal_senders", "0")
                .setServerConfig("random_page_cost", "1.1")
                .setPort(wantedPort);
        if (!fresh) {
            builder.setConnectConfig("password", password);
        }
        return builder.start();
    }

    /** First start only: the library initialises with trust; from here on a password is asked. */
    private void secure() throws IOException {
        Properties trust = new Properties();
        trust.setProperty("user", OWNER);
        try (var connection = DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres", trust);
                var statement = connection.createStatement()) {
            statement.execute("alter role " + OWNER + " password '" + password + "'");
            statement.execute("create database " + DATABASE);
            Path hba = home.resolve("pg/pg_hba.conf");
            Files.writeString(
                    hba,
                    "host all all 127.0.0.1/32 scram-sha-256\nhost all all ::1/128 scram-sha-256\n"
                            + "local all all scram-sha-256\n");
            statement.execute("select pg_reload_conf()");
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
        Files.writeString(passwordFile(), password);
        if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(passwordFile(), PosixFilePermissions.fromString("rw-------"));
        }
    }

    private Path passwordFile() {
        return home.resolve("pg-password");
    }

    private static String newPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private void watch() {
        Thread watcher = new Thread(this::restartWhenDead, "postgres-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void restartWhenDead() {
        while (!closing) {
            try {
                TimeUnit.SECONDS.sleep(1);
                restartOnce();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | RuntimeException e) {
                log.warn("The embedded PostgreSQL did not start yet ({}); trying again.", e.getMessage());
            }
        }
    }

    /** Never beside {@link #close}: a server started while closing would be left behind. */
    private synchronized void restartOnce() throws IOException {
        if (closing || OrphanPostgres.livePid(home.resolve("pg")).isPresent()) {
            return;
        }
        log.warn("The embedded PostgreSQL is gone; starting it again on port {}.", port);
        server.close(); // releases the library's own lock on the folder
        OrphanPostgres.clear(home.resolve("pg"));
        server = launch(port, false);
    }

    @Override
    public synchronized void close() throws IOException {
        closing = true;
        server.close();
        lock.release();
        lockChannel.close();
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> paths;
        try (var walk = Files.walk(root)) {
            paths = walk.sorted(java.util.Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
