package io.yihu.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.YihuIT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A file whose every row is doubtful is loaded; its warnings are all counted and only some of them listed. */
@YihuIT
class ManyWarningsIT {
    private static final int ROWS = 10_500;
    private static final int LISTED = 10_000;

    @Autowired
    ImportService imports;

    @Autowired
    BatchQueries queries;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    @Test
    void warningsBeyondTheBoundAreCounted() throws Exception {
        Path file = Files.writeString(
                folder.resolve("sums.csv"),
                IntStream.range(0, ROWS)
                        .mapToObj(i -> "PAPER_NORMAL,9,%08d,2020-01-05T10:00:00+08:00,WS,WB,100.00,13.00,999.00,NORMAL"
                                .formatted(i))
                        .collect(Collectors.joining(
                                "\n",
                                "kind,code,number,issue_time,seller_tax_id,buyer_tax_id,amount,tax,total,status\n",
                                "\n")));
        var batch = imports.importNow("invoices", file).batch();
        assertThat(batch.inserted()).isEqualTo(ROWS);
        assertThat(batch.warned()).isEqualTo(ROWS);
        assertThat(jdbc.sql("select count(*) from exchange.reject where batch_id = ?")
                        .param(batch.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(LISTED);
        assertThat(queries.reasons(batch.id()))
                .containsExactly(new BatchQueries.ReasonCount("invoice.sum", true, ROWS, (long) LISTED));
    }
}
