package io.yihu.exchange;

import io.yihu.exchange.mapping.FeedDefinition;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Jobs;
import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.nio.file.Path;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes files in: pages, API, command line and demo all load through it. */
@Service
@RequiredArgsConstructor
public class ImportService {
    static final String JOB = "exchange.import";
    private final Feeds feeds;
    private final Batches batches;
    private final BatchRun run;
    private final Spool spool;
    private final Quota quota;
    private final Jobs jobs;
    private final ObjectProvider<ImportService> self;

    /**
     * What became of a file that was handed in.
     *
     * @param known true when the same file was taken in before; then {@code batch} is that earlier batch
     */
    public record Receipt(BatchRow batch, boolean known) {}

    /**
     * Loads a file on this thread and returns the finished batch; the same file again does nothing, a killed import goes on.
     *
     * <p>It has no transaction of its own: receipt, chunks and slices each commit by themselves.
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED, readOnly = true)
    public Receipt importNow(String feed, Path file, String source, boolean dryRun, ImportProgress progress) {
        Receipt receipt = take(feed, file, source, dryRun);
        if (receipt.known() && receipt.batch().finished()) {
            return receipt;
        }
        return new Receipt(finish(receipt.batch().id(), progress), false);
    }

    private Receipt take(String feed, Path file, String source, boolean dryRun) {
        feeds.require(feed);
        Spool.Taken taken = spool.take(file);
        var channel = ReceivedFile.Channel.COMMAND;
        ReceivedFile received = new ReceivedFile(
                feed,
                taken.path(),
                file.getFileName().toString(),
                taken.sha256(),
                taken.bytes(),
                source,
                channel,
                null);
        return self.getObject().receive(received, dryRun ? "CHECK" : "LOAD");
    }

    private BatchRow finish(long batch, ImportProgress progress) {
        if (!batches.get(batch).finished()) {
            run.run(batch, progress, () -> false);
        }
        return batches.get(batch);
    }

    /** Only the receipt of {@link #importNow(String, Path)}: batches get their numbers in the order of the calls. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED, readOnly = true)
    public long receiveNow(String feed, Path file) {
        return take(feed, file, null, false).batch().id();
    }

    /** Loads what {@link #receiveNow} took in, on this thread; a finished batch is left as it is. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED, readOnly = true)
    public BatchRow finishNow(long batch) {
        return finish(batch, ImportProgress.SILENT);
    }

    /** {@link #importNow(String, Path, String, boolean, ImportProgress)} of a canonical feed, for loaders inside the house. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED, readOnly = true)
    public Receipt importNow(String feed, Path file) {
        return importNow(feed, file, null, false, ImportProgress.SILENT);
    }

    /**
     * Registers a file that stands in the spool.
     *
     * @param wanted NOTHING (a person looks first), CHECK (dry run) or LOAD
     */
    @Traced("exchange.batch.receive")
    public Receipt receive(ReceivedFile file, String wanted) {
        Actor actor = CurrentActor.get();
        FeedDefinition definition = feeds.require(file.feed());
        try {
            allow(definition, actor);
            quota.check(file, actor);
        } catch (Refusal refusal) {
            spool.remove(file.spool());
            throw refusal;
        }
        Optional<Long> id = batches.insert(file, definition, wanted, actor);
        if (id.isPresent()) {
            Trail.object("batch", id.get());
            Trail.note("feed", file.feed());
            Trail.note("file", file.fileName());
            Trail.note("sha256", file.sha256());
            return new Receipt(batches.get(id.get()), false);
        }
        spool.remove(file.spool());
        BatchRow earlier = earlier(file, definition, actor);
        Trail.object("batch", earlier.id());
        Trail.note("known", true);
        return new Receipt(earlier, true);
    }

    private BatchRow earlier(ReceivedFile file, FeedDefinition definition, Actor actor) {
        if (file.idempotencyKey() != null) {
            Optional<BatchRow> sameKey = batches.byIdempotencyKey(actor.login(), file.idempotencyKey());
            if (sameKey.isPresent()) {
                boolean sameRequest = sameKey.get().sha256().equals(file.sha256())
                        && sameKey.get().mapping().equals(definition.mapping());
                if (!sameRequest) {
                    throw Refusal.invalid("exchange.error.keyReused", file.idempotencyKey());
                }
                return sameKey.get();
            }
        }
        return batches.sameFile(definition.mapping(), file.sha256())
                .orElseThrow(() -> Refusal.conflict("exchange.error.tryAgain"));
    }

    /** Starts, or starts again, the work on a batch in the background; it begins when the transaction has committed. */
    @Traced("exchange.batch.start")
    public void start(long batchId, boolean load) {
        BatchRow batch = batches.find(batchId).orElseThrow(Refusal::notFound);
        Trail.object("batch", batchId);
        Trail.note("load", load);
        boolean startable = batch.state().equals("RECEIVED") || batch.state().equals("FAILED") || batch.dryRunDone();
        if (!startable) {
            throw Refusal.conflict("exchange.error.notStartable");
        }
        allow(feeds.of(batch), CurrentActor.get());
        if (load) {
            batches.sameFile(batch.mapping(), batch.sha256())
                    .filter(other -> other.id() != batchId)
                    .ifPresent(other -> {
                        throw Refusal.conflict("exchange.error.sameFile", other.id());
                    });
        }
        batches.restart(batchId, load ? "LOAD" : "CHECK");
        batches.setJob(
                batchId, jobs.start(JOB, batch.mapping() + " · " + batch.fileName(), "{\"batch\":" + batchId + "}"));
    }

    /** Lets a batch go that nobody wants to load; its file is removed. */
    @Traced("exchange.batch.discard")
    public void discard(long batchId) {
        BatchRow batch = batches.find(batchId).orElseThrow(Refusal::notFound);
        Trail.object("batch", batchId);
        if (!batch.state().equals("RECEIVED")
                && !batch.dryRunDone()
                && !batch.state().equals("FAILED")) {
            throw Refusal.conflict("exchange.error.notStartable");
        }
        batches.discarded(batchId);
        run.cleanUp(batchId);
        spool.remove(Path.of(batch.spool()));
    }

    private void allow(FeedDefinition definition, Actor actor) {
        if (actor.accountId() == null && actor.login().equals(Actor.SYSTEM.login())) {
            return;
        }
        for (FeedDefinition.Target target : definition.targets()) {
            StagedLoad load = feeds.requireLoad(target.feed());
            if (load.importers().stream().noneMatch(actor::has) && !quota.keyAllows(actor, target.feed(), definition)) {
                throw Refusal.forbidden("exchange.error.notYourFeed", target.feed());
            }
        }
    }
}
