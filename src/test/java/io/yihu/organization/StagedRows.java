package io.yihu.organization;

import io.yihu.exchange.FeedColumn;
import io.yihu.exchange.MergeCounts;
import io.yihu.exchange.StagedBatch;
import io.yihu.exchange.StagedLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Stages rows by hand, as exchange would, judges and merges them. */
class StagedRows {
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final StagedLoad load;
    private final StagedBatch batch;

    StagedRows(JdbcClient jdbc, TransactionTemplate transactions, StagedLoad load, String name, long batchId) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.load = load;
        this.batch = new StagedBatch(batchId, "exchange.test_" + name, "test file");
        jdbc.sql("drop table if exists " + batch.table()).update();
        jdbc.sql("create table " + batch.table() + " (line_no bigint not null, "
                        + load.schema().columns().stream()
                                .map(column ->
                                        column.name() + " " + column.type().sql())
                                .collect(Collectors.joining(", "))
                        + ")")
                .update();
    }

    /** Values in the order of the schema, separated by {@code |}; an empty one is unknown. */
    StagedRows rows(String... lines) {
        List<String> names =
                load.schema().columns().stream().map(FeedColumn::name).toList();
        for (int i = 0; i < lines.length; i++) {
            String[] values = lines[i].split("\\|", -1);
            List<String> cells = new ArrayList<>();
            for (int c = 0; c < names.size(); c++) {
                String value = c < values.length ? values[c].strip() : "";
                cells.add(value.isEmpty() ? "null" : "'" + value.replace("'", "''") + "'");
            }
            jdbc.sql("insert into " + batch.table() + " (line_no, " + String.join(", ", names) + ") values (" + (i + 2)
                            + ", " + String.join(", ", cells) + ")")
                    .update();
        }
        return this;
    }

    /** Lines by reason, such as {@code officeCode:3}. */
    List<String> rejects() {
        List<String> found = new ArrayList<>();
        load.checks()
                .forEach(check -> jdbc.sql("select s.line_no from " + batch.table() + " s where "
                                + check.predicate().replace("{staged}", batch.table()) + " order by 1")
                        .query(Long.class)
                        .list()
                        .forEach(line -> found.add(check.reason() + ":" + line)));
        return found;
    }

    MergeCounts merge() {
        return transactions.execute(status -> load.merge(batch, ""));
    }
}
