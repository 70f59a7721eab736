package io.yihu.invoice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.exchange.ImportService;
import io.yihu.support.CleanDatabase;
import io.yihu.support.Effort;
import io.yihu.support.YihuIT;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Import end to end (parse, validate, stage, merge, lineage, facts) against a bare binary COPY of the very rows it produced into the
 * same partitioned, indexed table; {@code -Dbench.invoices=5000000 -Dbench.heap=512m} is the big run.
 */
@YihuIT
class InvoiceImportBench {
    private static final int INVOICES = Integer.getInteger("bench.invoices", 1_000_000);
    private static final int RUNS = Integer.getInteger("bench.runs", 3);
    private static final String COLUMNS = """
            party_id, counter_party_id, digest, issue_time, batch_id, line_no, month, side, blue, kind, code, number, status,
            management_status, amount, tax, total, own_division, counter_division, counter_name, red_of_code, red_of_number,
            channel, ip, ip_division, mac, device_serial, issuer, bank_account""";

    @Autowired
    ImportService imports;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    @Autowired
    Environment environment;

    private double copyWork;

    @Test
    void importAgainstBareCopy() throws Exception {
        Path folder = Files.createDirectories(Path.of("target/bench"));
        Path file = InvoiceFile.write(folder.resolve("invoices.csv"), INVOICES, 1);
        List<Double> ratios = new ArrayList<>();
        List<Double> single = new ArrayList<>();
        for (int run = 1; run <= RUNS; run++) {
            empty();
            Effort effort = Effort.of(jdbc);
            long started = System.nanoTime();
            var batch = imports.importNow("invoices", file).batch();
            double imported = seconds(started);
            double work = effort.seconds();
            long peak = Effort.peakHeap();
            assertThat(batch.inserted()).isEqualTo(INVOICES);
            String phases = jdbc.sql(
                            "select concat_ws(' ', staging_millis, check_millis, merge_millis) from exchange.batch where id = ?")
                    .param(batch.id())
                    .query(String.class)
                    .single();
            double both = copyAgain(folder.resolve("rows.bin"), "true");
            System.out.printf(
                    Locale.ROOT,
                    "run %d: CPU seconds of all processes: import %.1f, COPY %.1f; %.0f rows/s; peak heap %d MB%n",
                    run,
                    work,
                    copyWork,
                    2 * INVOICES / imported,
                    peak >> 20);
            double one = copyAgain(folder.resolve("rows.bin"), "side = 'OUT'");
            ratios.add(both / imported);
            single.add(one / imported);
            System.out.printf(
                    Locale.ROOT,
                    "run %d: import of %,d invoices %.1f s (stage/check/merge ms %s), COPY of the same %,d rows %.1f s, of one side %.1f s;"
                            + " ratio %.2f, one side %.2f%n",
                    run,
                    INVOICES,
                    imported,
                    phases,
                    2 * INVOICES,
                    both,
                    one,
                    both / imported,
                    one / imported);
        }
        System.out.printf(
                Locale.ROOT,
                "MEDIAN import / COPY of the same rows: %.2f (must be >= 0.4); against COPY of one side only: %.2f; heap %d MB%n",
                median(ratios),
                median(single),
                Runtime.getRuntime().maxMemory() >> 20);
    }

    /** Takes the rows out, empties the table and brings them back by COPY: same table, same indexes, same rows and order. */
    private double copyAgain(Path rows, String which) throws Exception {
        try (var connection = dataSource.getConnection();
                OutputStream out = Files.newOutputStream(rows)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "copy (select " + COLUMNS + " from invoice.invoice where " + which
                                    + " order by issue_time, line_no, side) to stdout (format binary)",
                            out);
        }
        jdbc.sql("truncate invoice.invoice").update();
        try (var connection = dataSource.getConnection();
                InputStream in = Files.newInputStream(rows)) {
            Effort effort = Effort.of(jdbc);
            long started = System.nanoTime();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy invoice.invoice (" + COLUMNS + ") from stdin (format binary)", in, 1 << 16);
            double taken = seconds(started);
            copyWork = effort.seconds();
            return taken;
        }
    }

    private void empty() throws Exception {
        CleanDatabase.clean(environment.getProperty("yihu.test.database"));
        jdbc.sql("""
                        select inhrelid::regclass::text from pg_inherits
                        where inhparent in ('invoice.invoice'::regclass, 'invoice.fact_party_edge_month'::regclass)""")
                .query(String.class)
                .list()
                .forEach(partition -> jdbc.sql("drop table " + partition).update());
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
