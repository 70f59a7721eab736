package io.yihu.indicator;

import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What several frames start from: a table of its own during a run, a subquery for one subject live. */
@Component
@RequiredArgsConstructor
class Bases {
    private final Definitions definitions;
    private final JdbcClient jdbc;

    /** Replaces the table of one base; in the caller's transaction, so that a killed run leaves the old one or none. */
    long build(RunContext run, BaseDefinition base) {
        jdbc.sql("set local enable_nestloop = off").update();
        jdbc.sql("set local work_mem = '192MB'").update();
        drop(base);
        String sql = "create unlogged table " + table(base) + " as " + FrameSql.narrowed(base.sql());
        int rows = jdbc.sql(sql.replace("cast(:subjects as bigint[])", "null::bigint[]")
                        .replace(":asOf", "'" + run.asOf() + "'")
                        .replace(":period", "'" + run.period() + "'"))
                .update();
        jdbc.sql("analyze " + table(base)).update();
        return Math.max(rows, 0);
    }

    void drop(BaseDefinition base) {
        jdbc.sql("drop table if exists " + table(base)).update();
    }

    /** By name: the tables of a run. */
    Map<String, String> tables() {
        return definitions.bases().stream().collect(Collectors.toMap(BaseDefinition::name, Bases::table));
    }

    /** By name: subqueries that look at the subjects asked for only. */
    Map<String, String> inline() {
        return definitions.bases().stream()
                .collect(Collectors.toMap(BaseDefinition::name, base -> "(" + FrameSql.narrowed(base.sql()) + ")"));
    }

    private static String table(BaseDefinition base) {
        return "indicator.base_" + base.name().replace('-', '_');
    }
}
