package io.yihu.invoice;

import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The parties and months whose facts must be computed anew: the temporary table {@code touched} of this transaction. */
@Component
@RequiredArgsConstructor
class Touched {
    private final JdbcClient jdbc;

    /** Replaces the table by what the SQL yields as {@code party_id}, all of one month. */
    void set(LocalDate month, String partyIds) {
        set("select party_id, date '%s' as month from (%s) p".formatted(month, partyIds));
    }

    /** Replaces the table by what the SQL yields as {@code party_id} and {@code month}. */
    void set(String partyMonths) {
        jdbc.sql("drop table if exists touched").update();
        jdbc.sql("create temp table touched on commit drop as " + partyMonths).update();
        jdbc.sql("analyze touched").update();
    }
}
