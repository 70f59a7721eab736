package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.grid.PartitionService;
import io.yihu.platform.Refusal;
import io.yihu.support.YihuIT;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sixty-four people claim, dispatch, release, move and merge the same tasks at once: no task has two owners, the counters equal a
 * recount. {@code -Dyihu.race.tasks=10000} is the full measure; the build takes a fifteenth of it.
 */
@YihuIT
class WorkloadRaceIT {
    private static final int THREADS = 64;
    private static final int TASKS = Integer.getInteger("yihu.race.tasks", 640);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MatterService matters;

    @Autowired
    DispatchService dispatch;

    @Autowired
    TaskService service;

    @Autowired
    MoveService moves;

    @Autowired
    PartitionService partition;

    @Autowired
    ProofQueries proof;

    private final AtomicInteger refused = new AtomicInteger();

    private void act(Runnable work) {
        try {
            work.run();
        } catch (Refusal no) {
            refused.incrementAndGet();
        }
    }

    private List<Long> subjects(long office, int count) {
        return jdbc.sql("""
                        insert into taxpayer.subject (name, tax_id, office_id, external, status)
                        select 'W' || i, 'W' || i, ?, false, '03' from generate_series(1, ?) i returning id""").params(office, count).query(Long.class).list();
    }

    private static RaiseMatter matter(long subject, String type, int n) {
        return new RaiseMatter(subject, type, "TEST", "w" + n, "LOW", "提示", null);
    }

    @Test
    void countersEqualARecountWhateverHappensAtOnce() throws Exception {
        TaskWorld world = new TaskWorld(jdbc);
        long branch = world.office("W", "BRANCH", null);
        List<Long> officers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            officers.add(world.officer("众" + i, branch));
        }
        List<Long> subjects = subjects(branch, TASKS);
        partition.refresh();
        List<RaiseMatter> raised = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            raised.add(matter(subjects.get(i), "MID_ALERT_ANALYSIS", i));
        }
        matters.raise(raised);
        List<Long> tasks = jdbc.sql("select id from task.v_task order by id")
                .query(Long.class)
                .list();
        ExecutorService people = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> done = new ArrayList<>();
        for (int k = 0; k < THREADS; k++) {
            int me = k;
            done.add(people.submit(() -> play(me, world, branch, officers, subjects, tasks)));
        }
        for (Future<?> each : done) {
            each.get();
        }
        people.shutdown();
        ProofQueries.Proof proven = proof.proof();
        System.out.printf(
                "%d threads, %d tasks, %d refused, %d open%n", THREADS, TASKS, refused.get(), proven.checked());
        assertThat(proven.counters()).isZero();
        assertThat(proven.holds()).isTrue();
        assertThat(jdbc.sql("""
                        select count(*) from task.v_task t where t.accepted_at is not null and t.officer_id is distinct from (
                          select e.officer_id from task.v_task_event e where e.task_id = t.id and e.to_state = 'ACCEPTED'
                          order by e.id desc limit 1)""").query(Integer.class).single())
                .as("owners that did not accept")
                .isZero();
        assertThat(jdbc.sql("""
                        select count(*) from (select subject_id from task.work_order where state = 'OPEN' group by 1
                          having count(*) > 1) twice""").query(Integer.class).single())
                .as("subjects with two open orders")
                .isZero();
    }

    private void play(
            int me, TaskWorld world, long branch, List<Long> officers, List<Long> subjects, List<Long> tasks) {
        SplittableRandom random = new SplittableRandom(me);
        long officer = officers.get(me);
        for (int i = me; i < tasks.size() * 2; i += THREADS) {
            long task = tasks.get((i * 7 + random.nextInt(3)) % tasks.size());
            switch (random.nextInt(8)) {
                case 0 -> world.officer(officer, branch, () -> act(() -> service.giveBack(task, "请另行安排")));
                case 1 ->
                    world.supervisor(
                            officer,
                            branch,
                            () -> act(() -> service.transfer(task, officers.get((me + 1) % 64), "换人办理")));
                case 2 -> world.supervisor(officer, branch, () -> act(() -> reassign(task)));
                case 3 -> merge(subjects, random, me * 1_000_000 + i);
                case 4 -> act(i % 40 == 4 ? dispatch::dispatch : () -> {});
                default -> world.officer(officer, branch, () -> act(() -> service.accept(task)));
            }
        }
    }

    private void reassign(long task) {
        MoveService.Wish wish = new MoveService.Wish(List.of(task), null, "", null, true);
        moves.reassign(wish, moves.previewReassign(wish).digest(), "批量调整承办人");
    }

    private void merge(List<Long> subjects, SplittableRandom random, int n) {
        long subject = subjects.get(random.nextInt(subjects.size()));
        act(() -> matters.raise(List.of(matter(subject, "POST_PATROL", n))));
    }
}
