package io.yihu.exchange;

import io.yihu.exchange.FeedColumn.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A small register of the tests: every column type, a check, a warning and one slice per month. */
@Component
@RequiredArgsConstructor
public class TinyFeed implements StagedLoad {
    static final String DDL = """
            create schema if not exists tiny;
            grant usage on schema tiny to yihu_app;
            create table if not exists tiny.thing (
              id text primary key, name text, kind text, amount numeric(20,2), price numeric(24,8), rate numeric(12,6),
              pieces bigint, day date, at timestamptz, month date, ok boolean, source text, batch_id bigint, line_no bigint);
            grant select, insert, update, delete, truncate on tiny.thing to yihu_app""";
    final List<Consumer<String>> beforeSlice = new ArrayList<>();
    private final JdbcClient jdbc;

    @Override
    public FeedSchema schema() {
        return new FeedSchema(
                "tiny",
                List.of(
                        FeedColumn.required("id", Type.TEXT),
                        FeedColumn.of("name", Type.TEXT),
                        FeedColumn.code("kind", false, "A", "B"),
                        FeedColumn.required("amount", Type.MONEY),
                        FeedColumn.of("price", Type.PRICE),
                        FeedColumn.of("rate", Type.RATE),
                        FeedColumn.of("pieces", Type.INTEGER),
                        FeedColumn.of("day", Type.DATE),
                        FeedColumn.of("at", Type.TIME),
                        FeedColumn.of("month", Type.MONTH),
                        FeedColumn.of("ok", Type.BOOLEAN)),
                List.of("id"));
    }

    @Override
    public List<StagedCheck> checks() {
        return List.of(
                new StagedCheck("number_too_big", "amount", "s.amount > 100000000000000000"),
                StagedCheck.warning("not_whole", "amount", "s.amount <> trunc(s.amount) and s.kind = 'B'"));
    }

    @Override
    public List<String> slices(StagedBatch batch) {
        return jdbc.sql("select distinct coalesce(to_char(day, 'YYYY-MM'), '') from " + batch.table() + " order by 1")
                .query(String.class)
                .list();
    }

    @Override
    public MergeCounts merge(StagedBatch batch, String slice) {
        beforeSlice.forEach(hook -> hook.accept(slice));
        return jdbc.sql("""
                        with merged as (
                          insert into tiny.thing as t (id, name, kind, amount, price, rate, pieces, day, at, month, ok, source, batch_id, line_no)
                          select id, name, kind, amount, price, rate, pieces, day, at, month, ok, :source, :batch, line_no
                          from %s where coalesce(to_char(day, 'YYYY-MM'), '') = :slice
                          on conflict (id) do update set name = excluded.name, kind = excluded.kind, amount = excluded.amount,
                            price = excluded.price, rate = excluded.rate, pieces = excluded.pieces, day = excluded.day, at = excluded.at,
                            month = excluded.month, ok = excluded.ok, batch_id = excluded.batch_id, line_no = excluded.line_no
                          where (t.name, t.kind, t.amount, t.price, t.rate, t.pieces, t.day, t.at, t.month, t.ok) is distinct from
                            (excluded.name, excluded.kind, excluded.amount, excluded.price, excluded.rate, excluded.pieces, excluded.day,
                             excluded.at, excluded.month, excluded.ok)
                          returning (xmax = 0) as fresh)
                        select count(*) filter (where fresh) as inserted, count(*) filter (where not fresh) as updated,
                          (select count(*) from %s where coalesce(to_char(day, 'YYYY-MM'), '') = :slice) - count(*) as unchanged
                        from merged""".formatted(batch.table(), batch.table()))
                .param("source", batch.source())
                .param("batch", batch.batchId())
                .param("slice", slice)
                .query(MergeCounts.class)
                .single();
    }
}
