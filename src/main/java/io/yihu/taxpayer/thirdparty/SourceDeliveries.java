package io.yihu.taxpayer.thirdparty;

import io.yihu.exchange.StagedBatch;
import io.yihu.platform.YihuClock;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes down what a source delivered, for which months and under which agreement. */
@Component
@RequiredArgsConstructor
public class SourceDeliveries {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
    }

    boolean personal(String feed) {
        return flag("personal", feed);
    }

    public boolean thirdParty(String feed) {
        return flag("third_party", feed);
    }

    private boolean flag(String column, String feed) {
        return jdbc.sql("select " + column + " from taxpayer.source_kind where feed = ?")
                .param(feed)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** The agreement in force today; of several the newest. */
    public Optional<Long> agreement(String feed) {
        return jdbc.sql("""
                        select id from taxpayer.agreement
                        where feed = :feed and :today between valid_from and coalesce(valid_to, date '9999-12-31')
                        order by valid_from desc, id desc limit 1""")
                .param("feed", feed)
                .param("today", today())
                .query(Long.class)
                .optional();
    }

    /** May run twice for one batch. */
    void received(StagedBatch batch, String feed, String day) {
        Long agreement = agreement(feed).orElse(null);
        String spoken = day == null ? "date '" + today() + "'" : day;
        jdbc.sql("""
                        insert into taxpayer.source_month (feed, month, batch_id, rows)
                        select :feed, date_trunc('month', (%s)::timestamp)::date, :batch, count(*) from %s s where %1$s is not null group by 2
                        on conflict (feed, month, batch_id) do update set rows = excluded.rows""".formatted(spoken, batch.table()))
                .param("feed", feed)
                .param("batch", batch.batchId())
                .update();
        jdbc.sql("""
                        insert into taxpayer.source_batch (batch_id, feed, agreement_id, verification, rows, first_day, last_day, received_at)
                        select :batch, :feed, :agreement, :verification, count(*), min(%s), max(%1$s), :at from %s s
                        on conflict (batch_id) do nothing""".formatted(spoken, batch.table()))
                .param("batch", batch.batchId())
                .param("feed", feed)
                .param("agreement", agreement)
                .param("verification", thirdParty(feed) && agreement == null ? "NO_AGREEMENT" : "UNVERIFIED")
                .param("at", Timestamp.from(clock.instant()))
                .update();
    }
}
