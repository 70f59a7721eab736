package io.yihu.grid;

import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Menu entries of the grids. */
@Configuration
class GridNavigation {
    @Bean
    NavItem gridsEntry() {
        return new NavItem("grid", 10, "grid.nav.grids", "/grid/grids", List.of(Roles.GRID_ADMIN, Roles.SUPERVISOR));
    }

    @Bean
    NavItem configsEntry() {
        return new NavItem(
                "grid", 15, "grid.nav.configs", "/grid/configs", List.of(Roles.GRID_ADMIN, Roles.SUPERVISOR));
    }

    @Bean
    NavItem coverageEntry() {
        return new NavItem(
                "grid", 20, "grid.nav.coverage", "/grid/coverage", List.of(Roles.GRID_ADMIN, Roles.SUPERVISOR));
    }
}
