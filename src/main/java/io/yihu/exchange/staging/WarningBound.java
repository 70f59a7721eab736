package io.yihu.exchange.staging;

import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the list of warnings of a batch short: what is beyond the bound is counted by reason. */
@Component
@RequiredArgsConstructor
public class WarningBound {
    public static final int MOST = 10_000;
    private final JdbcClient jdbc;

    /** How many more warnings may be listed. */
    long room(long batch) {
        return MOST - jdbc.sql("""
                        select count(*) from (select from exchange.reject where batch_id = ? and warning limit ?) listed""").params(batch, MOST).query(Long.class).single();
    }

    void count(long batch, Map<String, Long> reasons, long lines) {
        reasons.forEach(
                (reason, rows) -> jdbc.sql("""
                        insert into exchange.reject_unlisted as u (batch_id, reason, rows) values (?, ?, ?)
                        on conflict (batch_id, reason) do update set rows = u.rows + excluded.rows""").params(batch, reason, rows).update());
        jdbc.sql("update exchange.batch set warned_unlisted = warned_unlisted + ? where id = ?")
                .params(lines, batch)
                .update();
    }

    /** Shortens a list that a check over the whole file made too long. */
    public void trim(long batch) {
        jdbc.sql("""
                        with gone as (
                          delete from exchange.reject where batch_id = :batch and id in (
                            select id from exchange.reject where batch_id = :batch and warning order by id offset :most)
                          returning reason, line_no),
                        counted as (
                          insert into exchange.reject_unlisted as u (batch_id, reason, rows)
                          select :batch, reason, count(*) from gone group by reason
                          on conflict (batch_id, reason) do update set rows = u.rows + excluded.rows)
                        update exchange.batch set warned_unlisted = warned_unlisted + g.lines
                        from (select count(distinct line_no) as lines from gone) g where id = :batch and g.lines > 0""").param("batch", batch).param("most", MOST).update();
    }

    public void forget(long batch) {
        jdbc.sql("delete from exchange.reject_unlisted where batch_id = ?")
                .param(batch)
                .update();
        jdbc.sql("update exchange.batch set warned_unlisted = 0 where id = ?")
                .param(batch)
                .update();
    }
}
