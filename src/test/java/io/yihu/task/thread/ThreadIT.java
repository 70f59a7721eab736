package io.yihu.task.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.grid.PartitionService;
import io.yihu.support.YihuIT;
import io.yihu.task.DispatchService;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import io.yihu.task.TaskWorld;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A thread of a work order: who may write and be meant, who has read, and how two nodes hear of it. */
@YihuIT
class ThreadIT {
    @Autowired
    JdbcClient jdbc;

    @Autowired
    MatterService matters;

    @Autowired
    DispatchService dispatch;

    @Autowired
    PartitionService partition;

    @Autowired
    ThreadService service;

    @Autowired
    ThreadQueries queries;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    DataSource source;

    @Autowired
    Environment environment;

    @Test
    void messagesReachTheMentionedAreReadAndAreHeardOnEveryNode() throws InterruptedException {
        TaskWorld world = new TaskWorld(jdbc);
        long county = world.office("TC", "COUNTY", null);
        long branch = world.office("TB", "BRANCH", county);
        long li = world.officer("李", branch);
        long zhang = world.officer("张", branch);
        long wang = world.officer("王", county);
        long elsewhere = world.office("TE", "COUNTY", null);
        long stranger = world.officer("外", elsewhere);
        long firm = world.subject("企业", branch);
        partition.refresh();
        matters.raise(List.of(new RaiseMatter(firm, "MID_ALERT_ANALYSIS", "T", "t1", "LOW", "预警", null)));
        dispatch.dispatch();
        Topic topic = new Topic(
                "ORDER",
                jdbc.sql("select work_order_id from task.v_task where subject_id = ?")
                        .param(firm)
                        .query(Long.class)
                        .single());
        long owner = jdbc.sql("select officer_id from task.v_task where subject_id = ?")
                .param(firm)
                .query(Long.class)
                .single();
        long mate = owner == li ? zhang : li;
        BlockingQueue<String> one = new LinkedBlockingQueue<>();
        BlockingQueue<String> other = new LinkedBlockingQueue<>();
        ThreadLive nodeOne = new ThreadLive(source, environment);
        ThreadLive nodeTwo = new ThreadLive(source, environment);
        nodeOne.on(topic.name(), one::add);
        nodeTwo.on(topic.name(), other::add);
        nodeOne.open();
        nodeTwo.open();
        try {
            BlockingQueue<String> ready = new LinkedBlockingQueue<>();
            Set<String> heardOf = java.util.concurrent.ConcurrentHashMap.newKeySet();
            nodeOne.on("PROBE:1", id -> once(ready, heardOf, "one"));
            nodeTwo.on("PROBE:1", id -> once(ready, heardOf, "two"));
            awaitListeners(ready);
            world.officer(
                    stranger,
                    elsewhere,
                    () -> assertThatThrownBy(() -> service.post(topic, "打扰一下", Set.of()))
                            .hasMessage("platform.error.notFound"));
            world.officer(owner, branch, () -> {
                assertThatThrownBy(() -> service.post(topic, "  ", Set.of())).hasMessage("task.refused.message");
                assertThatThrownBy(() -> service.post(topic, "请看", Set.of(stranger)))
                        .hasMessage("task.refused.mention");
                assertThatThrownBy(() -> transactions.executeWithoutResult(status -> {
                            service.post(topic, "没有提交的话不会送达", Set.of());
                            throw new IllegalStateException("rolled back");
                        }))
                        .hasMessage("rolled back");
                long id = service.post(topic, "请协助核对三月发票", Set.of(mate));
                assertThat(heard(one)).isEqualTo(Long.toString(id));
                assertThat(heard(other)).isEqualTo(Long.toString(id));
            });
            assertThat(world.as(mate, branch, Set.of(), () -> queries.unread(10)))
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.unread()).isEqualTo(1);
                        assertThat(each.meant()).isTrue();
                    });
            world.supervisor(wang, county, () -> {
                assertThat(queries.messages(topic)).hasSize(1);
                assertThat(queries.messages(topic).get(0).readers()).isZero();
            });
            world.supervisor(mate, branch, () -> service.read(topic));
            heard(one);
            world.officer(
                    owner,
                    branch,
                    () -> assertThat(queries.messages(topic)).singleElement().satisfies(message -> {
                        assertThat(message.readers()).isEqualTo(1);
                        assertThat(message.mentioned()).isEqualTo(mate == li ? "李" : "张");
                    }));
            assertThat(world.as(mate, branch, Set.of(), () -> queries.unread(10)))
                    .isEmpty();
        } finally {
            nodeOne.stop();
            nodeTwo.stop();
        }
    }

    private static void once(BlockingQueue<String> ready, Set<String> heardOf, String node) {
        if (heardOf.add(node)) {
            ready.add(node);
        }
    }

    private static String heard(BlockingQueue<String> node) {
        try {
            return node.poll(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Both nodes hear before anybody writes. */
    private void awaitListeners(BlockingQueue<String> ready) {
        for (int tries = 0; tries < 300 && ready.size() < 2; tries++) {
            jdbc.sql("select pg_notify(?, 'PROBE:1:1')")
                    .param(ThreadLive.CHANNEL)
                    .query((row, n) -> 0)
                    .list();
            try {
                new LinkedBlockingQueue<String>().poll(100, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        assertThat(ready).hasSizeGreaterThanOrEqualTo(2).contains("one", "two");
    }
}
