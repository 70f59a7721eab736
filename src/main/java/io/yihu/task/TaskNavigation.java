package io.yihu.task;

import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Menu entries of tasks. */
@Configuration
class TaskNavigation {
    @Bean
    NavItem inboxEntry() {
        return new NavItem("workbench", 20, "task.nav.inbox", "/task/inbox", List.of(Roles.OFFICER));
    }

    @Bean
    NavItem approvalsEntry() {
        return new NavItem("workbench", 30, "task.nav.approvals", "/task/approvals", List.of(Roles.SUPERVISOR));
    }

    @Bean
    NavItem mattersEntry() {
        return new NavItem(
                "workbench", 40, "task.nav.matters", "/task/matters", List.of(Roles.SUPERVISOR, Roles.GRID_ADMIN));
    }

    @Bean
    NavItem dispatchEntry() {
        return new NavItem(
                "grid", 30, "task.nav.dispatch", "/task/dispatch", List.of(Roles.GRID_ADMIN, Roles.SUPERVISOR));
    }

    @Bean
    NavItem policyEntry() {
        return lead(40, "task.nav.policy", "/task/policy");
    }

    @Bean
    NavItem rebalanceEntry() {
        return lead(50, "task.nav.rebalance", "/task/rebalance");
    }

    @Bean
    NavItem reassignEntry() {
        return lead(60, "task.nav.reassign", "/task/reassign");
    }

    @Bean
    NavItem fairnessEntry() {
        return lead(70, "task.nav.fairness", "/task/fairness");
    }

    @Bean
    NavItem typesEntry() {
        return lead(80, "task.nav.types", "/task/types");
    }

    @Bean
    NavItem messagesEntry() {
        return new NavItem(
                "workbench",
                25,
                "task.nav.messages",
                "/task/messages",
                List.of(Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN));
    }

    @Bean
    NavItem regionsEntry() {
        return new NavItem(
                "workbench",
                50,
                "task.nav.regions",
                "/task/regions",
                List.of(Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN));
    }

    @Bean
    NavItem helpEntry() {
        return new NavItem(
                "workbench",
                65,
                "task.nav.help",
                "/task/help",
                List.of(Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.SYSTEM_ADMIN));
    }

    @Bean
    NavItem escalationsEntry() {
        return new NavItem("workbench", 45, "task.nav.escalations", "/task/escalations", List.of(Roles.SUPERVISOR));
    }

    @Bean
    NavItem directivesEntry() {
        return new NavItem(
                "workbench",
                55,
                "task.nav.directives",
                "/task/directives",
                List.of(Roles.SUPERVISOR, Roles.GRID_ADMIN));
    }

    @Bean
    NavItem outcomesEntry() {
        return new NavItem(
                "workbench", 60, "task.nav.outcomes", "/task/outcomes", List.of(Roles.OFFICER, Roles.SUPERVISOR));
    }

    @Bean
    NavItem processesEntry() {
        return lead(90, "task.nav.processes", "/task/processes");
    }

    private static NavItem lead(int order, String title, String path) {
        return new NavItem("grid", order, title, path, List.of(Roles.GRID_ADMIN, Roles.SUPERVISOR));
    }
}
