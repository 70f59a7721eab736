package io.yihu.exchange.staging;

import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.mapping.RowPlan;
import io.yihu.exchange.reading.RowSource;
import io.yihu.exchange.reading.SourceRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Reads on one thread while COPY runs on another; at most two finished chunks wait between them. */
@Component
@RequiredArgsConstructor
public class StagingRun {
    private static final int WAITING = 2;
    private final ChunkLoader loader;

    /** What the two threads share. */
    private static final class Hand {
        private final BlockingQueue<Chunk> queue = new LinkedBlockingQueue<>(WAITING);
        private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
        private volatile boolean ended;
    }

    /**
     * Brings all records after the first {@code alreadyRead} into the staging tables of the batch.
     *
     * @param progress told the number of records that are safely in the database
     */
    public void run(long batch, RowSource source, RowPlan plan, long alreadyRead, LongConsumer progress)
            throws IOException {
        for (long skipped = 0; skipped < alreadyRead; skipped++) {
            if (source.next() == null) {
                throw new IllegalStateException("the received file of batch " + batch + " became shorter");
            }
        }
        List<FeedSchema> schemas =
                plan.parts().stream().map(RowPlan.Part::schema).toList();
        Hand hand = new Hand();
        Thread reader =
                new Thread(() -> read(source, new ChunkBuilder(plan, alreadyRead), hand), "import-read-" + batch);
        reader.setDaemon(true);
        reader.start();
        try {
            for (Chunk chunk = next(hand); chunk != null; chunk = next(hand)) {
                loader.load(batch, schemas, chunk);
                progress.accept(chunk.rowsRead());
            }
            if (hand.failure.get() != null) {
                throw hand.failure.get();
            }
        } finally {
            reader.interrupt();
            join(reader);
        }
    }

    private static void read(RowSource source, ChunkBuilder builder, Hand hand) {
        try {
            for (SourceRow row = source.next(); row != null; row = source.next()) {
                builder.add(row);
                if (builder.full()) {
                    hand.queue.put(builder.take());
                }
            }
            if (!builder.isEmpty()) {
                hand.queue.put(builder.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            hand.failure.set(new UncheckedIOException(e));
        } catch (RuntimeException e) {
            hand.failure.set(e);
        } finally {
            hand.ended = true;
        }
    }

    private static Chunk next(Hand hand) {
        try {
            while (true) {
                boolean last = hand.ended;
                Chunk chunk = hand.queue.poll(last ? 0 : 20, TimeUnit.MILLISECONDS);
                if (chunk != null || last) {
                    return chunk;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while loading");
        }
    }

    private static void join(Thread reader) {
        try {
            reader.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
