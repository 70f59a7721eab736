package io.yihu.demo;

import io.yihu.demo.world.DemoGenerator;
import io.yihu.demo.world.DemoSize;
import io.yihu.exchange.BatchRow;
import io.yihu.exchange.ImportService;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** The canonical files of the demo: made once, then loaded like anybody's files, two at a time. */
@Component
@RequiredArgsConstructor
class DemoFeeds {
    /** What the accounts need; the rest follows in {@link #loadRest}. */
    static final List<String> FIRST = List.of("offices", "officers");

    static final List<String> REST =
            DemoGenerator.FEEDS.stream().filter(feed -> !FIRST.contains(feed)).toList();
    private static final int LANES = 2;

    private final YihuProperties properties;
    private final ImportService imports;

    Path folder() {
        YihuProperties.Demo demo = properties.demo();
        return properties.dataDir().toAbsolutePath().resolve("demo").resolve(demo.size() + "-" + demo.seedNumber());
    }

    void generate() {
        YihuProperties.Demo demo = properties.demo();
        DemoGenerator.write(DemoSize.valueOf(demo.size()), demo.seedNumber(), folder());
    }

    void load(String feed) {
        finish(feed, receive(feed));
    }

    /**
     * Loads what stands on offices and officers, each feed after those it needs.
     *
     * @param begun told the name of each feed when its turn comes
     */
    void loadRest(Consumer<String> begun) {
        Map<String, Long> batches = new LinkedHashMap<>();
        REST.forEach(feed -> batches.put(feed, receive(feed)));
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            var ground = CompletableFuture.<Void>completedFuture(null);
            var lane = new Lane(lanes, batches, begun);
            var registrations = lane.after(ground, "registrations");
            var persons = lane.after(ground, "persons");
            var invoices = lane.after(registrations, "invoices");
            var small = lane.after(
                    CompletableFuture.allOf(registrations, persons),
                    "person_roles",
                    "registration_changes",
                    "invoice_quotas",
                    "vat_returns");
            var items = lane.after(invoices, "invoice_items");
            var usages = lane.after(CompletableFuture.allOf(small, invoices), "invoice_usages");
            var others = lane.after(
                    CompletableFuture.allOf(small, usages),
                    REST.stream().filter(feed -> !lane.plans(feed)).toArray(String[]::new));
            CompletableFuture.allOf(items, others).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            lanes.shutdown();
        }
    }

    /** Feeds one after the other, on whichever thread is free. */
    private final class Lane {
        private final ExecutorService threads;
        private final Map<String, Long> batches;
        private final Consumer<String> begun;
        private final Set<String> known = new HashSet<>();

        Lane(ExecutorService threads, Map<String, Long> batches, Consumer<String> begun) {
            this.threads = threads;
            this.batches = batches;
            this.begun = begun;
        }

        boolean plans(String feed) {
            return known.contains(feed);
        }

        CompletableFuture<Void> after(CompletableFuture<Void> before, String... feeds) {
            known.addAll(List.of(feeds));
            return before.thenRunAsync(
                    () -> CurrentActor.as(Actor.SYSTEM, () -> {
                        for (String feed : feeds) {
                            begun.accept(feed);
                            finish(feed, batches.get(feed));
                        }
                        return null;
                    }),
                    threads);
        }
    }

    private long receive(String feed) {
        Path file = folder().resolve(feed + ".csv");
        if (!Files.exists(file)) {
            generate();
        }
        return imports.receiveNow(feed, file);
    }

    /** A rejected row means the generator and the registers disagree, and the seeding stops. */
    private void finish(String feed, long id) {
        BatchRow batch = imports.finishNow(id);
        if (!batch.state().equals("DONE") || batch.rejected() > 0) {
            throw new IllegalStateException("feed " + feed + " ended as " + batch.state() + " with " + batch.rejected()
                    + " rejects, batch " + batch.id());
        }
    }
}
