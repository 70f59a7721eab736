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

    private record Size(long touched, long all) {}

    /** @param serials SQL that yields {@code reg_serial} */
    public void follow(long batchId, String feed, String serials) {
        Size size = jdbc.sql("""
                        select (select count(distinct x.reg_serial) from (%s) x) as touched,
                          (select reltuples::bigint from pg_class where oid = 'taxpayer.registration'::regclass) as all""".formatted(serials)).query(Size.class).single();
        boolean most = size.touched() > MOST || size.touched() > SMALL_REGISTER && size.touched() * 2 > size.all();
        if (most) {
            log.info(
                    "Batch {} of {} is about {} registrations: they wait for a full search",
                    batchId,
                    feed,
                    size.touched());
            jdbc.sql("""
                            insert into taxpayer.resolution_waiting (batch_id, feed, registrations, noted_at) values (?, ?, ?, ?)
                            on conflict do nothing""")
                    .params(batchId, feed, size.touched(), clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } else if (size.touched() > 0) {
            run.some("select distinct x.reg_serial from (" + serials + ") x");
        }
    }

    /** Batches that wait for a search over everything. */
    List<Long> waiting() {
        return jdbc.sql("select batch_id from taxpayer.resolution_waiting")
                .query(Long.class)
                .list();
    }
}
