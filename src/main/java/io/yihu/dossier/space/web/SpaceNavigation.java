package io.yihu.dossier.space.web;

import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class SpaceNavigation {
    private static final List<String> READERS =
            List.of(Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN);

    @Bean
    NavItem traceNav() {
        return new NavItem("file", 30, "space.trace.title", "/trace", READERS);
    }

    @Bean
    NavItem largeInvoicesNav() {
        return new NavItem("file", 40, "space.large.title", "/invoice/large", READERS);
    }
}
