package io.yihu.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One statement from a staging table into a register: new keys are inserted, changed rows updated, equal rows left alone. */
public final class StagedUpsert {
    private final String table;
    private final List<String> key = new ArrayList<>();
    private final Map<String, String> columns = new LinkedHashMap<>();
    private String target;
    private String joins = "";
    private String where = "true";

    private StagedUpsert(String table) {
        this.table = table;
    }

    /** The register's table; it also has the lineage columns source, batch_id and line_no. */
    public static StagedUpsert into(String table) {
        return new StagedUpsert(table);
    }

    /** A key column and the SQL that gives it from the staged row {@code s}. */
    public StagedUpsert key(String column, String expression) {
        key.add(column);
        columns.put(column, expression);
        return this;
    }

    /** A column and the SQL that gives it from the staged row {@code s}. */
    public StagedUpsert set(String column, String expression) {
        columns.put(column, expression);
        return this;
    }

    /** Columns that are called alike on both sides. */
    public StagedUpsert same(String... names) {
        for (String name : names) {
            columns.put(name, "s." + name);
        }
        return this;
    }

    /** The unique index behind the key where it is made of expressions. */
    public StagedUpsert target(String expressions) {
        this.target = expressions;
        return this;
    }

    /** Further tables or views the expressions need. */
    public StagedUpsert join(String sql) {
        this.joins = sql;
        return this;
    }

    public StagedUpsert where(String condition) {
        this.where = condition;
        return this;
    }

    /** Of several rows with one key the last line counts. */
    public MergeCounts run(JdbcClient jdbc, StagedBatch batch) {
        return jdbc.sql(sql(batch))
                .param("source", batch.source())
                .param("batch", batch.batchId())
                .query((row, n) -> new MergeCounts(
                        row.getLong("inserted"),
                        row.getLong("updated"),
                        row.getLong("lines") - row.getLong("inserted") - row.getLong("updated")))
                .single();
    }

    private String sql(StagedBatch batch) {
        String names = String.join(", ", columns.keySet());
        List<String> values =
                columns.keySet().stream().filter(name -> !key.contains(name)).toList();
        String picked = columns.entrySet().stream()
                .map(column -> column.getValue() + " as " + column.getKey())
                .collect(Collectors.joining(", "));
        String keys = target == null ? String.join(", ", key) : target;
        return """
                with picked as (select %s, s.line_no from %s s %s where %s),
                staged as (select distinct on (%s) * from picked order by %s, line_no desc),
                done as (
                  insert into %s as t (%s, source, batch_id, line_no)
                  select %s, :source, :batch, line_no from staged
                  on conflict (%s) do update set %s, source = excluded.source, batch_id = excluded.batch_id, line_no = excluded.line_no
                  where (%s) is distinct from (%s)
                  returning (xmax = 0) as fresh)
                select (select count(*) from picked) as lines, count(*) filter (where fresh) as inserted,
                  count(*) filter (where not fresh) as updated from done""".formatted(
                        picked,
                        batch.table(),
                        joins,
                        where,
                        keys,
                        keys,
                        table,
                        names,
                        names,
                        keys,
                        each(values, "%1$s = excluded.%1$s"),
                        each(values, "t.%s"),
                        each(values, "excluded.%s"));
    }

    private static String each(List<String> names, String pattern) {
        return names.stream().map(pattern::formatted).collect(Collectors.joining(", "));
    }
}
