package io.yihu.invoice;

import io.yihu.exchange.MergeCounts;
import io.yihu.exchange.StagedBatch;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Merges one month of a staged file: a fresh month is built, indexed and attached; an existing one takes in the difference. */
@Component
@RequiredArgsConstructor
class InvoiceMerge {
    /** What joins and sums go by; sorting samples of all the texts costs more than the merge. */
    private static final String STATISTICS =
            " (party_id, counter_party_id, digest, side, status, issue_time, batch_id)";

    /** For the transaction of one month; a smaller sample tells the planner the same about ids and costs a fifth. */
    private static final List<String> TUNING = List.of(
            "work_mem = '192MB'",
            "maintenance_work_mem = '192MB'",
            "default_statistics_target = 20",
            "synchronous_commit = off");

    private final JdbcClient jdbc;
    private final InvoiceDelta delta;
    private final Touched touched;
    private final PartyFacts facts;
    private final GoodsFacts goods;
    private final SubjectFacts subjects;

    MergeCounts merge(StagedBatch batch, LocalDate month) {
        TUNING.forEach(setting -> jdbc.sql("set local " + setting).update());
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("invoice.invoice " + month)
                .query(rs -> {});
        jdbc.sql("insert into invoice.load (batch_id, source) values (?, ?) on conflict do nothing")
                .params(batch.batchId(), batch.source())
                .update();
        MonthPartition partition = new MonthPartition("invoice.invoice", month);
        boolean fresh = !partition.exists(jdbc);
        MergeCounts counts = fresh ? build(batch, partition) : delta.merge(batch, partition);
        if (counts.inserted() + counts.updated() > 0) {
            facts.recompute(month, fresh);
            goods.recompute(month);
            subjects.derive(month);
        }
        return counts;
    }

    /** Leaves the touched parties in the temporary table {@code touched}. */
    private MergeCounts build(StagedBatch batch, MonthPartition partition) {
        partition.createDetached(jdbc);
        jdbc.sql("insert into %s (%s) %s"
                        .formatted(
                                partition.name(),
                                StagedInvoices.COLUMNS,
                                StagedInvoices.bothSides(batch, partition.month())))
                .update();
        long repeated =
                jdbc.sql("""
                        with repeats as (
                          select ctid, row_number() over (partition by party_id, side, digest order by line_no desc) as n from %1$s
                          where digest in (select digest from %1$s where side = 'OUT' group by digest having count(*) > 1)),
                        gone as (delete from %1$s where ctid in (select ctid from repeats where n > 1) returning side)
                        select count(*) from gone where side = 'OUT'""".formatted(partition.name())).query(Long.class).single();
        partition.attach(jdbc);
        jdbc.sql("analyze " + partition.name() + STATISTICS).update();
        touched.set("select party_id from %s group by party_id".formatted(partition.name()));
        long inserted = jdbc.sql("select count(*) from %s where side = 'OUT'".formatted(partition.name()))
                .query(Long.class)
                .single();
        return new MergeCounts(inserted, 0, repeated);
    }
}
