package io.yihu.invoice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.exchange.ImportService;
import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import io.yihu.taxpayer.PartyId;
import io.yihu.taxpayer.link.LinkService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Merge and split of a subject with 30,000 invoices and 3,000 partners in a register of many more: must take 2 s at most. */
@YihuIT
class FactsFollowBench {
    private static final int AROUND = Integer.getInteger("bench.invoices", 300_000);
    private static final int OWN = 30_000;

    @Autowired
    ImportService imports;

    @Autowired
    LinkService links;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    @Test
    void mergeAndSplit() throws Exception {
        CleanDatabase.clean(environment.getProperty("yihu.test.database"));
        Path folder = Files.createDirectories(Path.of("target/bench"));
        imports.importNow("invoices", InvoiceFile.write(folder.resolve("invoices.csv"), AROUND, 1));
        assertThat(imports.importNow("invoices", hub(folder.resolve("hub.csv")))
                        .batch()
                        .inserted())
                .isEqualTo(OWN);
        List<Double> merges = new ArrayList<>();
        List<Double> splits = new ArrayList<>();
        for (int run = 0; run < 5; run++) {
            long one = subject("HUB0");
            long other = subject("HUB1");
            long started = System.nanoTime();
            links.merge(one, other, "bench");
            merges.add((System.nanoTime() - started) / 1e9);
            started = System.nanoTime();
            links.split(one, Set.of(PartyId.of("HUB1")), "bench");
            splits.add((System.nanoTime() - started) / 1e9);
            System.out.printf(
                    Locale.ROOT, "run %d: merge %.2f s, split %.2f s%n", run, merges.get(run), splits.get(run));
        }
        System.out.printf(
                Locale.ROOT,
                "MEDIAN of a subject with %,d invoices among %,d: merge %.2f s, split %.2f s (must be <= 2)%n",
                OWN,
                AROUND + OWN,
                merges.stream().sorted().toList().get(2),
                splits.stream().sorted().toList().get(2));
    }

    private long subject(String taxId) {
        return jdbc.sql("select subject_id from taxpayer.v_party where tax_id = ?")
                .param(taxId)
                .query(Long.class)
                .single();
    }

    /** Two tax ids of one firm, each with buyers and sellers all over the register. */
    private static Path hub(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("kind,code,number,issue_time,seller_tax_id,buyer_tax_id,amount,tax,status\n");
            for (int i = 0; i < OWN; i++) {
                String hub = "HUB" + i % 2;
                String partner = InvoiceFile.taxId(i * 7 % 3_000);
                boolean sells = i % 3 != 0;
                out.write("PAPER_SPECIAL,4500," + (10_000_000 + i) + ","
                        + LocalDateTime.of(2023, 1, 1, 9, 0).plusMinutes(365L * 1440 * i / OWN) + ":00+08:00,"
                        + (sells ? hub : partner) + "," + (sells ? partner : hub) + "," + (100 + i)
                        + ".00,13.00,NORMAL\n");
            }
        }
        return file;
    }
}
