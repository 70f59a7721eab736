package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.grid.PartitionService;
import io.yihu.support.TestDatabase;
import io.yihu.support.YihuIT;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The connection dies after all is written and before the commit, fifty times: nothing of it remains, and work goes on. */
@YihuIT
class KillDrillIT {
    private static final int KILLS = 50;

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

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Environment environment;

    @Test
    void fiftyDeathsBetweenSelectAndCommitLeaveNoWrongState() throws Exception {
        TaskWorld world = new TaskWorld(jdbc);
        long branch = world.office("KB", "BRANCH", world.office("KC", "COUNTY", null));
        long li = world.officer("李", branch);
        long firm = world.subject("企业", branch);
        partition.refresh();
        matters.raise(List.of(new RaiseMatter(firm, "ASSESSMENT", "RISK", "kill", "MEDIUM", "疑似虚开", null)));
        dispatch.dispatch();
        long task = world.taskOf("kill");
        String before = world(task);
        try (Connection killer = TestDatabase.owner(environment.getProperty("yihu.test.database"))) {
            for (int death = 0; death < KILLS; death++) {
                assertThatThrownBy(() -> transactions.executeWithoutResult(status -> world.officer(li, branch, () -> {
                            service.accept(task);
                            service.completeStep(task, "desk", new StepResult("INTERVIEW", "核对开票数据", null, null));
                            service.pause(task, TaskState.WAIT_TAXPAYER, "等纳税人补充合同");
                            kill(
                                    killer,
                                    jdbc.sql("select pg_backend_pid()")
                                            .query(Integer.class)
                                            .single());
                        })))
                        .isInstanceOf(RuntimeException.class);
            }
        }
        assertThat(world(task)).isEqualTo(before);
        world.officer(li, branch, () -> {
            service.accept(task);
            service.completeStep(task, "desk", new StepResult("INTERVIEW", "核对开票数据", null, null));
        });
        assertThat(world(task)).isEqualTo("PROCESSING interview 1 engine 2 steps 0 pauses 1 counted 1 recounted");
    }

    /** The dispatcher has read, weighed and written for a whole queue; its connection dies before the commit. */
    @Test
    void fiftyDeathsOfADispatchLeaveTheQueueAsItWas() throws Exception {
        TaskWorld world = new TaskWorld(jdbc);
        long branch = world.office("KD", "BRANCH", world.office("KE", "COUNTY", null));
        for (int i = 0; i < 4; i++) {
            world.officer("派" + i, branch);
        }
        List<RaiseMatter> raised = new java.util.ArrayList<>();
        for (int i = 0; i < 24; i++) {
            raised.add(new RaiseMatter(
                    world.subject("户" + i, branch), "ASSESSMENT", "RISK", "d" + i, "MEDIUM", "疑似虚开", null));
        }
        partition.refresh();
        matters.raise(raised);
        String before = queue(branch);
        assertThat(before).startsWith("24 queued 0 given ");
        try (Connection killer = TestDatabase.owner(environment.getProperty("yihu.test.database"))) {
            for (int death = 0; death < KILLS; death++) {
                assertThatThrownBy(() -> transactions.executeWithoutResult(status -> {
                            assertThat(dispatch.dispatch().dispatched()).isEqualTo(24);
                            kill(
                                    killer,
                                    jdbc.sql("select pg_backend_pid()")
                                            .query(Integer.class)
                                            .single());
                        }))
                        .isInstanceOf(RuntimeException.class);
            }
        }
        assertThat(queue(branch)).isEqualTo(before);
        dispatch.dispatch();
        assertThat(queue(branch)).startsWith("0 queued 24 given 24 counted 24 recounted");
    }

    /** Queue, owners, counters against a recount, runs, candidates and events of the dispatch. */
    private String queue(long branch) {
        return jdbc.sql("""
                        select count(*) filter (where t.state = 'NEW') || ' queued ' || count(t.officer_id) || ' given '
                          || (select coalesce(sum(w.open_count), 0) from task.v_workload w join organization.v_officer f on f.id = w.officer_id
                            where f.office_id = :branch) || ' counted '
                          || count(*) filter (where task.lies_with_officer(t.state, t.officer_id, t.closed_at)) || ' recounted '
                          || (select count(*) from task.v_dispatch_run) || ' runs '
                          || (select count(*) from task.task_event e join task.task x on x.id = e.task_id where x.office_id = :branch) || ' events'
                        from task.task t where t.office_id = :branch""").param("branch", branch).query(String.class).single();
    }

    /** State, engine, projection, pauses and counters in one line. */
    private String world(long task) {
        return jdbc.sql("""
                        select t.state || ' ' || coalesce(t.step, '-') || ' ' || (select count(*) from flowable.act_ru_task) || ' engine '
                          || (select count(*) from task.v_task_step s where s.task_id = t.id) || ' steps '
                          || (select count(*) from task.v_pause p where p.task_id = t.id) || ' pauses '
                          || (select sum(w.open_count) from task.v_workload w where w.officer_id = t.officer_id) || ' counted '
                          || (select count(*) from task.task x where x.officer_id = t.officer_id and task.lies_with_officer(x.state, x.officer_id, x.closed_at))
                          || ' recounted'
                        from task.v_task t where t.id = ?""").param(task).query(String.class).single();
    }

    private static void kill(Connection killer, int backend) {
        try (var statement = killer.prepareStatement("select pg_terminate_backend(?)")) {
            statement.setInt(1, backend);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
