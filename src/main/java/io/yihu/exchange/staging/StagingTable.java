package io.yihu.exchange.staging;

import io.yihu.exchange.DerivedColumn;
import io.yihu.exchange.FeedColumn;
import io.yihu.exchange.FeedSchema;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The typed, unlogged tables a batch stands in between reading and merging. */
@Component
@RequiredArgsConstructor
public class StagingTable {
    private static final String PREFIX = "staging_";
    private final JdbcClient jdbc;

    public static String name(long batch, int part) {
        return "exchange." + PREFIX + batch + "_" + part;
    }

    public void create(long batch, int part, FeedSchema schema) {
        String columns = schema.columns().stream()
                .map(column -> quoted(column.name()) + " " + column.type().sql())
                .collect(Collectors.joining(", "));
        String derived = schema.derived().stream()
                .map(column -> ", " + quoted(column.name()) + " bigint")
                .collect(Collectors.joining());
        jdbc.sql("create unlogged table " + name(batch, part) + " (" + columns + derived + ", line_no bigint not null)")
                .update();
    }

    /** Drops all tables of the batch. */
    public void drop(long batch) {
        tables(PREFIX + batch + "\\_%")
                .forEach(table ->
                        jdbc.sql("drop table if exists exchange." + table).update());
    }

    public boolean stands(long batch, int part, long rows) {
        boolean exists = jdbc.sql("select to_regclass(?) is not null")
                .param(name(batch, part))
                .query(Boolean.class)
                .single();
        return exists && count(batch, part) == rows;
    }

    public long count(long batch, int part) {
        return jdbc.sql("select count(*) from " + name(batch, part))
                .query(Long.class)
                .single();
    }

    /** A small sample tells the planner enough about a file that is read whole. */
    public void analyze(long batch, int part) {
        jdbc.sql("set local default_statistics_target = 20").update();
        jdbc.sql("analyze " + name(batch, part)).update();
    }

    /** Tables whose batch is over or gone: left by a killed process. */
    public List<Long> orphans() {
        return jdbc.sql("""
                        select distinct b.id from (
                          select split_part(substr(relname, 9), '_', 1)::bigint as id
                          from pg_class where relnamespace = 'exchange'::regnamespace and relkind = 'r' and relname ~ '^staging_[0-9]+_[0-9]+$'
                        ) b left join exchange.batch e on e.id = b.id
                        where e.id is null or e.state not in ('STAGING', 'CHECKED', 'MERGING')""").query(Long.class).list();
    }

    private List<String> tables(String pattern) {
        return jdbc.sql("""
                        select relname from pg_class
                        where relnamespace = 'exchange'::regnamespace and relkind = 'r' and relname like ?""")
                .param(pattern.replace(PREFIX, "staging\\_"))
                .query(String.class)
                .list();
    }

    static String columnList(FeedSchema schema) {
        return Stream.concat(
                                schema.columns().stream().map(FeedColumn::name),
                                schema.derived().stream().map(DerivedColumn::name))
                        .map(StagingTable::quoted)
                        .collect(Collectors.joining(", "))
                + ", line_no";
    }

    /** Canonical names come from code, never from a file; some are SQL words, such as {@code from}. */
    public static String quoted(String column) {
        return '"' + column.replace("\"", "\"\"") + '"';
    }
}
