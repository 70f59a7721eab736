package io.yihu.exchange;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Prepares the next slices of a batch on two threads while the one at hand is merged; never more than a few ahead. */
final class SlicesAhead implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int AHEAD = 3;
    private final StagedLoad load;
    private final StagedBatch batch;
    private final Consumer<Runnable> transaction;
    private final Queue<String> waiting;
    private final Map<String, Future<?>> running = new LinkedHashMap<>();
    private final ExecutorService threads;

    SlicesAhead(StagedLoad load, StagedBatch batch, List<String> slices, Consumer<Runnable> transaction) {
        this.load = load;
        this.batch = batch;
        this.transaction = transaction;
        boolean wanted = load.preparesAhead() && !slices.isEmpty();
        this.waiting = new ArrayDeque<>(wanted ? slices : List.of());
        this.threads = wanted
                ? Executors.newFixedThreadPool(THREADS, work -> {
                    Thread thread = new Thread(work, "import-prepare-" + batch.batchId());
                    thread.setDaemon(true);
                    return thread;
                })
                : null;
        fill();
    }

    private void fill() {
        while (running.size() < AHEAD && !waiting.isEmpty()) {
            String slice = waiting.remove();
            running.put(slice, threads.submit(() -> transaction.accept(() -> load.prepare(batch, slice))));
        }
    }

    /** Returns when the slice is prepared, or fails as its preparation did. */
    void await(String slice) {
        Future<?> prepared = running.get(slice);
        if (prepared == null) {
            return;
        }
        try {
            prepared.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while merging");
        }
        running.remove(slice);
        fill();
    }

    @Override
    public void close() {
        if (threads == null) {
            return;
        }
        threads.shutdownNow();
        try {
            threads.awaitTermination(10, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
