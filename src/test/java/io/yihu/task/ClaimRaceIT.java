package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.grid.PartitionService;
import io.yihu.platform.Refusal;
import io.yihu.support.YihuIT;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many hands reach for the same tasks: each task has one owner, whoever was first. */
@YihuIT
class ClaimRaceIT {
    private static final int THREADS = 32;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MatterService matters;

    @Autowired
    DispatchService dispatch;

    @Autowired
    TaskService service;

    @Autowired
    PartitionService partition;

    private void together(List<Callable<Object>> works) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(works.size());
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Object>> results = new ArrayList<>();
        works.forEach(work -> results.add(threads.submit(() -> {
            start.await();
            return work.call();
        })));
        start.countDown();
        for (Future<Object> result : results) {
            result.get();
        }
        threads.shutdown();
    }

    private List<Long> tasks(TaskWorld world, long office, String prefix, int count) {
        List<RaiseMatter> raised = new ArrayList<>();
        jdbc.sql("""
                        insert into taxpayer.subject (name, tax_id, office_id, external, status)
                        select ?1 || i, ?1 || i, ?, false, '03' from generate_series(1, ?) i returning id""".replace("?1", "'" + prefix + "'"))
                .params(office, count)
                .query(Long.class)
                .list()
                .forEach(id -> raised.add(new RaiseMatter(id, "RISK_REMIND", "TEST", prefix + id, "LOW", "提示", null)));
        partition.refresh();
        matters.raise(raised);
        return jdbc.sql(
                        "select t.id from task.v_task t join task.v_matter m on m.id = t.matter_id where m.source_ref like ? order by 1")
                .param(prefix + "%")
                .query(Long.class)
                .list();
    }

    @Test
    void fiveHundredTasksHaveOneOwnerEach() throws Exception {
        TaskWorld world = new TaskWorld(jdbc);
        long branch = world.office("RB", "BRANCH", null);
        List<Long> officers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            officers.add(world.officer("争" + i, branch));
        }
        List<Long> tasks = tasks(world, branch, "R", 500);
        AtomicInteger won = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<Callable<Object>> works = new ArrayList<>();
        for (int k = 0; k < THREADS; k++) {
            int mine = k;
            works.add(() -> {
                world.officer(officers.get(mine), branch, () -> {
                    for (int i = mine % 8; i < tasks.size(); i += 8) {
                        try {
                            service.accept(tasks.get(i));
                            won.incrementAndGet();
                        } catch (Refusal taken) {
                            assertThat(taken).hasMessage("task.refused.taken");
                            refused.incrementAndGet();
                        }
                    }
                });
                return null;
            });
        }
        together(works);
        assertThat(won).hasValue(500);
        assertThat(refused).hasValue(3 * 500);
        assertThat(jdbc.sql("""
                        select count(*) from task.v_task t where t.id in (select task_id from task.v_task_event where to_state = 'ACCEPTED'
                          group by task_id having count(*) = 1 and min(officer_id) = t.officer_id)""").query(Integer.class).single()).isEqualTo(500);
    }

    @Test
    void severalDispatchersAssignEveryTaskOnce() throws Exception {
        TaskWorld world = new TaskWorld(jdbc);
        long branch = world.office("DB", "BRANCH", null);
        for (int i = 0; i < 4; i++) {
            world.officer("派" + i, branch);
        }
        List<Long> tasks = tasks(world, branch, "D", 200);
        AtomicInteger dispatched = new AtomicInteger();
        List<Callable<Object>> works = new ArrayList<>();
        for (int k = 0; k < 6; k++) {
            works.add(() -> dispatched.addAndGet(dispatch.dispatch().dispatched()));
        }
        together(works);
        assertThat(dispatched).hasValue(tasks.size());
        assertThat(jdbc.sql("""
                        select count(*) from task.v_task_event e join task.v_task t on t.id = e.task_id
                        join task.v_matter m on m.id = t.matter_id
                        where m.source_ref like 'D%' and e.to_state = 'DISPATCHED'""").query(Integer.class).single()).isEqualTo(tasks.size());
        assertThat(jdbc.sql("""
                        select count(*) from task.v_task t join task.v_matter m on m.id = t.matter_id
                        where m.source_ref like 'D%' group by t.officer_id""").query(Integer.class).list()).containsExactly(50, 50, 50, 50);
    }
}
