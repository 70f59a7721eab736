package io.yihu.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.platform.Actor;
import io.yihu.platform.ActorDirectory;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.support.CleanDatabase;
import io.yihu.support.FileWorld;
import io.yihu.support.YihuIT;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Numbers worked out by hand for a small March, and definitions that must not pass the trial. */
@YihuIT
class DefinitionsTrialIT {
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
    private static final Instant AS_OF = Instant.parse("2026-04-10T02:30:00Z");

    @Autowired
    FileWorld world;

    @Autowired
    AppraisalService appraisals;

    @Autowired
    DefinitionService service;

    @Autowired
    DefinitionQueries definitions;

    @Autowired
    Trial trial;

    @Autowired
    List<ActorDirectory> directory;

    @Autowired
    YihuClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc mvc;

    @Value("${yihu.test.database}")
    String database;

    private long li;
    private long chen;

    /**
     * Li closes four tasks (60 minutes each; one sample, one new pattern, one abnormal voucher in time, one excluded), Chen one
     * (an abnormal voucher too late).
     */
    @BeforeEach
    void aSmallMarch() throws Exception {
        CleanDatabase.clean(database);
        world.build();
        li = world.officer("S001");
        chen = world.officer("S003");
        task(1, li, "POST_RESPONSE", "SAMPLE", "2026-03-02", "2026-03-20", "2026-03-15", "CONFIRMED");
        task(2, li, "POST_RESPONSE", "RISK", "2026-03-02", "2026-03-20", "2026-03-15", "NEW_PATTERN");
        task(3, li, "ABNORMAL_VOUCHER", "RISK", "2026-01-10", "2026-03-20", "2026-03-05", "CONFIRMED");
        task(4, li, "POST_RESPONSE", "RISK", "2026-03-02", "2026-03-20", "2026-03-04", "EXCLUDED");
        task(5, chen, "ABNORMAL_VOUCHER", "RISK", "2026-01-10", "2026-03-20", "2026-03-25", "CONFIRMED");
        jdbc.sql("""
                        insert into control.firing (at, point, level, outcome, asked, step, actor, officer_id, office_id, subject_id, verdict, verdict_at)
                        values ('2026-03-10Z', 'EC-01', 'BLOCK', 'BLOCKED', true, 'x', 'x', :chen, :office, :subject, 'VIOLATION', '2026-03-11Z'),
                          ('2026-03-10Z', 'EC-01', 'BLOCK', 'BLOCKED', true, 'x', 'x', :chen, :office, :subject, 'NO_VIOLATION', '2026-03-11Z'),
                          ('2026-03-10Z', 'EC-01', 'BLOCK', 'BLOCKED', true, 'x', 'x', :chen, :office, :subject, null, null)""")
                .param("chen", chen)
                .param("office", world.office("13301080001"))
                .param("subject", world.subject(FileWorld.FIRM))
                .update();
    }

    private void task(
            long id, long officer, String type, String source, String from, String due, String closed, String found) {
        jdbc.sql("""
                        insert into task.task (id, matter_id, work_order_id, subject_id, matter_type, source, level, office_id, officer_id, duty_code,
                          state, priority, standard_minutes, created_at, dispatched_at, first_action_at, due_at, approved_at, closed_at, conclusion)
                        values (:id, :id, :id, :subject, :type, :source, 'LOW', :office, :officer, 'RISK_RESPONSE', 'CLOSED', 1, 60,
                          :from::timestamptz, :from::timestamptz, :from::timestamptz, :due::timestamptz, :closed::timestamptz, :closed::timestamptz, :found)""")
                .param("id", id)
                .param("subject", world.subject(FileWorld.FIRM))
                .param("type", type)
                .param("source", source)
                .param("office", world.office(officer == li ? "13301060001" : "13301080001"))
                .param("officer", officer)
                .param("from", from + "T02:00:00Z")
                .param("due", due + "T02:00:00Z")
                .param("closed", closed + "T02:00:00Z")
                .param("found", found)
                .update();
    }

    private void has(String indicator, long officer, double num, double den, double score, double weight) {
        ScoreRow row = CurrentActor.as(
                Actor.SYSTEM,
                () -> jdbc.sql(
                                "select " + ScoreQueries.COLUMNS
                                        + " from performance.result where scope = 'STAFF' and scope_id = ? and indicator = ? and period = ?")
                        .params(officer, indicator, MARCH)
                        .query(ScoreRow.class)
                        .single());
        assertThat(row.num().doubleValue()).as(indicator + " num").isEqualTo(num);
        assertThat(row.den().doubleValue()).as(indicator + " den").isEqualTo(den);
        assertThat(row.score().doubleValue()).as(indicator + " score").isCloseTo(score, within(0.0001));
        assertThat(row.weight().doubleValue()).as(indicator + " weight").isEqualTo(weight);
    }

    @Test
    void figuresAreThoseWorkedOutByHand() {
        AppraisalService.Appraised first = appraisals.appraise(MARCH, AS_OF);
        // excluded on 4 March, confirmed on 5 March: recurred; (1 + 10·1) / (1 + 10) = 1 is above the cap of 0.1
        has("PI-04", li, 1, 1, 0, 6);
        // sixty days after 10 January are 11 March: Li in time, Chen not; peers 1/2, (1 + 5) / 11 and (0 + 5) / 11 from
        // 0.7 to 0.98
        has("PI-08", li, 1, 1, 0, 6);
        has("PI-08", chen, 0, 1, 0, 6);
        // 22 working days in March 2026 of 420 minutes; four tasks of sixty against one: Li is first of two, Chen
        // behind half
        has("PI-13", li, 240, 22 * 420, 5, 5);
        has("PI-13", chen, 60, 22 * 420, 4.5, 5);
        // one true violation; the firing without verdict and the one found to be none take nothing away
        has("PI-16", li, 0, 1, 4, 4);
        has("PI-16", chen, 1, 2, 3, 4);
        has("PI-21", li, 1, 1, 0, 0);
        has("PI-22", li, 1, 1, 0.5, 0);
        assertThat(appraisals.appraise(MARCH, AS_OF)).isEqualTo(first);
    }

    private static PerformanceIndicator definition(String units, String aggregate, String function) {
        return IndicatorBook.indicator("""
                code: PI-99
                title: {zh: 试, en: Trial}
                formula: {zh: 试, en: Trial}
                aggregate: %s
                weight: 5
                function: %s
                levels: [STAFF]
                source: task
                units: "%s"
                """.formatted(aggregate, function, units));
    }

    private void refused(String message, PerformanceIndicator definition) {
        assertThatThrownBy(() -> trial.run(definition, MARCH, AS_OF))
                .isInstanceOf(Refusal.class)
                .hasMessage(message);
    }

    @Test
    void whatCannotBeRightIsRefusedAtTrial() {
        String tasks =
                "select t.id as unit_id, t.subject_id, t.officer_id, t.office_id, t.closed_at as at, 1 as num, %s as den from task.v_task t where :from < :to and t.closed_at <= :asOf";
        String once = "{kind: SF1, floor: 0.2, target: 0.6}";
        Trial.Spread spread = trial.run(definition(tasks.formatted("1"), "RATIO", once), MARCH, AS_OF);
        assertThat(spread).isEqualTo(new Trial.Spread(5, 2, 1, 1, 1, 1, 1, 0, 2));
        refused("performance.trial.zero", definition(tasks.formatted("0"), "RATIO", once));
        refused("performance.trial.bad", definition(tasks.formatted("-1"), "RATIO", once));
        refused(
                "performance.trial.twice",
                definition(tasks.formatted("1") + " union all " + tasks.formatted("1"), "RATIO", once));
        refused(
                "performance.trial.parameters",
                definition(tasks.formatted("1"), "RATIO", "{kind: SF1, floor: 0.6, target: 0.6}"));
        String blocks =
                "select c.id as unit_id, 0 as subject_id, c.officer_id, c.office_id, c.at, 1 as num, 1 as den from control.v_firing c where :from < :to and c.at < :asOf";
        refused("performance.trial.rewards", definition(blocks, "RATIO", once));
        refused("performance.trial.weight", definition(blocks, "COUNT", "{kind: SF5, each: 1, most: 3}"));
    }

    private <T> T as(String login, Supplier<T> work) {
        return CurrentActor.as(
                directory.stream()
                        .flatMap(one -> one.byLogin(login).stream())
                        .findFirst()
                        .orElseThrow(),
                () -> clock.at(AS_OF, work));
    }

    @Test
    void parametersHoldFromTheirMonthOnceAnotherPersonAgreed() throws Exception {
        LocalDate april = MARCH.plusMonths(1);
        AppraisalService.Appraised before = appraisals.appraise(MARCH, AS_OF);
        var wanted = new DefinitionService.Proposal("PI-08", "SF1", 0.2, 0.6, 10, april, "与新的工作要求一致");
        assertThatThrownBy(() -> as(
                        "mo.model",
                        () -> service.propose(
                                new DefinitionService.Proposal("PI-08", "SF1", 0.2, 0.6, 10, MARCH, "与新的工作要求一致"))))
                .hasMessage("performance.definition.past");
        assertThatThrownBy(() -> as(
                        "mo.model",
                        () -> service.propose(
                                new DefinitionService.Proposal("PI-16", "SF5", 1, 3, 0, april, "多阻断多得分吧吧"))))
                .hasMessage("performance.trial.rewards");
        long id = as("mo.model", () -> service.propose(wanted));
        assertThatThrownBy(() -> as("mo.model", () -> service.propose(wanted)))
                .hasMessage("performance.definition.pending");
        assertThatThrownBy(() -> as("mo.model", () -> service.decide(id, true)))
                .hasMessage("performance.definition.own");
        assertThat(weight(april)).isEqualTo(6);
        mvc.perform(get("/performance/indicators/PI-08").with(user("mo.model")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("已试算")));
        as("wang.super", () -> service.decide(id, true));
        assertThat(weight(april)).isEqualTo(10);
        assertThat(weight(MARCH)).isEqualTo(6);
        assertThat(appraisals.appraise(MARCH, AS_OF))
                .as("months before keep their digest")
                .isEqualTo(before);
        mvc.perform(get("/performance/indicators").with(user("li.officer")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("尚未接入")));
    }

    private double weight(LocalDate period) {
        return definitions.of(period).stream()
                .filter(one -> one.code().equals("PI-08"))
                .findFirst()
                .orElseThrow()
                .weight();
    }
}
