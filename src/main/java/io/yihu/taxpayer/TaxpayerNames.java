package io.yihu.taxpayer;

import io.yihu.trail.ObjectNames;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What taxpayers are called. */
@Configuration
class TaxpayerNames {
    @Bean
    ObjectNames subjectNames(JdbcClient jdbc) {
        return ObjectNames.of(jdbc, "subject", "select id, name from taxpayer.v_subject where id = any(?)");
    }
}
