package io.yihu.exchange;

import io.yihu.exchange.mapping.FeedDefinition;
import io.yihu.exchange.mapping.RowPlan;
import io.yihu.exchange.reading.FileRefused;
import io.yihu.exchange.reading.RowSource;
import io.yihu.exchange.reading.SourceFile;
import io.yihu.exchange.staging.StagingRun;
import io.yihu.exchange.staging.StagingTable;
import io.yihu.exchange.staging.WarningBound;
import io.yihu.platform.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Walks one batch from file to registers; killed anywhere, the next run goes on where the last commit stands. */
@Slf4j
@Component
@RequiredArgsConstructor
class BatchRun {
    private final Feeds feeds;
    private final Batches batches;
    private final BatchParts parts;
    private final WarningBound warnings;
    private final BatchChecks checks;
    private final BatchMerge merge;
    private final BatchLock lock;
    private final StagingRun staging;
    private final StagingTable tables;
    private final Spool spool;
    private final PlatformTransactionManager transactions;

    /** Raised between two commits when a person asked for a stop; the batch stays where it is. */
    private static final class Stopped extends RuntimeException {}

    void run(long id, ImportProgress progress, BooleanSupplier stop) {
        try (var held = lock.hold(id)) {
            walk(id, (phase, done, total) -> {
                progress.at(phase, done, total);
                if (stop.getAsBoolean()) {
                    throw new Stopped();
                }
            });
        } catch (Stopped e) {
            log.info("Batch {} stopped at a commit", id);
        } catch (FileRefused e) {
            inTransaction(() -> batches.refused(id, e.reason(), e.arguments()));
            cleanUp(id);
        } catch (Refusal e) {
            throw e;
        } catch (RuntimeException e) {
            String reference = UUID.randomUUID().toString().substring(0, 8);
            log.error("Reference {}: batch {} failed", reference, id, e);
            inTransaction(() -> batches.failed(id, reference));
        }
    }

    private void walk(long id, ImportProgress progress) {
        BatchRow batch = batches.get(id);
        if (batch.finished()) {
            return;
        }
        boolean staged = List.of("CHECKED", "MERGING").contains(batch.state()) && parts.stillStand(id);
        if (!staged) {
            stage(batch, progress);
            progress.at("checks", 0, 0);
            checks.run(batches.get(id));
            forgetValues(batch);
        }
        if (batches.get(id).wanted().equals("LOAD")) {
            merge.run(batches.get(id), progress);
            inTransaction(() -> batches.done(id));
            cleanUp(id);
            if (feeds.confidential(batch)) {
                spool.remove(Path.of(batch.spool()));
            }
        }
    }

    /** Of a confidential file the report says line and reason only. */
    private void forgetValues(BatchRow batch) {
        if (feeds.confidential(batch)) {
            inTransaction(() -> batches.forgetValues(batch.id()));
        }
    }

    private void refuseWhereBarred(FeedDefinition definition) {
        for (FeedDefinition.Target target : definition.targets()) {
            feeds.requireLoad(target.feed()).refusal().ifPresent(reason -> {
                throw new FileRefused(reason);
            });
        }
    }

    private void stage(BatchRow batch, ImportProgress progress) {
        long started = System.nanoTime();
        Path file = Path.of(batch.spool());
        if (!Files.exists(file)) {
            throw new FileRefused("spool_gone");
        }
        FeedDefinition definition = feeds.of(batch);
        refuseWhereBarred(definition);
        try (RowSource source = SourceFile.open(file, definition.options())) {
            RowPlan plan = RowPlan.of(
                    source.header(), definition, feed -> feeds.requireLoad(feed).schema());
            boolean goOn = batch.state().equals("STAGING") && parts.asStaged(batch.id());
            if (!goOn) {
                begin(batch, definition, source, plan, file);
            }
            long read = goOn ? batch.read() : 0;
            staging.run(batch.id(), source, plan, read, done -> progress.at("staging", done, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            batches.addMillis(batch.id(), "staging_millis", (System.nanoTime() - started) / 1_000_000);
        }
    }

    private void begin(BatchRow batch, FeedDefinition definition, RowSource source, RowPlan plan, Path file)
            throws IOException {
        String format = SourceFile.format(file, definition.options());
        inTransaction(() -> {
            tables.drop(batch.id());
            warnings.forget(batch.id());
            batches.beginStaging(
                    batch.id(),
                    format,
                    source.header(),
                    plan.unknownColumns(),
                    plan.parts().stream().map(part -> part.schema().feed()).toList());
            for (int part = 0; part < plan.parts().size(); part++) {
                tables.create(batch.id(), part, plan.parts().get(part).schema());
            }
        });
    }

    void cleanUp(long id) {
        inTransaction(() -> tables.drop(id));
    }

    private void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> work.run());
    }
}
