package io.yihu.organization;

import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Entries of the left navigation. */
@Configuration
@EnableConfigurationProperties(SignInProperties.class)
class OrganizationMenu {
    @Bean
    NavItem officesEntry() {
        return new NavItem("system", 10, "organization.offices.title", "/organization/offices", List.of());
    }

    @Bean
    NavItem officersEntry() {
        return new NavItem("system", 20, "organization.officers.title", "/organization/officers", List.of());
    }

    @Bean
    NavItem dutiesEntry() {
        return entry(25, "organization.duties.title", "duties", Roles.SYSTEM_ADMIN, Roles.GRID_ADMIN, Roles.SUPERVISOR);
    }

    @Bean
    NavItem accountsEntry() {
        return entry(30, "organization.accounts.title", "accounts", Roles.SYSTEM_ADMIN, Roles.SECURITY_ADMIN);
    }

    @Bean
    NavItem rightsEntry() {
        return entry(
                40, "organization.rights.title", "rights", Roles.SYSTEM_ADMIN, Roles.SECURITY_ADMIN, Roles.AUDIT_ADMIN);
    }

    @Bean
    NavItem sessionsEntry() {
        return entry(50, "organization.sessions.title", "sessions", Roles.SYSTEM_ADMIN);
    }

    @Bean
    NavItem roleRequestsEntry() {
        return entry(35, "organization.role.requests", "role-requests", Roles.SECURITY_ADMIN, Roles.AUDIT_ADMIN);
    }

    private static NavItem entry(int order, String title, String page, String... roles) {
        return new NavItem("system", order, title, "/organization/" + page, List.of(roles));
    }
}
