package io.yihu.exchange;

import io.yihu.exchange.staging.StagingTable;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Merges a checked batch slice by slice; slice and progress commit together. */
@Component
@RequiredArgsConstructor
class BatchMerge {
    private final Feeds feeds;
    private final Batches batches;
    private final BatchParts parts;
    private final JdbcClient jdbc;
    private final PlatformTransactionManager transactions;

    private record Slice(int position, String slice, boolean done) {}

    void run(BatchRow batch, ImportProgress progress) {
        inTransaction(() -> batches.merging(batch.id()));
        for (BatchParts.Part part : parts.of(batch.id())) {
            if (!part.finished()) {
                merge(batch, part, progress);
            }
        }
    }

    private void merge(BatchRow batch, BatchParts.Part part, ImportProgress progress) {
        StagedLoad load = feeds.requireLoad(part.feed());
        StagedBatch staged = new StagedBatch(batch.id(), StagingTable.name(batch.id(), part.part()), batch.source());
        List<Slice> slices = slices(staged, part.part(), load);
        List<Slice> todo = slices.stream().filter(slice -> !slice.done()).toList();
        long done = slices.size() - todo.size();
        try (SlicesAhead ahead =
                new SlicesAhead(load, staged, todo.stream().map(Slice::slice).toList(), this::inTransaction)) {
            if (!todo.isEmpty()) {
                timed(batch, () -> inTransaction(() -> load.open(staged)));
            }
            for (Slice slice : todo) {
                timed(batch, () -> {
                    ahead.await(slice.slice());
                    inTransaction(() -> mergeSlice(staged, part, load, slice));
                });
                progress.at("merging", ++done, slices.size());
            }
        }
        timed(
                batch,
                () -> inTransaction(() -> {
                    load.finish(staged);
                    parts.finished(batch.id(), part.part());
                }));
    }

    private void timed(BatchRow batch, Runnable work) {
        long started = System.nanoTime();
        work.run();
        batches.addMillis(batch.id(), "merge_millis", (System.nanoTime() - started) / 1_000_000);
    }

    /** Two batches of one feed take turns: their merges touch the same rows. */
    private void mergeSlice(StagedBatch staged, BatchParts.Part part, StagedLoad load, Slice slice) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('exchange.merge.' || ?, 0))::text")
                .param(part.feed())
                .query(String.class)
                .optional();
        MergeCounts counts = load.merge(staged, slice.slice());
        jdbc.sql("""
                        update exchange.batch_slice set done = true, inserted = ?, updated = ?, unchanged = ?
                        where batch_id = ? and part = ? and position = ?""")
                .params(
                        counts.inserted(),
                        counts.updated(),
                        counts.unchanged(),
                        staged.batchId(),
                        part.part(),
                        slice.position())
                .update();
        batches.merged(staged.batchId(), counts);
    }

    /** The list is fixed when the merge begins, so that a later run counts on with the same parts. */
    private List<Slice> slices(StagedBatch staged, int part, StagedLoad load) {
        List<Slice> kept = read(staged.batchId(), part);
        if (kept.isEmpty()) {
            inTransaction(() -> {
                String[] names = load.slices(staged).toArray(String[]::new);
                jdbc.sql("""
                                insert into exchange.batch_slice (batch_id, part, position, slice)
                                select ?, ?, n, name from unnest(?::text[]) with ordinality as s(name, n)""").params(staged.batchId(), part, names).update();
            });
            kept = read(staged.batchId(), part);
        }
        return kept;
    }

    private List<Slice> read(long batch, int part) {
        return jdbc.sql("""
                        select position, slice, done from exchange.batch_slice
                        where batch_id = ? and part = ? order by position""").params(batch, part).query(Slice.class).list();
    }

    private void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> work.run());
    }
}
