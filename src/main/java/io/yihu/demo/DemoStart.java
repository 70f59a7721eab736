package io.yihu.demo;

import io.yihu.platform.DatabaseMarker;
import io.yihu.platform.Jobs;
import io.yihu.platform.YihuProperties;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts the seeding when a web application in demo mode meets an empty database; refuses any other. */
@Slf4j
@Component
@RequiredArgsConstructor
class DemoStart {
    static final String REFUSED = "demo.refused";

    private final YihuProperties properties;
    private final DatabaseMarker marker;
    private final JdbcClient jdbc;
    private final Jobs jobs;
    private final DemoSeeding seeding;
    private final PlatformTransactionManager transactions;
    private boolean web;

    @EventListener
    void onWebServer(WebServerInitializedEvent event) {
        web = true;
    }

    @EventListener(ApplicationReadyEvent.class)
    void onReady() {
        if (!web || !properties.demoMode() || !properties.demo().seed()) {
            return;
        }
        new TransactionTemplate(transactions).executeWithoutResult(status -> decide());
    }

    /** Of several nodes that start together one decides. */
    void decide() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('demo.seed'))")
                .query((row, n) -> 0)
                .list();
        String state = marker.read(DemoSeeding.STATE).orElse(null);
        if ("done".equals(state)) {
            return;
        }
        if (state == null && holdsOtherData()) {
            log.warn("演示数据没有生成：这个数据库里已有其他数据。请换一个空数据库，或设置 YIHU_DEMO_SEED=false。");
            marker.write(REFUSED, "true");
            return;
        }
        if (jobs.open(DemoSeeding.KIND).isEmpty()) {
            seeding.begin();
            jobs.start(DemoSeeding.KIND, "规模 " + properties.demo().size(), "{}");
        }
    }

    private boolean holdsOtherData() {
        return jdbc.sql("""
                        select exists (select from organization.v_office) or exists (select from taxpayer.v_subject)
                          or exists (select from exchange.v_batch) or exists (select from organization.v_account)""").query(Boolean.class).single();
    }
}
