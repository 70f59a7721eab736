package io.yihu.taxpayer.resolve.register;

import io.yihu.platform.YihuClock;
import java.time.ZoneOffset;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * New evidence meets its neighbourhood as soon as it is loaded, whichever feed brought it; what is as large as the register waits
 * for the nightly search over everything.
 */
@Slf4j
@Component
@RequiredArgsConstructor
public class RegisterFollowing {
    private static final long MOST = 20_000;
    private static final int SMALL_REGISTER = 2_000;
    private final RegisterRun run;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** @param serials SQL that yields {@code reg_serial} */
    public void follow(long batchId, String feed, String serials) {
        List<String> touched = jdbc.sql("select distinct x.reg_serial from (" + serials + ") x limit " + (MOST + 1))
                .query(String.class)
                .list();
        if (touched.size() > MOST || touched.size() > SMALL_REGISTER && touched.size() * 2L > all()) {
            leave(batchId, feed, serials);
        } else if (!touched.isEmpty()) {
            run.some(touched);
        }
    }

    private long all() {
        return jdbc.sql("select reltuples::bigint from pg_class where oid = 'taxpayer.registration'::regclass")
                .query(Long.class)
                .single();
    }

    private void leave(long batchId, String feed, String serials) {
        long touched = jdbc.sql("select count(distinct x.reg_serial) from (" + serials + ") x")
                .query(Long.class)
                .single();
        log.info("Batch {} of {} is about {} registrations: they wait for a full search", batchId, feed, touched);
        jdbc.sql("""
                        insert into taxpayer.resolution_waiting (batch_id, feed, registrations, noted_at) values (?, ?, ?, ?)
                        on conflict do nothing""")
                .params(batchId, feed, touched, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Batches that wait for a search over everything. */
    List<Long> waiting() {
        return jdbc.sql("select batch_id from taxpayer.resolution_waiting")
                .query(Long.class)
                .list();
    }
}
