package io.yihu.performance;

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
    NavItem performanceHeatMap() {
        return new NavItem("performance", 10, "performance.heatmap.title", "/performance/heatmap", READERS);
    }

    @Bean
    NavItem performanceIndicators() {
        return new NavItem("performance", 30, "performance.indicators.title", "/performance/indicators", READERS);
    }
}
