package io.yihu.indicator.web;

import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class IndicatorNavigation {
    @Bean
    NavItem catalogueNav() {
        return new NavItem(
                "risk",
                40,
                "indicator.catalogue.title",
                "/indicator/catalogue",
                List.of(Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN));
    }

    @Bean
    NavItem runsNav() {
        return new NavItem(
                "risk",
                50,
                "indicator.runs.title",
                "/indicator/runs",
                List.of(Roles.MODEL_ADMIN, Roles.SYSTEM_ADMIN, Roles.SUPERVISOR));
    }

    @Bean
    NavItem featuresNav() {
        return new NavItem(
                "risk",
                45,
                "indicator.features.title",
                "/indicator/features",
                List.of(Roles.MODEL_ADMIN, Roles.SUPERVISOR));
    }
}
