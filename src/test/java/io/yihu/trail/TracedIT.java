package io.yihu.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.platform.DatabaseMarker;
import io.yihu.support.TestDatabase;
import io.yihu.support.YihuIT;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.springframework.aop.aspectj.annotation.AspectJProxyFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/** S13: no action without its row. */
@YihuIT
class TracedIT {
    @Autowired
    TracedAspect aspect;

    @Autowired
    DatabaseMarker markers;

    @Autowired
    JdbcClient jdbc;

    @Value("${yihu.test.database}")
    String database;

    /** An action as modules write them. */
    static class Marking {
        private final DatabaseMarker markers;

        Marking(DatabaseMarker markers) {
            this.markers = markers;
        }

        @Traced("trail.log.verify")
        public void mark(String key) {
            Trail.object("marker", key);
            Trail.change("value", null, "set");
            markers.write(key, "set");
        }

        @Traced("trail.log.verify")
        public void fail(String key) {
            markers.write(key, "set");
            throw new IllegalStateException("no");
        }
    }

    private Marking marking() {
        AspectJProxyFactory factory = new AspectJProxyFactory(new Marking(markers));
        factory.setProxyTargetClass(true);
        factory.addAspect(aspect);
        return factory.getProxy(Marking.class.getClassLoader());
    }

    @Test
    void anActionLeavesOneRowInItsOwnTransaction() {
        marking().mark("trail.it.one");
        assertThat(jdbc.sql(
                                "select actor, action, object_type, object_id, details::text from trail.action where object_id = 'trail.it.one'")
                        .query()
                        .singleRow())
                .containsEntry("actor", "system")
                .containsEntry("action", "trail.log.verify")
                .containsEntry("object_type", "marker")
                .containsEntry("details", "{\"value\": {\"after\": \"set\", \"before\": null}}");
        assertThatThrownBy(() -> marking().fail("trail.it.failed")).hasMessage("no");
        assertThat(markers.read("trail.it.failed")).isEmpty();
        assertThat(jdbc.sql("select count(*) from trail.action where object_id = 'trail.it.failed'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void withoutTheRowTheActionDidNotHappen() throws Exception {
        try (Connection owner = TestDatabase.owner(database)) {
            owner.createStatement().execute("revoke insert on trail.action from yihu_app");
            try {
                assertThatThrownBy(() -> marking().mark("trail.it.closed"))
                        .hasStackTraceContaining("permission denied for table action");
            } finally {
                owner.createStatement().execute("grant insert on trail.action to yihu_app");
            }
        }
        assertThat(markers.read("trail.it.closed")).isEmpty();
    }
}
