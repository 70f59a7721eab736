package io.yihu.workbench.web;

import io.yihu.platform.YihuProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.info.BuildProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What runs here. */
@Controller
@PreAuthorize("isAuthenticated()")
@RequiredArgsConstructor
class AboutPage {
    private final ObjectProvider<BuildProperties> build;
    private final YihuProperties properties;
    private final JdbcClient jdbc;

    @GetMapping("/workbench/about")
    String about(Model model) {
        Map<String, String> versions = new LinkedHashMap<>();
        build.ifAvailable(made -> {
            versions.put("product", made.getVersion());
            versions.put("built", String.valueOf(made.getTime()));
        });
        versions.put("java", Runtime.version().toString());
        versions.put("spring", SpringBootVersion.getVersion());
        versions.put(
                "postgresql",
                jdbc.sql("show server_version").query(String.class).single());
        versions.put("database", properties.external() ? "external" : "embedded");
        versions.put("mode", properties.demoMode() ? "demo" : "production");
        model.addAttribute("versions", versions);
        return "workbench/about";
    }
}
