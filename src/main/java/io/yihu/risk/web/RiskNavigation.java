package io.yihu.risk.web;

import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class RiskNavigation {
    @Bean
    NavItem findingsNav() {
        return new NavItem(
                "risk",
                10,
                "risk.findings.title",
                "/risk/findings",
                List.of(Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN));
    }

    @Bean
    NavItem modelsNav() {
        return new NavItem("risk", 20, "risk.models.title", "/risk/models", List.of(Roles.MODEL_ADMIN));
    }

    @Bean
    NavItem listingsNav() {
        return new NavItem("risk", 30, "risk.listings.title", "/risk/listings", List.of(Roles.MODEL_ADMIN));
    }

    @Bean
    NavItem overridesNav() {
        return new NavItem(
                "risk", 35, "risk.overrides.title", "/risk/overrides", List.of(Roles.MODEL_ADMIN, Roles.SUPERVISOR));
    }

    @Bean
    NavItem riskQualityNav() {
        return new NavItem(
                "risk", 25, "risk.quality.title", "/risk/quality", List.of(Roles.MODEL_ADMIN, Roles.SUPERVISOR));
    }

    @Bean
    NavItem checksNav() {
        return new NavItem(
                "risk", 40, "risk.checks.title", "/risk/checks", List.of(Roles.MODEL_ADMIN, Roles.SYSTEM_ADMIN));
    }

    @Bean
    NavItem rankingNav() {
        return new NavItem(
                "risk",
                12,
                "risk.ranking.title",
                "/risk/ranking",
                List.of(Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN));
    }

    @Bean
    NavItem referenceNav() {
        return new NavItem("risk", 46, "risk.reference.title", "/risk/reference", List.of(Roles.MODEL_ADMIN));
    }
}
