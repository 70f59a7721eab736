package io.yihu.trail;

import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(TrailProperties.class)
class TrailConfiguration {
    @Bean
    NavItem trailActions() {
        return new NavItem("log", 10, "trail.actions.title", "/trail/actions", List.of());
    }

    @Bean
    NavItem trailVerify() {
        return new NavItem("log", 20, "trail.verify.title", "/trail/verify", List.of(Roles.AUDIT_ADMIN));
    }
}
