package io.yihu.control.web;

import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import io.yihu.trail.ObjectNames;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration
class ControlMenu {
    private static final List<String> WORKERS = List.of(Roles.SUPERVISOR, Roles.OFFICER);

    @Bean
    NavItem controlMap() {
        return item(10, "control.map.title", "/control/map", List.of(Roles.SUPERVISOR));
    }

    @Bean
    NavItem controlFindings() {
        return item(20, "control.findings.title", "/control/findings", WORKERS);
    }

    @Bean
    NavItem controlDigest() {
        return item(25, "control.digest.title", "/control/digest", WORKERS);
    }

    @Bean
    NavItem controlSupervision() {
        return item(30, "control.supervision.title", "/control/supervision", WORKERS);
    }

    @Bean
    NavItem controlPoints() {
        return item(
                40,
                "control.points.title",
                "/control/points",
                List.of(
                        Roles.SUPERVISOR,
                        Roles.OFFICER,
                        Roles.GRID_ADMIN,
                        Roles.MODEL_ADMIN,
                        Roles.SECURITY_ADMIN,
                        Roles.AUDIT_ADMIN));
    }

    @Bean
    NavItem controlFirings() {
        return item(50, "control.firings.title", "/control/firings", WORKERS);
    }

    @Bean
    NavItem controlActs() {
        return item(60, "control.acts.title", "/control/acts", WORKERS);
    }

    @Bean
    NavItem controlClearances() {
        return item(70, "control.clearances.title", "/control/clearances", WORKERS);
    }

    @Bean
    NavItem controlIndicators() {
        return item(
                80,
                "control.indicators.title",
                "/control/indicators",
                List.of(Roles.SUPERVISOR, Roles.MODEL_ADMIN, Roles.SECURITY_ADMIN, Roles.AUDIT_ADMIN));
    }

    @Bean
    NavItem controlLogs() {
        return item(90, "control.logs.title", "/control/logs", List.of(Roles.SUPERVISOR, Roles.MODEL_ADMIN));
    }

    @Bean
    ObjectNames controlFindingNames(JdbcClient jdbc) {
        return ObjectNames.of(jdbc, "controlFinding", "select id, indicator from control.v_finding where id = any(?)");
    }

    private static NavItem item(int order, String title, String url, List<String> roles) {
        return new NavItem("control", order, title, url, roles);
    }
}
