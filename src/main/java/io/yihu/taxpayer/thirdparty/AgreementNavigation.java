package io.yihu.taxpayer.thirdparty;

import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class AgreementNavigation {
    @Bean
    NavItem agreementsNav() {
        return new NavItem("data", 40, "taxpayer.agreements.title", "/agreements", List.of(Roles.SUPERVISOR));
    }
}
