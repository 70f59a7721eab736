package io.yihu.invoice;

import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The parties whose facts of one month must be computed anew: the temporary table {@code touched} of this transaction. */
@Component
@RequiredArgsConstructor
class Touched {
    private final JdbcClient jdbc;

    /** Replaces the table by what the SQL yields as {@code party_id}. */
    void set(String partyIds) {
        jdbc.sql("drop table if exists touched").update();
        jdbc.sql("create temp table touched on commit drop as " + partyIds).update();
        jdbc.sql("analyze touched").update();
    }
}
