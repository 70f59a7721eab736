package io.yihu.organization;

import io.yihu.platform.YihuProperties;
import java.security.SecureRandom;
import java.util.Base64;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The one-time token of a production database without accounts: printed once per start, kept as a digest, gone when used. */
@Slf4j
@Component
@RequiredArgsConstructor
class SetupToken {
    private final JdbcClient jdbc;
    private final YihuProperties properties;

    @EventListener(ApplicationReadyEvent.class)
    void printWhenNobodyCanSignIn() {
        if (!properties.demoMode()) {
            String token = issue();
            if (token != null) {
                log.warn("首次启动：用一次性令牌 {} 打开 /setup，建立系统、安全、审计三名管理员。", token);
            }
        }
    }

    /** A new token that replaces an unused one; null when there are accounts already. */
    String issue() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        int issued = jdbc.sql("""
                        insert into organization.setup_token (token_hash)
                        select ? where not exists (select from organization.account)
                        on conflict (id) do update set token_hash = excluded.token_hash, created_at = now()""").param(OneWay.digest(token)).update();
        return issued == 0 ? null : token;
    }
}
