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

    /** State, engine, projection, pauses and counters in one line. */
    private String world(long task) {
        return jdbc.sql("""
                        select t.state || ' ' || coalesce(t.step, '-') || ' ' || (select count(*) from flowable.act_ru_task) || ' engine '
                          || (select count(*) from task.v_task_step s where s.task_id = t.id) || ' steps '
                          || (select count(*) from task.v_pause p where p.task_id = t.id) || ' pauses '
                          || (select sum(open_count) from task.v_workload) || ' counted '
                          || (select count(*) from task.task x where task.lies_with_officer(x.state, x.officer_id, x.closed_at)) || ' recounted'
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
