package io.yihu.task.bench;

import io.yihu.support.YihuIT;
import io.yihu.task.DispatchResult;
import io.yihu.task.DispatchService;
import io.yihu.task.InboxQueries;
import io.yihu.task.ProofQueries;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 100,000 matters to 5,000 officers in 200 grids of 25, each with one of five skill levels. Limits: 20 s, no violation, max − mean
 * saturation within officers of one grid and level at most one task; then the first page of an inbox.
 */
@YihuIT
class DispatchBench {
    private static final int OFFICERS = Integer.getInteger("yihu.bench.officers", 5_000);
    private static final int TASKS = Integer.getInteger("yihu.bench.tasks", 100_000);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DispatchService dispatch;

    @Autowired
    ProofQueries proof;

    @Autowired
    InboxQueries inbox;

    private void world() {
        int grids = OFFICERS / 25;
        jdbc.sql(
                        "insert into organization.office (code, name, level, kind, path) select 'B' || i, 'B' || i, 'BRANCH', 'ADMIN', '' from generate_series(1, ?) i")
                .param(grids)
                .update();
        jdbc.sql(
                        "insert into organization.officer (staff_no, name, office_id, cert_no) select 'S' || i, 'S' || i, o.id, 'C' from generate_series(0, ? - 1) i join organization.office o on o.code = 'B' || (i / 25 + 1)")
                .param(OFFICERS)
                .update();
        jdbc.sql(
                        "insert into organization.officer_skill (officer_id, tag, level) select id, 'RISK_RESPONSE', 1 + id % 5 from organization.officer")
                .update();
        jdbc.sql(
                        "insert into grid.grid (type, name, unit_office_id, created_at, created_by) select 'INSTITUTION', code, id, now(), 'bench' from organization.office")
                .update();
        jdbc.sql(
                        "insert into grid.grid_member (grid_id, officer_id, role, capacity_pct, valid_from) select g.id, f.id, 'MEMBER', 100, '2000-01-01' from organization.officer f join grid.grid g on g.unit_office_id = f.office_id")
                .update();
        jdbc.sql(
                        "insert into taxpayer.subject (name, tax_id, office_id, external, status) select 'N' || i, 'N' || i, o.id, false, '03' from generate_series(0, ? - 1) i join organization.office o on o.code = 'B' || (i % ? + 1)")
                .params(TASKS, grids)
                .update();
        jdbc.sql(
                        "insert into grid.grid_subject (subject_id, grid_id, type) select s.id, g.id, 'INSTITUTION' from taxpayer.subject s join grid.grid g on g.unit_office_id = s.office_id")
                .update();
        jdbc.sql(
                        "insert into task.work_order (subject_id, level, priority, created_at, due_at) select id, 'LOW', 1.0, now(), now() + interval '10 days' from taxpayer.subject")
                .update();
        jdbc.sql(
                        "insert into task.matter (subject_id, type_code, source, source_ref, level, title, work_order_id, created_at, due_at) select subject_id, 'RISK_REMIND', 'B', subject_id, 'LOW', 'B', id, now(), due_at from task.work_order")
                .update();
        jdbc.sql(
                        "insert into task.task (matter_id, work_order_id, subject_id, matter_type, source, level, office_id, duty_code, state, priority, standard_minutes, created_at, due_at) select m.id, m.work_order_id, m.subject_id, 'RISK_REMIND', 'B', 'LOW', s.office_id, 'RISK_REMIND', 'NEW', 1.0, 30, now(), m.due_at from task.matter m join taxpayer.subject s on s.id = m.subject_id")
                .update();
        jdbc.sql("analyze").update();
    }

    @Test
    void aHundredThousandMattersFindTheirOfficers() {
        world();
        long begin = System.nanoTime();
        DispatchResult result = dispatch.dispatch();
        double seconds = (System.nanoTime() - begin) / 1e9;
        Double spread = jdbc.sql("""
                        select max(most - mean) from (select max(w.open_minutes / 2100) as most, avg(w.open_minutes / 2100) as mean
                          from task.workload w join organization.officer f on f.id = w.officer_id
                          join organization.officer_skill k on k.officer_id = f.id group by f.office_id, k.level) p""").query(Double.class).single();
        System.out.printf(
                "%d of %d dispatched to %d officers in %.1f s; most - mean in a pool %.4f (one task %.4f); %s%n",
                result.dispatched(), result.considered(), OFFICERS, seconds, spread, 30 / 2100.0, proof.proof());
        long officer = jdbc.sql("select officer_id from task.workload order by open_count desc limit 1")
                .query(Long.class)
                .single();
        long[] millis = new long[50];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            inbox.counts(officer, Instant.parse("2026-01-01T00:00:00Z"));
            inbox.page(
                    InboxQueries.Pile.ACCEPT,
                    officer,
                    InboxQueries.Filter.NONE,
                    Instant.parse("2026-01-01T00:00:00Z"),
                    null,
                    50);
            millis[i] = (System.nanoTime() - start) / 1_000_000;
        }
        Arrays.sort(millis);
        System.out.printf("inbox of %d tasks: median %d ms, p95 %d ms%n", TASKS, millis[25], millis[47]);
    }
}
