package io.yihu.guidance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.support.YihuIT;
import io.yihu.task.Feedback;
import io.yihu.task.TaskService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SRV-02 and POL-04: tags of taxpayers keep their days; a coaching ends with the people who came. */
@YihuIT
class ClassesAndCoachingIT {
    private static final String LOW = "91330106MA0000001A";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    GuidanceWorld world;

    @Autowired
    TagService tags;

    @Autowired
    TagQueries queries;

    @Autowired
    CoachingService coachings;

    @Autowired
    CoachingQueries sessions;

    @Autowired
    TaskService tasks;

    @Autowired
    YihuClock clock;

    private static boolean built;

    @BeforeEach
    void authority() {
        if (!built) {
            at("2026-05-06T01:00:00Z", world::build);
            built = true;
        }
    }

    private void at(String instant, Runnable work) {
        clock.at(Instant.parse(instant), () -> {
            work.run();
            return null;
        });
    }

    private List<String> history(String tag) {
        return jdbc.sql("""
                        select value || ' ' || valid_from || ' ' || coalesce(valid_to::text, '-') from guidance.v_tag where subject_id = ? and tag = ?
                        order by valid_from""").params(world.subject(LOW), tag).query(String.class).list();
    }

    private static void refused(Runnable work, String key) {
        assertThatThrownBy(work::run).isInstanceOf(Refusal.class).hasMessage(key);
    }

    /** 24 firms: two general ones of four, twenty small ones; nobody has an industry or a credit rating. */
    @Test
    void tagsAreComputedOnceADayAndKeepWhatHeldBefore() {
        at("2026-05-06T02:00:00Z", () -> {
            assertThat(tags.refresh()).as("size, kind and level of each").isEqualTo(3 * 24);
            assertThat(tags.refresh()).isZero();
        });
        jdbc.sql("update risk.subject_level set level = 'HIGH' where subject_id = ?")
                .param(world.subject(LOW))
                .update();
        at("2026-05-07T02:00:00Z", () -> assertThat(tags.refresh()).isEqualTo(1));
        assertThat(history("RISK")).containsExactly("LOW 2026-05-06 2026-05-07", "HIGH 2026-05-07 -");
        jdbc.sql("update risk.subject_level set level = 'MEDIUM' where subject_id = ?")
                .param(world.subject(LOW))
                .update();
        at("2026-05-07T03:00:00Z", () -> assertThat(tags.refresh()).isEqualTo(1));
        assertThat(history("RISK"))
                .as("what held less than a day leaves no trace")
                .containsExactly("LOW 2026-05-06 2026-05-07", "MEDIUM 2026-05-07 -");
        assertThat(history("TYPE")).containsExactly("GENERAL 2026-05-06 -");
        world.as("S009", () -> {
            assertThat(queries.counts())
                    .extracting(each -> each.tag() + " " + each.value() + " " + each.subjects() + " " + each.high()
                            + " " + each.medium())
                    .containsExactly("SIZE SMALL 24 1 2", "TYPE SMALL 22 0 1", "TYPE GENERAL 2 1 1");
            assertThat(queries.changes(5))
                    .extracting(each -> each.before() + " " + each.after())
                    .containsExactly("LOW MEDIUM");
        });
    }

    @Test
    void aCoachingIsDispatchedAndEndsWithThoseWhoCame() {
        Instant starts = Instant.parse("2026-05-08T06:00:00Z");
        long[] id = new long[1];
        at(
                "2026-05-06T02:00:00Z",
                () -> world.as("S009", () -> {
                    refused(
                            () -> coachings.plan(new CoachingService.Plan("0", "创业辅导", "ONSITE", "报告厅", starts)),
                            "guidance.refused.taxId");
                    refused(
                            () -> coachings.plan(new CoachingService.Plan(LOW, " ", "ONSITE", "报告厅", starts)),
                            "guidance.refused.coachingTitle");
                    refused(
                            () -> coachings.plan(new CoachingService.Plan(LOW, "创业辅导", "TV", "报告厅", starts)),
                            "guidance.refused.coachingMode");
                    refused(
                            () -> coachings.plan(
                                    new CoachingService.Plan(LOW, "创业辅导", "ONSITE", "报告厅", clock.instant())),
                            "guidance.refused.coachingPast");
                    id[0] = coachings.plan(new CoachingService.Plan(LOW, "创业辅导", "ONSITE", "报告厅", starts));
                    coachings.enrol(id[0], "梁启航", "启航社", "STARTUP", "ONSITE");
                    coachings.enrol(id[0], "梁启航", "启航社", "STARTUP", "ONLINE");
                    coachings.enrol(id[0], "何书意", "江宁学院", "UNIVERSITY", "ONLINE");
                    refused(() -> coachings.enrol(id[0], "", "启航社", "STARTUP", "ONSITE"), "guidance.refused.attendee");
                    refused(() -> coachings.hold(id[0], Set.of(1L), "讲解申报与开票"), "guidance.refused.coachingEarly");
                }));
        long task = jdbc.sql("select task_id from guidance.v_coaching where id = ?")
                .param(id[0])
                .query(Long.class)
                .single();
        String officer = jdbc.sql(
                        "select f.staff_no from task.v_task t join organization.v_officer f on f.id = t.officer_id where t.id = ? and t.matter_type = 'COACHING'")
                .param(task)
                .query(String.class)
                .single();
        at("2026-05-08T08:00:00Z", () -> {
            world.as(officer, () -> {
                tasks.accept(task);
                refused(
                        () -> tasks.submit(task, new Feedback("OTHER_FOUND", null, "已经辅导过了，先办结", Map.of())),
                        "guidance.refused.notHeld");
                refused(() -> coachings.hold(id[0], Set.of(), "讲解申报与开票"), "guidance.refused.coachingNobody");
                long came = sessions.attendees(id[0]).get(0).id();
                coachings.hold(id[0], Set.of(came), "讲解申报与开票");
                refused(() -> coachings.hold(id[0], Set.of(came), "讲解申报与开票"), "guidance.refused.coachingOver");
                refused(
                        () -> coachings.enrol(id[0], "迟到者", "启航社", "STARTUP", "ONSITE"),
                        "guidance.refused.coachingOver");
            });
            assertThat(jdbc.sql(
                                    "select c.invited || ' ' || c.came || ' ' || t.state || ' ' || t.conclusion from guidance.v_coaching c join task.v_task t on t.id = c.task_id")
                            .query(String.class)
                            .single())
                    .isEqualTo("2 1 CLOSED SERVED");
        });
        world.taxpayer(
                LOW,
                () -> refused(
                        () -> coachings.enrol(id[0], "外人", "启航社", "STARTUP", "ONSITE"), "platform.error.notFound"));
    }
}
