package io.yihu.support;

import io.yihu.exchange.FeedColumn;
import io.yihu.exchange.MergeCounts;
import io.yihu.exchange.StagedBatch;
import io.yihu.exchange.StagedCheck;
import io.yihu.exchange.StagedLoad;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts rows straight into a staging table and merges them as exchange does, for tests of the registers alone. */
@Component
public class StagedFeeds {
    private static final AtomicLong BATCH = new AtomicLong(900_000);
    private final JdbcClient jdbc;
    private final JdbcTemplate copies;
    private final TransactionTemplate transaction;
    private final Map<String, StagedLoad> loads;

    StagedFeeds(JdbcClient jdbc, JdbcTemplate copies, TransactionTemplate transaction, List<StagedLoad> loads) {
        this.jdbc = jdbc;
        this.copies = copies;
        this.transaction = transaction;
        this.loads =
                loads.stream().collect(Collectors.toMap(load -> load.schema().feed(), Function.identity()));
    }

    /** What the load did and the lines its checks refused, by reason. */
    public record Outcome(long batchId, MergeCounts counts, Map<String, List<Long>> rejected) {}

    /** The first line names the columns; values are separated by commas, an empty one is null. */
    public Outcome load(String feed, String source, String csv) {
        List<String> lines = csv.strip().lines().toList();
        List<String> header = Arrays.asList(lines.get(0).split(","));
        List<List<String>> rows =
                lines.stream().skip(1).map(line -> List.of(line.split(",", -1))).toList();
        return load(feed, source, header, rows);
    }

    public Outcome load(String feed, String source, List<String> header, List<List<String>> rows) {
        StagedLoad load = loads.get(feed);
        StagedBatch batch = new StagedBatch(BATCH.incrementAndGet(), "exchange.test_" + BATCH.get(), source);
        stage(load, batch, header, rows);
        Map<String, List<Long>> rejected = reject(load, batch);
        MergeCounts counts = merge(load, batch);
        return new Outcome(batch.batchId(), counts, rejected);
    }

    /**
     * A canonical file of any size by COPY.
     *
     * @param without SQL condition over a staged row: those rows are left out
     */
    public Outcome copy(String feed, Path file, String without) throws IOException {
        StagedLoad load = loads.get(feed);
        StagedBatch batch = new StagedBatch(BATCH.incrementAndGet(), "exchange.test_" + BATCH.get(), "file");
        create(load, batch, "bigint generated always as identity");
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String header = "\"" + lines.readLine().replace("\uFEFF", "").replace(",", "\",\"") + "\"";
            transaction.executeWithoutResult(status -> copies.execute((ConnectionCallback<Long>) connection -> {
                try {
                    return connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("copy " + batch.table() + " (" + header + ") from stdin (format csv)", lines);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        }
        jdbc.sql("delete from " + batch.table() + " where " + without).update();
        MergeCounts counts = merge(load, batch);
        jdbc.sql("drop table " + batch.table()).update();
        return new Outcome(batch.batchId(), counts, Map.of());
    }

    private MergeCounts merge(StagedLoad load, StagedBatch batch) {
        List<String> slices = transaction.execute(status -> load.slices(batch));
        transaction.executeWithoutResult(status -> load.open(batch));
        MergeCounts counts = MergeCounts.NONE;
        for (String slice : slices) {
            counts = counts.plus(transaction.execute(status -> load.merge(batch, slice)));
        }
        transaction.executeWithoutResult(status -> load.finish(batch));
        return counts;
    }

    private void create(StagedLoad load, StagedBatch batch, String line) {
        List<FeedColumn> columns = load.schema().columns();
        jdbc.sql(Stream.concat(
                                columns.stream()
                                        .map(column -> "\"" + column.name() + "\" "
                                                + column.type().sql()),
                                load.schema().derived().stream().map(column -> "\"" + column.name() + "\" bigint"))
                        .collect(Collectors.joining(
                                ", ", "create table " + batch.table() + " (line_no " + line + " not null, ", ")")))
                .update();
    }

    private void stage(StagedLoad load, StagedBatch batch, List<String> header, List<List<String>> rows) {
        List<FeedColumn> columns = load.schema().columns();
        create(load, batch, "bigint");
        Map<String, String> types = columns.stream()
                .collect(Collectors.toMap(
                        FeedColumn::name, column -> column.type().sql()));
        String names = header.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
        String unnest = header.stream().map(name -> "?::text[]").collect(Collectors.joining(", "));
        String cells = header.stream()
                .map(name -> "nullif(\"" + name + "\", '')::" + types.get(name))
                .collect(Collectors.joining(", "));
        List<Object> arrays = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            int column = i;
            arrays.add(rows.stream().map(row -> row.get(column)).toArray(String[]::new));
        }
        jdbc.sql("insert into " + batch.table() + " (line_no, " + names + ") select n + 1, " + cells + " from unnest("
                        + unnest + ") with ordinality as r (" + names + ", n)")
                .params(arrays)
                .update();
    }

    private Map<String, List<Long>> reject(StagedLoad load, StagedBatch batch) {
        Map<String, List<Long>> rejected = new TreeMap<>();
        for (StagedCheck check : load.checks()) {
            String bad = " s where " + check.predicate().replace("{staged}", batch.table());
            List<Long> lines = jdbc.sql(
                            check.warning()
                                    ? "select line_no from " + batch.table() + bad
                                    : "delete from " + batch.table() + bad + " returning line_no")
                    .query(Long.class)
                    .list();
            if (!lines.isEmpty()) {
                rejected.put(check.reason(), lines.stream().sorted().toList());
            }
        }
        return rejected;
    }
}
