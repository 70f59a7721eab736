package io.yihu.taxpayer.bench;

import io.yihu.invoice.FactCheck;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import io.yihu.taxpayer.PartyId;
import io.yihu.taxpayer.link.LinkService;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Merge, split and undo of a taxpayer with {@code -Dbench.invoices=30000} invoices over 24 months, facts checked after each. */
@YihuIT
class RelinkBench {
    private static final int INVOICES = Integer.getInteger("bench.invoices", 30_000);
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    @Autowired
    StagedFeeds staging;

    @Autowired
    LinkService links;

    @Autowired
    FactCheck check;

    @Autowired
    JdbcClient jdbc;

    @Test
    void mergeSplitUndo() {
        staging.load("registrations", "t", """
                reg_serial,tax_id,name,status,register_date
                K1,KA,甲一,07,2010-01-01
                K2,KB,甲二,03,2020-01-01
                """);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < INVOICES; i++) {
            boolean sold = i % 3 > 0;
            String own = i % 2 == 0 ? "KA" : "KB";
            String other = "KP" + i % 997;
            rows.add(List.of(
                    "PAPER_NORMAL",
                    "9",
                    String.format("%08d", i),
                    FIRST.plusDays(i % 720) + "T12:00:00+08:00",
                    sold ? own : other,
                    sold ? other : own,
                    String.valueOf(100 + i % 5000),
                    "13",
                    "NORMAL"));
        }
        staging.load(
                "invoices",
                "t",
                List.of(
                        "kind",
                        "code",
                        "number",
                        "issue_time",
                        "seller_tax_id",
                        "buyer_tax_id",
                        "amount",
                        "tax",
                        "status"),
                rows);
        long one = subject("KA");
        long two = subject("KB");
        for (int round = 0; round < 3; round++) {
            long decision = timed("merge", () -> links.merge(one, two, "bench"));
            timed("undo", () -> links.undo(decision, "bench"));
            timed("merge", () -> links.merge(one, two, "bench"));
            timed("split", () -> links.split(one, Set.of(PartyId.of("KB")), "bench"));
            jdbc.sql("update taxpayer.resolution_pair set superseded_at = now() where superseded_at is null")
                    .update();
        }
    }

    private long timed(String what, LongSupplier work) {
        long started = System.nanoTime();
        long result = work.getAsLong();
        long millis = (System.nanoTime() - started) / 1_000_000;
        System.out.printf(
                "%s of %d invoices: %d ms, differences %d%n",
                what,
                INVOICES,
                millis,
                check.differences(FIRST, FIRST.plusYears(3), 5).size());
        return result;
    }

    private long subject(String taxId) {
        return jdbc.sql("select subject_id from taxpayer.v_party where tax_id = ?")
                .param(taxId)
                .query(Long.class)
                .single();
    }
}
