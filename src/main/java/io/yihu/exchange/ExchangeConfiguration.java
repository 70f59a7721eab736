package io.yihu.exchange;

import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import jakarta.servlet.MultipartConfigElement;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Menu entries, and where uploads wait while they arrive. */
@Configuration
class ExchangeConfiguration {
    private static final List<String> IMPORTERS = List.of(Roles.SYSTEM_ADMIN, Roles.SUPERVISOR);
    private static final int IN_MEMORY = 64 << 10;

    @Bean
    NavItem batchesNavigation() {
        return new NavItem("data", 10, "exchange.batches.title", "/exchange/batches", IMPORTERS);
    }

    @Bean
    NavItem feedsNavigation() {
        return new NavItem("data", 20, "exchange.feeds.title", "/exchange/feeds", IMPORTERS);
    }

    @Bean
    NavItem keysNavigation() {
        return new NavItem("system", 40, "exchange.keys.title", "/exchange/keys", List.of(Roles.SYSTEM_ADMIN));
    }

    @Bean
    NavItem outboxNavigation() {
        return new NavItem("system", 45, "exchange.outbox.title", "/exchange/outbox", List.of(Roles.SYSTEM_ADMIN));
    }

    /** Half-received uploads stand in the spool, where the next start removes what a killed process left. */
    @Bean
    MultipartConfigElement multipartConfig(Spool spool) {
        return new MultipartConfigElement(
                spool.uploads().toString(), UploadGuard.MOST_BYTES, UploadGuard.MOST_BYTES + (1 << 20), IN_MEMORY);
    }
}
