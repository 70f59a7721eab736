package io.yihu.exchange.connector;

import io.yihu.platform.YihuClock;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How far each data set was taken; the mark moves only together with the pull whose batch is in the registers. */
@Component
@RequiredArgsConstructor
class ConnectorMarks {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    LocalDateTime of(Connector connector, Connector.DataSet set) {
        List<LocalDateTime> marks = jdbc.sql(
                        "select mark from exchange.connector_mark where connector = ? and data_set = ?")
                .params(connector.code(), set.name())
                .query(LocalDateTime.class)
                .list();
        return marks.isEmpty() ? null : marks.get(0);
    }

    /** A pull that was killed is closed when the next one of its data set begins. */
    @Transactional
    long begin(Connector connector, Connector.DataSet set, LocalDateTime from) {
        jdbc.sql("""
                        update exchange.connector_pull set state = 'FAILED', finished_at = ?
                        where connector = ? and data_set = ? and state = 'RUNNING'""").params(now(), connector.code(), set.name()).update();
        return jdbc.sql("""
                        insert into exchange.connector_pull (connector, data_set, started_at, from_mark, state)
                        values (?, ?, ?, ?, 'RUNNING') returning id""")
                .params(connector.code(), set.name(), now(), from)
                .query(Long.class)
                .single();
    }

    /** @param mark null leaves the mark where it is */
    @Transactional
    void done(long pull, ChangedRows.Taken taken, Long batch, LocalDateTime mark) {
        jdbc.sql("""
                        update exchange.connector_pull set finished_at = ?, to_mark = ?, rows = ?, batch_id = ?,
                          state = case when cast(? as bigint) is null then 'NOTHING' else 'DONE' end where id = ?""").params(now(), mark, taken.rows(), batch, batch, pull).update();
        if (mark != null) {
            jdbc.sql("""
                            insert into exchange.connector_mark (connector, data_set, mark, pulled_at)
                            select connector, data_set, ?, ? from exchange.connector_pull where id = ?
                            on conflict (connector, data_set) do update set mark = excluded.mark, pulled_at = excluded.pulled_at""").params(mark, now(), pull).update();
        }
    }

    @Transactional
    void failed(long pull, Long batch, String reason) {
        jdbc.sql(
                        "update exchange.connector_pull set finished_at = ?, batch_id = ?, state = 'FAILED', reason = ? where id = ?")
                .params(now(), batch, reason, pull)
                .update();
    }

    /** The whole data set comes again at the next pull. */
    int forget(Connector connector, String set) {
        return jdbc.sql("delete from exchange.connector_mark where connector = ? and data_set = ?")
                .params(connector.code(), set)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
