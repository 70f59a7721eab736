package io.yihu.invoice;

import io.yihu.exchange.MergeCounts;
import io.yihu.exchange.StagedBatch;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Merges one month of a staged file: a fresh month is built aside and attached; an existing one takes in the difference. */
@Component
@RequiredArgsConstructor
class InvoiceMerge {
    /** For the transaction of one month; a smaller sample tells the planner the same about ids and costs a fifth. */
    private static final List<String> TUNING = List.of(
            "work_mem = '96MB'",
            "maintenance_work_mem = '128MB'",
            "default_statistics_target = 20",
            "max_parallel_workers_per_gather = 0",
            "max_parallel_maintenance_workers = 0",
            "synchronous_commit = off");

    private final JdbcClient jdbc;
    private final FreshMonth freshMonth;
    private final InvoiceDelta delta;
    private final Touched touched;
    private final PartyFacts facts;
    private final FirstDealings firsts;
    private final GoodsFacts goods;
    private final SubjectFacts subjects;

    /** Builds a month ahead that nobody can see yet. */
    void prepare(StagedBatch batch, LocalDate month) {
        if (!new MonthPartition("invoice.invoice", month).exists(jdbc)) {
            tune();
            freshMonth.prepare(batch, month);
        }
    }

    MergeCounts merge(StagedBatch batch, LocalDate month) {
        tune();
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("invoice.invoice " + month)
                .query(rs -> {});
        jdbc.sql("insert into invoice.load (batch_id, source) values (?, ?) on conflict do nothing")
                .params(batch.batchId(), batch.source())
                .update();
        MonthPartition partition = new MonthPartition("invoice.invoice", month);
        boolean fresh = !partition.exists(jdbc);
        MergeCounts counts = fresh ? attach(batch, partition) : delta(batch, partition);
        if (counts.inserted() + counts.updated() > 0) {
            goods.recompute(month);
            subjects.derive(month);
            firsts.follow(month, fresh).ifPresent(later -> subjects.derive(later.from(), later.to()));
        }
        return counts;
    }

    private void tune() {
        TUNING.forEach(setting -> jdbc.sql("set local " + setting).update());
    }

    /** Leaves the touched parties in {@code touched}. */
    private MergeCounts attach(StagedBatch batch, MonthPartition partition) {
        FreshMonth.Tables tables = new FreshMonth.Tables(batch.batchId(), partition.month());
        long left = freshMonth.prepared(tables) ? 0 : freshMonth.build(batch, tables);
        touched.set(partition.month(), "select party_id from " + tables.facts());
        freshMonth.adopt(tables);
        long inserted = jdbc.sql("select count(*) from %s where side = 'OUT'".formatted(partition.name()))
                .query(Long.class)
                .single();
        return new MergeCounts(inserted, 0, left);
    }

    private MergeCounts delta(StagedBatch batch, MonthPartition partition) {
        freshMonth.drop(new FreshMonth.Tables(batch.batchId(), partition.month()));
        MergeCounts counts = delta.merge(batch, partition);
        if (counts.inserted() + counts.updated() > 0) {
            facts.recompute(partition.month());
        }
        return counts;
    }
}
