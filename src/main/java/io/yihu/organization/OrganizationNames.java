package io.yihu.organization;

import io.yihu.trail.ObjectNames;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What officers and the holders of accounts are called. */
@Configuration
class OrganizationNames {
    private static final String OFFICERS = "select id, name from organization.v_officer where id = any(?)";

    @Bean
    ObjectNames officerNames(JdbcClient jdbc) {
        return ObjectNames.of(jdbc, "officer", OFFICERS);
    }

    @Bean
    ObjectNames staffNames(JdbcClient jdbc) {
        return ObjectNames.of(jdbc, "staff", OFFICERS);
    }

    @Bean
    ObjectNames accountNames(JdbcClient jdbc) {
        return ObjectNames.of(jdbc, "account", "select id, name from organization.v_account where id = any(?)");
    }
}
