package io.yihu.exchange;

import io.yihu.exchange.staging.StagingTable;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The canonical feeds a batch is turned into, and whether their staging tables still hold what was committed. */
@Component
@RequiredArgsConstructor
class BatchParts {
    private final JdbcClient jdbc;
    private final StagingTable tables;

    /** One feed of a batch; {@code rowsLeft} are the rows that passed the checks, null before. */
    record Part(int part, String feed, long rowsStaged, Long rowsLeft, boolean finished) {}

    List<Part> of(long batch) {
        return jdbc.sql("""
                        select part, feed, rows_staged, rows_left, finished from exchange.batch_part
                        where batch_id = ? order by part""").param(batch).query(Part.class).list();
    }

    /** Unlogged tables are emptied when the database server itself crashes. */
    boolean asStaged(long batch) {
        return of(batch).stream().allMatch(part -> tables.stands(batch, part.part(), part.rowsStaged()));
    }

    boolean stillStand(long batch) {
        return of(batch).stream()
                .allMatch(part -> part.finished()
                        || part.rowsLeft() != null && tables.stands(batch, part.part(), part.rowsLeft()));
    }

    void left(long batch, int part, long rows) {
        jdbc.sql("update exchange.batch_part set rows_left = ? where batch_id = ? and part = ?")
                .params(rows, batch, part)
                .update();
    }

    void finished(long batch, int part) {
        jdbc.sql("update exchange.batch_part set finished = true where batch_id = ? and part = ?")
                .params(batch, part)
                .update();
    }
}
