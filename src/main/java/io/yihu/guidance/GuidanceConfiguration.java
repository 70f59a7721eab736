package io.yihu.guidance;

import io.yihu.exchange.OutboundTarget;
import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import io.yihu.trail.ObjectNames;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Menu entries of guidance, and what the log calls its things. */
@Configuration
class GuidanceConfiguration {
    private static final List<String> DESK = List.of(Roles.OFFICER, Roles.SUPERVISOR);

    @Bean
    NavItem pushesEntry() {
        return new NavItem("service", 10, "guidance.nav.pushes", "/guidance/pushes", DESK);
    }

    @Bean
    NavItem demandsEntry() {
        return new NavItem("service", 20, "guidance.nav.demands", "/guidance/demands", DESK);
    }

    @Bean
    NavItem benefitsEntry() {
        return new NavItem("service", 30, "guidance.nav.benefits", "/guidance/benefits", DESK);
    }

    @Bean
    NavItem coachingsEntry() {
        return new NavItem("service", 35, "guidance.nav.coachings", "/guidance/coachings", DESK);
    }

    @Bean
    NavItem tagsEntry() {
        return new NavItem(
                "service",
                45,
                "guidance.nav.tags",
                "/guidance/tags",
                List.of(Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN));
    }

    @Bean
    NavItem templatesEntry() {
        return new NavItem(
                "service",
                40,
                "guidance.nav.templates",
                "/guidance/templates",
                List.of(Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN));
    }

    @Bean
    OutboundTarget bureau() {
        return new OutboundTarget("E_TAX_BUREAU", "guidance.target.E_TAX_BUREAU", BureauAdapter.PROTOCOL);
    }

    @Bean
    OutboundTarget shortMessages() {
        return new OutboundTarget("SMS", "guidance.target.SMS", BureauAdapter.PROTOCOL);
    }

    @Bean
    OutboundTarget interaction() {
        return new OutboundTarget("INTERACT", "guidance.target.INTERACT", BureauAdapter.PROTOCOL);
    }

    @Bean
    ObjectNames coachingNames(JdbcClient jdbc) {
        return ObjectNames.of(jdbc, "guidance.coaching", "select id, title from guidance.coaching where id = any (?)");
    }

    @Bean
    ObjectNames pushNames(JdbcClient jdbc) {
        return ObjectNames.of(jdbc, "guidance.push", "select id, title from guidance.push where id = any (?)");
    }
}
