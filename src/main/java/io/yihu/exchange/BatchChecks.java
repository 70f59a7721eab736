package io.yihu.exchange;

import io.yihu.exchange.mapping.FeedDefinition;
import io.yihu.exchange.reading.FileRefused;
import io.yihu.exchange.staging.StagingTable;
import io.yihu.exchange.staging.WarningBound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Checks over the whole staged file, in one transaction: repeated keys, then what the register asks. */
@Component
@RequiredArgsConstructor
class BatchChecks {
    private static final int MOST_REJECTS = 100_000;
    private final Feeds feeds;
    private final Batches batches;
    private final BatchParts parts;
    private final WarningBound warnings;
    private final StagingTable tables;
    private final JdbcClient jdbc;
    private final PlatformTransactionManager transactions;

    void run(BatchRow batch) {
        long started = System.nanoTime();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            FeedDefinition definition = feeds.of(batch);
            Map<String, String> brought = new HashMap<>();
            for (BatchParts.Part part : parts.of(batch.id())) {
                tables.analyze(batch.id(), part.part());
                check(batch.id(), part, definition.targets().get(part.part()), brought);
                brought.put(part.feed(), StagingTable.name(batch.id(), part.part()));
            }
            warnings.trim(batch.id());
            batches.checked(batch.id(), (System.nanoTime() - started) / 1_000_000);
            if (batches.get(batch.id()).rejected() > MOST_REJECTS) {
                throw new FileRefused("too_many_rejects", MOST_REJECTS);
            }
        });
    }

    /** @param brought tables of the feeds that the file brings before this one, already checked */
    private void check(long batch, BatchParts.Part part, FeedDefinition.Target target, Map<String, String> brought) {
        StagedLoad load = feeds.requireLoad(part.feed());
        String table = StagingTable.name(batch, part.part());
        FeedSchema schema = load.schema();
        if (target.repeats() != null) {
            FeedDefinition.Repeats rule = target.repeats();
            if (findRepeats(table, schema, rule.over())) {
                tellApart(batch, schema, table, rule);
            }
            dropRepeats();
        }
        if (findRepeats(table, schema, schema.key())) {
            removeRepeats(batch, schema, table, target.firstOnly());
        }
        dropRepeats();
        found(table, load.checks()).forEach(found -> report(batch, table, schema, found, brought));
        jdbc.sql("delete from " + table + " s where s.line_no in (" + """
                          select line_no from exchange.reject where batch_id = ? and feed = ? and not warning)""")
                .params(batch, part.feed())
                .update();
        parts.left(batch, part.part(), tables.count(batch, part.part()));
    }

    /** Lists later rows of each repeated key beside the first one; hashes first, since keys may hold NULL. */
    private boolean findRepeats(String table, FeedSchema schema, List<String> key) {
        String columns =
                key.stream().map(column -> "s." + StagingTable.quoted(column)).collect(Collectors.joining(", "));
        String hash = "hash_record_extended(row(" + columns + "), 0)";
        jdbc.sql("""
                        create temp table repeated on commit drop as
                        select row_id, line_no, n, first_line, same from (
                          select s.ctid as row_id, s.line_no, row_number() over w as n, first_value(s.line_no) over w as first_line,
                            %4$s = first_value(%4$s) over w as same
                          from %1$s s join (
                            select %2$s as h from %1$s s group by 1 having count(*) > 1) twice on %2$s = twice.h
                          window w as (partition by %3$s order by s.line_no)) r
                        where n > 1""".formatted(table, hash, columns, cells(schema))).update();
        return jdbc.sql("select exists (select from repeated)")
                .query(Boolean.class)
                .single();
    }

    private void dropRepeats() {
        jdbc.sql("drop table repeated").update();
    }

    /** The row as its sender wrote it. */
    private static String cells(FeedSchema schema) {
        return "(to_jsonb(s) - array["
                + Stream.concat(Stream.of("line_no"), schema.derived().stream().map(DerivedColumn::name))
                        .map(name -> "'" + name + "'")
                        .collect(Collectors.joining(", "))
                + "])";
    }

    private void tellApart(long batch, FeedSchema schema, String table, FeedDefinition.Repeats rule) {
        String column = StagingTable.quoted(rule.column());
        jdbc.sql("""
                        insert into exchange.reject (batch_id, line_no, feed, column_name, value, reason, arguments, warning)
                        select ?, r.line_no, ?, ?, s.%2$s::text, case when same then 'number_repeated_same' else 'number_repeated' end,
                          array[r.first_line::text, ? || r.n], true
                        from repeated r join %1$s s on s.ctid = r.row_id""".formatted(table, column))
                .params(batch, schema.feed(), rule.column(), rule.suffix())
                .update();
        String unknown = schema.derived().stream()
                .map(derived -> ", " + StagingTable.quoted(derived.name()) + " = null")
                .collect(Collectors.joining());
        jdbc.sql("update " + table + " s set " + column + " = s." + column + " || ? || r.n" + unknown
                        + " from repeated r where s.ctid = r.row_id")
                .param(rule.suffix())
                .update();
    }

    private void removeRepeats(long batch, FeedSchema schema, String table, boolean firstOnly) {
        List<String> key = schema.key();
        if (!firstOnly) {
            String value = key.stream()
                    .map(column -> "s." + StagingTable.quoted(column))
                    .collect(Collectors.joining(", "));
            jdbc.sql("""
                            insert into exchange.reject (batch_id, line_no, feed, column_name, value, reason, arguments, warning, staged)
                            select ?, r.line_no, ?, ?, left(concat_ws(' · ', %2$s), 200),
                              case when same then 'same_row' else 'duplicate_key' end, array[r.first_line::text], same,
                              case when same then null else %3$s end
                            from repeated r join %1$s s on s.ctid = r.row_id""".formatted(table, value, cells(schema)))
                    .params(batch, schema.feed(), String.join("+", key))
                    .update();
        }
        int removed = jdbc.sql("delete from " + table + " s using repeated r where s.ctid = r.row_id"
                        + (firstOnly ? "" : " and r.same"))
                .update();
        jdbc.sql("update exchange.batch set rows_repeated = rows_repeated + ? where id = ?")
                .params(removed, batch)
                .update();
    }

    /** Checks that have something to report, as far as one reading of the file can tell: those on single rows are asked together. */
    private List<StagedCheck> found(String table, List<StagedCheck> checks) {
        List<StagedCheck> single =
                checks.stream().filter(StagedCheck::ofSingleRow).toList();
        if (single.size() < 2) {
            return checks;
        }
        Boolean[] hits = jdbc.sql("select array["
                        + single.stream()
                                .map(check -> "coalesce(bool_or(" + check.predicate() + "), false)")
                                .collect(Collectors.joining(", "))
                        + "] from " + table + " s")
                .query((row, n) -> (Boolean[]) row.getArray(1).getArray())
                .single();
        return checks.stream()
                .filter(check -> !check.ofSingleRow() || hits[single.indexOf(check)])
                .toList();
    }

    private void report(long batch, String table, FeedSchema schema, StagedCheck check, Map<String, String> brought) {
        boolean known =
                schema.columns().stream().anyMatch(column -> column.name().equals(check.column()));
        String value = known ? "left(s." + StagingTable.quoted(check.column()) + "::text, 200)" : "null";
        jdbc.sql("""
                        insert into exchange.reject (batch_id, line_no, feed, column_name, value, reason, warning, staged)
                        select ?, s.line_no, ?, ?, %s, ?, ?, %s from %s s where %s""".formatted(value, cells(schema), table, bad(check, table, brought)))
                .params(batch, schema.feed(), check.column(), check.reason(), check.warning())
                .update();
    }

    private static String bad(StagedCheck check, String table, Map<String, String> brought) {
        String predicate = check.predicate().replace("{staged}", table);
        String earlier =
                check.brought() == null ? null : brought.get(check.brought().feed());
        if (earlier == null) {
            return predicate;
        }
        String equal = check.brought().columns().stream()
                .map(StagingTable::quoted)
                .map(column -> "coalesce(e." + column + "::text, '') = coalesce(s." + column + "::text, '')")
                .collect(Collectors.joining(" and "));
        return "(" + predicate + ") and not exists (select from " + earlier + " e where " + equal + ")";
    }
}
