package io.yihu.taxpayer.web;

import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Menu entries of taxpayers. */
@Configuration
class TaxpayerNavigation {
    static final List<String> READERS = List.of(Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN);

    @Bean
    NavItem reviewEntry() {
        return new NavItem("file", 20, "taxpayer.review.title", "/taxpayer/review", READERS);
    }

    @Bean
    NavItem resolutionEntry() {
        return new NavItem("file", 25, "taxpayer.resolution.title", "/taxpayer/resolution", READERS);
    }
}
