package io.yihu.trail;

import io.yihu.trail.TrailProblem.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads every sealed row again and compares it with the signed checkpoints and their copy outside the database.
 *
 * <p>Finds any edit, deletion, insertion, exchange or renumbering in sealed rows, a cut tail, a rebuilt log; in one
 * consistent snapshot that several connections share, with constant memory but for the checkpoints.
 */
@Component
class TrailVerifier {
    private final SealStore store;
    private final OutsideCopy outside;
    private final TrailKeys keys;
    private final DataSource dataSource;
    private final RetiredRows retired;
    private final TransactionTemplate snapshot;

    TrailVerifier(
            SealStore store,
            OutsideCopy outside,
            TrailKeys keys,
            DataSource dataSource,
            RetiredRows retired,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.outside = outside;
        this.keys = keys;
        this.dataSource = dataSource;
        this.retired = retired;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
    }

    /** Reads the whole log; {@code progress} hears the number of rows done so far. */
    VerifyReport verify(LongConsumer progress) {
        Map<String, List<OutsideCopy.Line>> lines = new HashMap<>();
        outside.logs().forEach(id -> lines.put(id, outside.lines(id)));
        return snapshot.execute(
                status -> store.log().map(log -> verify(log, lines, progress)).orElseGet(() -> withoutLog(lines)));
    }

    private VerifyReport verify(SealStore.Log log, Map<String, List<OutsideCopy.Line>> lines, LongConsumer progress) {
        List<Checkpoint> points = store.checkpoints(Long.MIN_VALUE, Integer.MAX_VALUE);
        CheckpointCheck check = new CheckpointCheck(log.suite(), keys);
        VerifyPass pass =
                new VerifyPass(log, points, outside, new JdbcTemplate(dataSource), dataSource, retired.bound(log));
        check.chain(null, points).forEach(pass::problem);
        check.outside(points, lines.getOrDefault(log.id(), List.of()), 0).forEach(pass::problem);
        gone(lines, log.id()).forEach(pass::problem);
        return pass.run(progress);
    }

    private VerifyReport withoutLog(Map<String, List<OutsideCopy.Line>> lines) {
        return new VerifyReport(0, 0, store.waiting(), gone(lines, null));
    }

    /** A log that the folder knows and the database does not: the whole log was replaced. */
    private static List<TrailProblem> gone(Map<String, List<OutsideCopy.Line>> lines, String present) {
        return lines.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals(present) && !entry.getValue().isEmpty())
                .map(entry -> new TrailProblem(Kind.LOG_GONE, 0L, null, 0L))
                .limit(1)
                .toList();
    }
}
