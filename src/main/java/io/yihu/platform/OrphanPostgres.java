package io.yihu.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lombok.extern.slf4j.Slf4j;

/** Stops the server a killed application left behind and removes a pid file without a server. */
@Slf4j
final class OrphanPostgres {
    private OrphanPostgres() {}

    /** The live postmaster of exactly this folder, empty when there is none. */
    static Optional<ProcessHandle> livePid(Path pgData) throws IOException {
        Path pidFile = pgData.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        String first = Files.readString(pidFile).lines().findFirst().orElse("").trim();
        if (!first.matches("\\d+")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(first))
                .filter(ProcessHandle::isAlive)
                .filter(process -> runsOn(process, pgData));
    }

    static void clear(Path pgData) throws IOException {
        Optional<ProcessHandle> orphan = livePid(pgData);
        if (orphan.isPresent()) {
            log.warn(
                    "Stopping the PostgreSQL that an ended application left behind (pid {}).",
                    orphan.get().pid());
            stop(orphan.get());
        }
        Files.deleteIfExists(pgData.resolve("postmaster.pid"));
    }

    /** A pid can be used again by another program; only a postgres started on this folder counts. */
    private static boolean runsOn(ProcessHandle process, Path pgData) {
        Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            return Files.exists(commandLine)
                    ? Files.readString(commandLine).contains(pgData.toString())
                    : process.info().command().map(c -> c.contains("postgres")).orElse(false);
        } catch (IOException e) {
            return false;
        }
    }

    private static void stop(ProcessHandle postmaster) throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).start();
        try {
            postmaster.onExit().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            postmaster.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
