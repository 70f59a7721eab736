package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.platform.DatabaseMarker;
import io.yihu.support.YihuIT;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Numbers drawn and lost by a killed seeding come again, so that ties of the dispatch fall the same way. */
@YihuIT
class DemoIdentitiesIT {
    @Autowired
    DemoIdentities identities;

    @Autowired
    DatabaseMarker marker;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void noSeeding() {
        jdbc.sql("delete from platform.marker where key = ?")
                .param(DemoSeeding.STATE)
                .update();
    }

    private long insertSubject(String taxId) {
        return jdbc.sql(
                        "insert into taxpayer.subject (name, name_norm, tax_id, external) values (?, ?, ?, true) returning id")
                .params(taxId, taxId, taxId)
                .query(Long.class)
                .single();
    }

    private long drawTask() {
        return jdbc.sql("select nextval('task.task_id')").query(Long.class).single();
    }

    private void lose(int numbers) {
        jdbc.sql(
                        "select nextval('task.task_id'), nextval(pg_get_serial_sequence('taxpayer.subject', 'id')) from generate_series(1, ?)")
                .param(numbers)
                .query(rs -> {});
    }

    @Test
    void theNextNumbersFollowTheHighestInUse() {
        marker.write(DemoSeeding.STATE, "running");
        identities.closeGaps();
        long first = insertSubject("A");
        lose(40);
        identities.closeGaps();
        assertThat(drawTask()).isEqualTo(1);
        assertThat(insertSubject("B")).isEqualTo(first + 1);
    }

    @Test
    void outsideASeedingNoNumberComesAgain() {
        marker.write(DemoSeeding.STATE, "done");
        lose(3);
        long lost = drawTask();
        identities.closeGaps();
        assertThat(drawTask()).isEqualTo(lost + 1);
    }
}
