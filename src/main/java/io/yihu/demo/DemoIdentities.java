package io.yihu.demo;

import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes back the numbers a killed seeding has drawn and not used: ties in the dispatch fall by them, so that otherwise
 * the same seed would give the same matter to another officer.
 */
@Component
@RequiredArgsConstructor
class DemoIdentities {
    private final JdbcClient jdbc;

    void closeGaps() {
        jdbc.sql("select platform.close_identity_gaps()").query(Integer.class).single();
    }
}
