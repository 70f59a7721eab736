package io.yihu.trail;

import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes old rows out of the log by whole partitions: exported with their proofs, the export checked by itself, and only then dropped by
 * the owner of the database with a signed line that says so. The application alone cannot do it.
 */
@Component
@RequiredArgsConstructor
class Retirement {
    /** What was taken out. */
    record Retired(long first, long end, long belowId, List<String> partitions, String sha256) {}

    private record Ripe(String name, long belowId) {}

    private final TrailService service;
    private final SealStore store;
    private final TrailKeys keys;
    private final RetiredRows retired;
    private final YihuClock clock;

    /** @param before first day that stays */
    Retired run(LocalDate before, Path folder, String purpose, DataSource owner) {
        long first = retired.end();
        List<Checkpoint> old = store.checkpoints(0, Integer.MAX_VALUE).stream()
                .filter(point -> point.firstSeq() >= first
                        && point.sealedAt()
                                .isBefore(before.atStartOfDay(YihuClock.CHINA).toInstant()))
                .toList();
        if (old.isEmpty()) {
            throw Refusal.invalid("trail.export.empty");
        }
        try {
            Files.createDirectories(folder);
            TrailExport.Head head = service.export(
                    purpose,
                    old.get(0).number(),
                    old.get(old.size() - 1).number(),
                    name -> Files.newOutputStream(folder.resolve(name)));
            VerifyReport report = new ExportCheck(folder, keys).check(null);
            if (!report.intact()) {
                throw Refusal.conflict("trail.retire.notIntact", report.problems());
            }
            return drop(head, sha256(folder.resolve(TrailExport.ROWS)), purpose, owner);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Retired drop(TrailExport.Head head, String sha256, String purpose, DataSource owner) {
        JdbcClient jdbc = JdbcClient.create(owner);
        return new TransactionTemplate(new DataSourceTransactionManager(owner)).execute(status -> {
            List<Ripe> ripe = jdbc.sql("select name, below_id from trail.ripe_partitions(?)")
                    .param(head.size())
                    .query(Ripe.class)
                    .list();
            if (ripe.isEmpty()) {
                throw Refusal.conflict("trail.retire.noPartition");
            }
            List<String> names = new ArrayList<>();
            for (Ripe one : ripe) {
                jdbc.sql("alter table trail.action detach partition trail." + one.name())
                        .update();
                jdbc.sql("drop table trail." + one.name()).update();
                names.add(one.name());
            }
            long below = ripe.get(ripe.size() - 1).belowId();
            String text = String.join(
                    "\n",
                    RetiredRows.HEAD,
                    head.log(),
                    Long.toString(head.size()),
                    Long.toString(below),
                    sha256,
                    clock.instant().toString());
            SealSuite suite = SealSuite.valueOf(head.suite());
            jdbc.sql("insert into trail.retired (end_seq, below_id, text, key_id, signature) values (?, ?, ?, ?, ?)")
                    .params(
                            head.size(),
                            below,
                            text,
                            keys.keyId(suite),
                            keys.sign(suite, text.getBytes(StandardCharsets.UTF_8)))
                    .update();
            jdbc.sql("""
                            insert into trail.action (happened_at, actor, actor_name, action, object_type, object_id, details)
                            values (?, 'db:' || session_user, session_user, 'trail.log.retire', 'log', 'retire',
                              jsonb_build_object('purpose', ?, 'first', ?::text, 'rows', ?::text))""")
                    .params(
                            clock.instant().atOffset(ZoneOffset.UTC),
                            purpose.strip(),
                            head.first(),
                            head.size() - head.first())
                    .update();
            return new Retired(head.first(), head.size(), below, names, sha256);
        });
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
