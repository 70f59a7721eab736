package io.yihu.guidance;

import static io.yihu.support.SpokenActors.spoken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.anonymous;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.guidance.TaxpayerService.Visit;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import io.yihu.task.DispatchService;
import io.yihu.task.Feedback;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import io.yihu.task.StepResult;
import io.yihu.task.TaskService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** GS-05: an approved quota finds its officer and its wording; LOW ends with a yes, HIGH only with hall and signature, silence with a call. */
@YihuIT
class ServiceFlowIT {
    private static final String LOW = "91330106MA0000001A";
    private static final String HIGH = "91330106MA0000002B";
    private static final String SILENT = "91330106MA0000003C";
    private static final String MEDIUM = "91330106MA0000004D";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    GuidanceWorld world;

    @Autowired
    EventRound events;

    @Autowired
    PushService pushes;

    @Autowired
    PushQueries queries;

    @Autowired
    TaxpayerService taxpayers;

    @Autowired
    HallService hall;

    @Autowired
    FourPersons persons;

    @Autowired
    TaskService tasks;

    @Autowired
    MatterService matters;

    @Autowired
    DispatchService dispatch;

    @Autowired
    YihuClock clock;

    @Autowired
    MockMvc mvc;

    @Autowired
    Environment environment;

    @BeforeEach
    void authority() throws Exception {
        CleanDatabase.clean(environment.getProperty("yihu.test.database"));
        at("2026-05-06T01:00:00Z", () -> {
            world.build();
            world.loads();
        });
    }

    private void at(String instant, Runnable work) {
        clock.at(Instant.parse(instant), () -> {
            work.run();
            return null;
        });
    }

    private long push(String taxId) {
        return jdbc.sql("select id from guidance.push where subject_id = ?")
                .param(world.subject(taxId))
                .query(Long.class)
                .single();
    }

    private String text(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(String.class).single();
    }

    private int count(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(Integer.class).single();
    }

    private String stand(long push) {
        return text("select state || ' ' || coalesce(outcome, '-') from guidance.push where id = ?", push);
    }

    private String taskStand(long push) {
        return text(
                "select t.matter_type || ' ' || t.state || ' ' || coalesce(t.conclusion, '-') from guidance.push p join task.v_task t on t.id = p.task_id where p.id = ?",
                push);
    }

    private void refused(Runnable work, String key) {
        assertThatThrownBy(work::run).isInstanceOf(Refusal.class).hasMessage(key);
    }

    private String token(long push) {
        String[] path = new String[1];
        world.as("S001", () -> path[0] = pushes.link(push));
        return path[0].substring(Links.PATH.length());
    }

    @Test
    void lowGoesToTheOfficerWithFourTasksAndEndsWithTheTaxpayersYes() {
        at("2026-05-06T02:00:30Z", () -> {
            world.quota(LOW, "2026-05-06T10:00:00+08:00");
            assertThat(events.round()).isEqualTo(1);
            assertThat(events.round()).isZero();
            long push = push(LOW);
            assertThat(taskStand(push)).isEqualTo("SERVICE DISPATCHED -");
            assertThat(count(
                            "select t.officer_id from guidance.push p join task.v_task t on t.id = p.task_id where p.id = ?",
                            push))
                    .isEqualTo((int) world.officer("S001"));
            assertThat(text("select template || ' ' || body from guidance.push where id = ?", push))
                    .startsWith("QUOTA-GUIDE ")
                    .contains("低风险商贸有限公司", "2026-05-06", "海岸县第一税务所")
                    .doesNotContain("${");

            long officer = world.officer("S001");
            world.as("S001", () -> {
                refused(() -> taxpayers.acknowledge(push), "guidance.refused.wrongSide");
                long task = (long) count("select task_id from guidance.push where id = ?", push);
                tasks.accept(task);
                refused(
                        () -> tasks.submit(task, new Feedback("OTHER_FOUND", null, "电话里说收到了，先办结", Map.of())),
                        "guidance.refused.unfinished");
            });
            world.taxpayer(HIGH, () -> refused(() -> taxpayers.acknowledge(push), "guidance.refused.wrongSide"));
            throughThePage(403, spoken("/", Roles.OFFICER, Roles.SUPERVISOR));
            throughThePage(403, anonymous());
            assertThat(stand(push)).isEqualTo("WAITING -");

            String old = token(push);
            String token = token(push);
            refused(() -> taxpayers.addressee(old), "guidance.refused.linkRevoked");
            refused(() -> taxpayers.addressee(token.substring(0, 20) + "AAAAAAAAAAAA"), "platform.error.notFound");
            refused(() -> taxpayers.addressee("干什么"), "platform.error.notFound");
            assertThat(taxpayers.addressee(token)).isEqualTo("低风险商贸有限公司");
            Visit visit = taxpayers.open(token);
            assertThat(visit.taxId()).isEqualTo(LOW);
            refused(() -> taxpayers.open(token), "guidance.refused.linkUsed");

            world.taxpayer(LOW, () -> {
                taxpayers.read(push);
                taxpayers.acknowledge(push);
                taxpayers.acknowledge(push);
            });
            assertThat(stand(push)).isEqualTo("CLOSED ACKED");
            assertThat(taskStand(push)).isEqualTo("SERVICE CLOSED SERVED");
            assertThat(count("select count(*) from guidance.push_step where push_id = ? and kind = 'ACKED'", push))
                    .isEqualTo(1);
            assertThat(count("select count(*) from task.v_matter where source = 'GUIDANCE' and state = 'CLOSED'"))
                    .isEqualTo(1);
            assertThat(count("select open_count from task.v_workload where officer_id = ?", officer))
                    .isEqualTo(4);
            assertThat(count(
                            "select count(*) from trail.v_action where action = 'guidance.notice.acknowledge' and actor = ?",
                            "taxpayer:" + LOW))
                    .isEqualTo(2);
        });
    }

    @Test
    void highEndsOnlyWithMessageHallAndTheSignatureOfOneOfTheFour() {
        at("2026-05-06T02:00:30Z", () -> {
            world.quota(HIGH, "2026-05-06T10:00:00+08:00");
            events.round();
            long push = push(HIGH);
            assertThat(text("select template from guidance.push where id = ?", push))
                    .isEqualTo("QUOTA-HALL");
            assertThat(taskStand(push)).isEqualTo("HALL_COACHING DISPATCHED -");
            long subject = world.subject(HIGH);
            assertThat(persons.of(subject))
                    .extracting(FourPersons.Signer::name)
                    .containsExactly(
                            "孙财务"); // the legal representative's time is over, a shareholder is none of the four
            long signer = persons.of(subject).get(0).personId();
            world.as("S001", () -> {
                refused(() -> hall.sign(push, "孙财务", "M1 1 L2 2", false), "guidance.refused.notThere");
                long shareholder = (long) count("select id from taxpayer.v_person where person_no = 'P3'");
                refused(() -> hall.attend(push, shareholder, "一楼大厅", true), "guidance.refused.notOfFour");
                refused(() -> hall.attend(push, signer, "一楼大厅", false), "guidance.refused.identity");
            });
            world.taxpayer(HIGH, () -> {
                taxpayers.read(push);
                taxpayers.acknowledge(push);
            });
            assertThat(steps(push))
                    .as("the process began with the invitation, nobody accepted yet")
                    .isEqualTo("invite attend…");
            long task = (long) count("select task_id from guidance.push where id = ?", push);
            world.as(
                    text(
                            "select f.staff_no from task.v_task t join organization.v_officer f on f.id = t.officer_id where t.id = ?",
                            task),
                    () -> {
                        tasks.accept(task);
                        refused(
                                () -> tasks.completeStep(task, "attend", new StepResult("SIGN", "口头说来过了", null, null)),
                                "guidance.refused.inHall");
                        tasks.completeStep(task, "attend", new StepResult("ABSENT", "约定当天没有到厅", null, null));
                        tasks.completeStep(task, "invite", new StepResult("ATTEND", "电话重新约定时间", null, null));
                    });
            assertThat(stand(push)).isEqualTo("WAITING -");
            assertThat(queriesAs(push).missing())
                    .containsExactly(ServicePolicy.Missing.HALL, ServicePolicy.Missing.SIGNATURE);
            world.as("S001", () -> {
                hall.attend(push, signer, "一楼大厅", true);
                hall.attend(push, signer, "一楼大厅", true);
                refused(() -> hall.sign(push, "钱老板", "M1 1 L2 2", false), "guidance.refused.otherName");
                refused(() -> hall.sign(push, "孙财务", "", false), "guidance.refused.strokes");
                refused(() -> hall.sign(push, "孙财务", "<svg>", false), "guidance.refused.strokes");
            });
            assertThat(stand(push)).isEqualTo("WAITING -");
            world.as("S001", () -> {
                hall.sign(push, "孙财务", "M10 10 L20 20", false);
                hall.sign(push, "孙财务", "M10 10 L20 20", false);
            });
            assertThat(stand(push)).isEqualTo("CLOSED SIGNED");
            assertThat(taskStand(push)).isEqualTo("HALL_COACHING CLOSED SERVED");
            assertThat(steps(push)).isEqualTo("invite attend invite attend sign result");
            assertThat(count("select count(*) from flowable.act_ru_execution"))
                    .as("the process came to its end")
                    .isZero();
            assertThat(count("select count(*) from flowable.act_hi_procinst where delete_reason_ is not null"))
                    .isZero();
            assertThat(queries.signature(push).orElseThrow().sound()).isTrue();
            jdbc.sql("update guidance.signature set notice = notice || '。'").update();
            assertThat(queries.signature(push).orElseThrow().sound()).isFalse();
        });
    }

    /** Steps in order, the one that is lit with dots. */
    private String steps(long push) {
        return text("""
                select string_agg(s.step || case when s.finished_at is null then '…' else '' end, ' ' order by s.id)
                from guidance.push p join task.v_task_step s on s.task_id = p.task_id where p.id = ?""", push);
    }

    /** An invitation somebody raised by hand goes the same way: message, hall, signature. */
    @Test
    void coachingRaisedByHandIsTheSameKindWithTheSameMessage() {
        at("2026-05-06T02:00:30Z", () -> {
            matters.raiseOne(
                    new RaiseMatter(world.subject(MEDIUM), "HALL_COACHING", "MANUAL", "x", "NONE", "到厅辅导", null));
            dispatch.dispatch();
            long task = (long) count("select id from task.v_task where matter_type = 'HALL_COACHING'");
            world.as(
                    text(
                            "select f.staff_no from task.v_task t join organization.v_officer f on f.id = t.officer_id where t.id = ?",
                            task),
                    () -> {
                        tasks.accept(task);
                        tasks.completeStep(task, "invite", new StepResult("ATTEND", "电话通知法定代表人", null, null));
                        refused(
                                () -> tasks.completeStep(task, "attend", new StepResult("SIGN", "口头说来过了", null, null)),
                                "guidance.refused.noInvitation");
                    });
            assertThat(events.round("HALL_INVITATION")).isEqualTo(1);
            long push = push(MEDIUM);
            assertThat(text(
                            "select event || ' ' || own_task || ' ' || needs_sign from guidance.push where id = ?",
                            push))
                    .isEqualTo("HALL_INVITATION true true");
            assertThat(taskStand(push)).isEqualTo("HALL_COACHING PROCESSING -");
        });
    }

    /** Without the visit a link brings, nobody acknowledges, and an officer is on the wrong side anyway. */
    private void throughThePage(int status, RequestPostProcessor who) {
        try {
            mvc.perform(post("/guidance/notice/acknowledge").with(who).with(csrf()))
                    .andExpect(status().is(status));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private PushRow queriesAs(long push) {
        PushRow[] row = new PushRow[1];
        world.as("S009", () -> row[0] = queries.find(push).orElseThrow());
        return row[0];
    }

    /** Wednesday 6 May 2026; Saturday 9 May is worked in exchange for the holiday, so T+3 is the 9th. */
    @Test
    void silenceBringsTwoRemindersAndThenACallThatEndsTheService() {
        at("2026-05-06T02:00:30Z", () -> {
            world.quota(SILENT, "2026-05-06T10:00:00+08:00");
            world.quota(MEDIUM, "2026-05-06T10:00:00+08:00");
            assertThat(events.round()).isEqualTo(2);
        });
        long push = push(SILENT);
        long medium = push(MEDIUM);
        assertThat(taskStand(medium)).isEqualTo("SERVICE_PHONE DISPATCHED -");
        Map<String, Integer> reminded = Map.of(
                "2026-05-07T00:59:00Z", 0,
                "2026-05-07T01:00:00Z", 1,
                "2026-05-08T10:30:00Z", 1,
                "2026-05-09T01:00:00Z", 2,
                "2026-05-09T09:59:00Z", 2);
        reminded.keySet().stream()
                .sorted()
                .forEach(moment -> at(moment, () -> {
                    events.round();
                    assertThat(count("select reminded from guidance.push where id = ?", push))
                            .as(moment)
                            .isEqualTo(reminded.get(moment));
                    assertThat(count("select count(*) from guidance.push where phone_task_id is not null"))
                            .isZero();
                }));
        at("2026-05-09T10:00:00Z", () -> {
            assertThat(events.round()).isEqualTo(1);
            assertThat(events.round()).isZero();
            assertThat(count(
                            "select count(*) from task.v_matter where type_code = 'SERVICE_PHONE' and subject_id = ?",
                            world.subject(SILENT)))
                    .isEqualTo(1);
            long task = (long) count("select phone_task_id from guidance.push where id = ?", push);
            String officer = text(
                    "select f.staff_no from task.v_task t join organization.v_officer f on f.id = t.officer_id where t.id = ?",
                    task);
            world.as(officer, () -> {
                tasks.accept(task);
                tasks.submit(task, new Feedback("OTHER_FOUND", null, "已电话说明首次开票注意事项", Map.of()));
            });
            assertThat(stand(push)).isEqualTo("CLOSED PHONED");
            assertThat(taskStand(push)).isEqualTo("SERVICE CLOSED SERVED");
            world.as("S009", () -> pushes.phone(medium, "已电话辅导开票与申报"));
            assertThat(stand(medium)).isEqualTo("WAITING -");
            assertThat(taskStand(medium)).isEqualTo("SERVICE_PHONE CLOSED SERVED");
            world.taxpayer(MEDIUM, () -> taxpayers.explain(medium, "已收到，人员没有变化"));
            assertThat(stand(medium)).isEqualTo("CLOSED ACKED");
        });
    }

    /** Sixteen at once: the link opens once, one acknowledgement stands, two looks for the same event lay down one message. */
    @Test
    void ofManyAtOnceOneHasTheEffect() throws Exception {
        at("2026-05-06T02:00:30Z", () -> world.quota(LOW, "2026-05-06T10:00:00+08:00"));
        assertThat(together(() -> events.round())).isEqualTo(16);
        long push = push(LOW);
        String[] token = new String[1];
        at("2026-05-06T02:01:00Z", () -> token[0] = token(push));
        assertThat(together(() -> taxpayers.open(token[0]))).isEqualTo(1);
        assertThat(together(() -> world.taxpayer(LOW, () -> taxpayers.acknowledge(push))))
                .isEqualTo(16);
        assertThat(count("select count(*) from guidance.push_step where kind in ('SENT', 'ACKED', 'CLOSED')"))
                .isEqualTo(3);
        assertThat(count("select count(*) from task.v_matter where source = 'GUIDANCE'"))
                .isEqualTo(1);
    }

    /** How many got through without a refusal. */
    private int together(Runnable work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Boolean>> tries = java.util.stream.IntStream.range(0, 16)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        try {
                            at("2026-05-06T02:02:00Z", work);
                            return true;
                        } catch (Refusal refusal) {
                            return false;
                        }
                    }))
                    .toList();
            start.countDown();
            int through = 0;
            for (Future<Boolean> each : tries) {
                through += each.get() ? 1 : 0;
            }
            return through;
        } finally {
            threads.shutdownNow();
        }
    }
}
