package io.yihu.taxpayer.resolve.register;

import io.yihu.taxpayer.RegistrationsLoaded;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** New registrations meet their neighbourhood as soon as they are loaded; a load as large as the register waits for a full search. */
@Slf4j
@Component
@RequiredArgsConstructor
class ResolveAfterLoad {
    private static final long MOST = 20_000;
    private static final int SMALL_REGISTER = 2_000;
    private final RegisterRun run;
    private final JdbcClient jdbc;

    private record Size(long loaded, long all) {}

    @EventListener
    void resolve(RegistrationsLoaded batch) {
        Size size = jdbc.sql("""
                        select (select count(*) from taxpayer.registration where batch_id = ?) as loaded,
                          (select reltuples::bigint from pg_class where oid = 'taxpayer.registration'::regclass) as all""").param(batch.batchId()).query(Size.class).single();
        boolean most = size.loaded() > MOST || size.loaded() > SMALL_REGISTER && size.loaded() * 2 > size.all();
        if (most) {
            log.info("Batch {} brought {} registrations: they wait for a full search", batch.batchId(), size.loaded());
        } else if (size.loaded() > 0) {
            run.some("select reg_serial from taxpayer.registration where batch_id = " + batch.batchId());
        }
    }
}
