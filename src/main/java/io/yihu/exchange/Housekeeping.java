package io.yihu.exchange;

import io.yihu.exchange.staging.StagingTable;
import io.yihu.platform.Jobs;
import io.yihu.platform.YihuClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** At start-up: tables and files that belong to nobody go, imports that lost their job get one again. */
@Slf4j
@Component
@RequiredArgsConstructor
class Housekeeping {
    /** How long a received file is kept, so that a line of it can be shown. */
    static final Duration KEEP = Duration.ofDays(30);

    private final StagingTable tables;
    private final Spool spool;
    private final JdbcClient jdbc;
    private final Jobs jobs;
    private final YihuClock clock;
    private final Environment environment;
    private final PlatformTransactionManager transactions;

    @EventListener(ApplicationReadyEvent.class)
    void tidy() {
        boolean command = environment.getProperty("yihu.command") != null;
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> tables.orphans().forEach(tables::drop));
        if (!command) {
            resume();
        }
        try {
            removeFiles();
        } catch (IOException e) {
            log.warn("The spool could not be tidied: {}", e.getMessage());
        }
    }

    private void resume() {
        List<Long> stranded = jdbc.sql("""
                        select b.id from exchange.batch b
                        where b.wanted in ('CHECK', 'LOAD') and b.finished_at is null and b.channel in ('PAGE', 'API')
                          and (b.state in ('RECEIVED', 'STAGING', 'MERGING') or b.state = 'CHECKED' and b.wanted = 'LOAD')""").query(Long.class).list();
        for (long batch : stranded) {
            boolean underWay = jdbc.sql("select job_id from exchange.batch where id = ?")
                    .param(batch)
                    .query((row, n) -> row.getObject(1, Long.class))
                    .optional()
                    .flatMap(jobs::find)
                    .filter(job -> job.finishedAt() == null)
                    .isPresent();
            if (!underWay) {
                new TransactionTemplate(transactions).executeWithoutResult(status -> {
                    long job = jobs.start(ImportService.JOB, "#" + batch, "{\"batch\":" + batch + "}");
                    jdbc.sql("update exchange.batch set job_id = ? where id = ?")
                            .params(job, batch)
                            .update();
                });
            }
        }
    }

    private void removeFiles() throws IOException {
        Set<String> wanted = new HashSet<>(
                jdbc.sql("select spool from exchange.batch where state <> 'DISCARDED' and spool is not null")
                        .query(String.class)
                        .list());
        Instant old = clock.instant().minus(clock.shift()).minus(KEEP);
        Instant young = clock.instant().minus(clock.shift()).minus(Duration.ofHours(1));
        try (var files = spool.files()) {
            for (Path file : files.toList()) {
                Instant changed = Files.getLastModifiedTime(file).toInstant();
                boolean owned = wanted.contains(file.toString());
                if (changed.isBefore(owned ? old : young)) {
                    spool.remove(file);
                }
            }
        }
    }
}
