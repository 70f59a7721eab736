package io.yihu.grid;

import io.yihu.trail.ObjectNames;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What grids are called. */
@Configuration
class GridNames {
    @Bean
    ObjectNames gridObjectNames(JdbcClient jdbc) {
        return ObjectNames.of(jdbc, "grid", "select id, name from grid.v_grid where id = any(?)");
    }
}
