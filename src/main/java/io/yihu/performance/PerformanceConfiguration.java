package io.yihu.performance;

import io.yihu.exchange.OutboundTarget;
import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class PerformanceConfiguration {
    private static final List<String> READERS =
            List.of(Roles.SUPERVISOR, Roles.OFFICER, Roles.GRID_ADMIN, Roles.MODEL_ADMIN);

    @Bean
    OutboundTarget digitalHr() {
        return new OutboundTarget("DIGITAL_HR", "performance.target.DIGITAL_HR", "HTTP");
    }

    @Bean
    OutboundTarget nationalPerformance() {
        return new OutboundTarget("SAT_PERF", "performance.target.SAT_PERF", "HTTP");
    }

    @Bean
    NavItem performanceHeatMap() {
        return new NavItem("performance", 10, "performance.heatmap.title", "/performance/heatmap", READERS);
    }

    @Bean
    NavItem performanceIndicators() {
        return new NavItem("performance", 30, "performance.indicators.title", "/performance/indicators", READERS);
    }

    @Bean
    NavItem performancePushes() {
        return new NavItem(
                "performance", 50, "performance.pushes.title", "/performance/pushes", List.of(Roles.MODEL_ADMIN));
    }
}
