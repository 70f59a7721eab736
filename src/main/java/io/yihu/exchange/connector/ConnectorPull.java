package io.yihu.exchange.connector;

import io.yihu.exchange.BatchRow;
import io.yihu.exchange.ImportProgress;
import io.yihu.exchange.ImportService;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.JobContext;
import io.yihu.platform.JobHandler;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.platform.YihuProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Takes what changed in the data sets of a connector through its mapping tables into the registers, like any file. */
@Component
@RequiredArgsConstructor
public class ConnectorPull implements JobHandler {
    static final String KIND = "exchange.pull";
    static final String ALL = "*";
    private final Connectors connectors;
    private final List<ChangedRows> ways;
    private final ConnectorMarks marks;
    private final ImportService imports;
    private final YihuProperties properties;
    private final MessageSource messages;
    private final YihuClock clock;

    @Override
    public String kind() {
        return KIND;
    }

    /** Parameters: the code of the connector as a JSON string, a star for all that are set up. */
    @Override
    public void run(JobContext job) {
        String code = job.parameters().replace("\"", "").strip();
        List<Connector> asked = code.equals(ALL)
                ? connectors.all().stream()
                        .filter(connector -> way(connector).isPresent())
                        .toList()
                : List.of(connectors.require(code));
        long total =
                asked.stream().mapToLong(connector -> connector.sets().size()).sum();
        long done = 0;
        for (Connector connector : asked) {
            for (Connector.DataSet set : connector.sets()) {
                if (job.stopRequested()) {
                    return;
                }
                job.progress(done++, total, set.name());
                pull(connector, set);
            }
        }
    }

    /** All data sets of a connector on this thread. */
    public void pullNow(String code) {
        Connector connector = connectors.require(code);
        connector.sets().forEach(set -> pull(connector, set));
    }

    Optional<ChangedRows> way(Connector connector) {
        return ways.stream().filter(way -> way.serves(connector)).findFirst();
    }

    /** The mark moves when the batch is loaded, rejected rows or not; a refused or broken one is asked for again. */
    private void pull(Connector connector, Connector.DataSet set) {
        LocalDateTime since = marks.of(connector, set);
        long pull = marks.begin(connector, set, since);
        Long batchId = null;
        Path file = null;
        try {
            file = Files.createTempDirectory(properties.dataDir().toAbsolutePath(), "pull-")
                    .resolve(connector.code() + "-" + set.table() + ".csv");
            ChangedRows way = way(connector).orElseThrow(() -> Refusal.conflict("exchange.connector.none"));
            LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), YihuClock.CHINA);
            ChangedRows.Taken taken = way.since(connector, set, since, now, file);
            if (taken.rows() == 0) {
                marks.done(pull, taken, null, null);
                return;
            }
            ImportService.Receipt receipt = load(set, file);
            BatchRow batch = receipt.batch();
            batchId = batch.id();
            if (!batch.state().startsWith("DONE")) {
                marks.failed(pull, batchId, text("exchange.connector.batch", batchId));
                return;
            }
            marks.done(pull, taken, receipt.known() ? null : batchId, taken.mark() == null ? since : taken.mark());
        } catch (Refusal refusal) {
            marks.failed(pull, batchId, text(refusal.getMessage(), refusal.arguments()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            marks.failed(pull, batchId, text("exchange.connector.broken"));
            throw e;
        } finally {
            remove(file);
        }
    }

    private ImportService.Receipt load(Connector.DataSet set, Path file) {
        return CurrentActor.as(
                Actor.SYSTEM, () -> imports.importNow(set.definition(), file, null, false, ImportProgress.SILENT));
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.SIMPLIFIED_CHINESE);
    }

    private static void remove(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
                Files.deleteIfExists(file.getParent());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
