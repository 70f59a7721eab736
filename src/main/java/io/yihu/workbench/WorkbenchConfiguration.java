package io.yihu.workbench;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.yihu.platform.NavItem;
import io.yihu.platform.Roles;
import java.util.List;
import org.springdoc.core.models.GroupedOpenApi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Menu entries of the desk and the description of the programming interface. */
@Configuration
class WorkbenchConfiguration {
    @Bean
    NavItem homeEntry() {
        return new NavItem("workbench", 10, "workbench.home.title", "/", List.of());
    }

    @Bean
    NavItem searchEntry() {
        return new NavItem(
                "file",
                10,
                "workbench.search.title",
                "/search",
                List.of(Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN));
    }

    @Bean
    NavItem jobsEntry() {
        return new NavItem("system", 90, "workbench.jobs.title", "/workbench/jobs", List.of(Roles.SYSTEM_ADMIN));
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("一户 Yihu API")
                                .version("v1")
                                .description(
                                        "页面显示的内容，按同样的权限以 JSON 读取；错误为 RFC 9457 problem details。"
                                                + " What pages show, as JSON by the same rights; errors are RFC 9457 problem details."));
    }

    @Bean
    GroupedOpenApi exchangeApi() {
        return group("1-exchange", "数据接入 · Feeds and batches", "/api/v1/feeds/**", "/api/v1/batches/**");
    }

    @Bean
    GroupedOpenApi fileApi() {
        return group("2-file", "一户式 · One file", "/api/v1/subjects/**", "/api/v1/persons/**");
    }

    @Bean
    GroupedOpenApi riskApi() {
        return group("3-risk", "风险 · Runs and findings", "/api/v1/runs/**", "/api/v1/findings/**", "/api/v1/risk/**");
    }

    @Bean
    GroupedOpenApi workApi() {
        return group("4-work", "事项与绩效 · Matters and scores", "/api/v1/matters/**", "/api/v1/scores/**");
    }

    @Bean
    GroupedOpenApi trailApi() {
        return group("5-trail", "日志 · Trail", "/api/v1/trail/**");
    }

    private static GroupedOpenApi group(String name, String title, String... paths) {
        return GroupedOpenApi.builder()
                .group(name)
                .displayName(title)
                .pathsToMatch(paths)
                .build();
    }
}
