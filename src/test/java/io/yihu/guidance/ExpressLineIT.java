package io.yihu.guidance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.exchange.outbox.OutboxQueries;
import io.yihu.exchange.outbox.OutboxRound;
import io.yihu.exchange.outbox.TargetService;
import io.yihu.guidance.TemplateService.Draft;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.support.CleanDatabase;
import io.yihu.support.ReceivingSystem;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import io.yihu.taxpayer.SubjectsRelinked;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Messages leave through the bureau, questions come back, wordings change by two persons, benefits find whom they fit. */
@YihuIT
class ExpressLineIT {
    private static final List<String> BOTH = List.of("E_BUREAU", "SMS");

    private static final String LOW = "91330106MA0000001A";
    private static final String HIGH = "91330106MA0000002B";
    private static final String SILENT = "91330106MA0000003C";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    GuidanceWorld world;

    @Autowired
    EventRound events;

    @Autowired
    PushService pushes;

    @Autowired
    TaxpayerService taxpayers;

    @Autowired
    PortalService portal;

    @Autowired
    PushQueries pushQueries;

    @Autowired
    DemandService demands;

    @Autowired
    TemplateService templates;

    @Autowired
    Wordings wordings;

    @Autowired
    BenefitService benefits;

    @Autowired
    BenefitQueries fitting;

    @Autowired
    TargetService targets;

    @Autowired
    OutboxQueries outbox;

    @Autowired
    OutboxRound round;

    @Autowired
    StagedFeeds staging;

    @Autowired
    ApplicationEventPublisher publisher;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    YihuClock clock;

    @Autowired
    Environment environment;

    @BeforeEach
    void authority() throws Exception {
        CleanDatabase.clean(environment.getProperty("yihu.test.database"));
        at("2026-05-06T01:00:00Z", world::build);
    }

    private void at(String instant, Runnable work) {
        clock.at(Instant.parse(instant), () -> {
            work.run();
            return null;
        });
    }

    private long push(String taxId) {
        return jdbc.sql("select id from guidance.push where subject_id = ? order by id desc limit 1")
                .param(world.subject(taxId))
                .query(Long.class)
                .single();
    }

    private String text(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(String.class).single();
    }

    private void refused(Runnable work, String key) {
        assertThatThrownBy(work::run).isInstanceOf(Refusal.class).hasMessage(key);
    }

    private void bureau(ReceivingSystem system) {
        targets.change(
                "E_TAX_BUREAU", new TargetService.Change(system.url(), "ED25519", system.publicKey(), 2000, true));
    }

    @Test
    void theBureauTakesEachMessageOnceAndARefusedOneBringsACall() {
        try (ReceivingSystem bureau = new ReceivingSystem("E_TAX_BUREAU").trusts(outbox.publicKey())) {
            bureau(bureau);
            at("2026-05-06T02:00:30Z", () -> {
                world.quota(LOW, "2026-05-06T10:00:00+08:00");
                events.round();
                bureau.then(ReceivingSystem.Mood.LOSES_RECEIPT);
                round.run();
            });
            at("2026-05-06T02:30:00Z", round::run);
            long low = push(LOW);
            assertThat(text("select delivery from guidance.push where id = ?", low))
                    .isEqualTo("DELIVERED");
            assertThat(bureau.kept).hasSize(1);
            assertThat(bureau.repetitions.get()).isEqualTo(1);
            String body = bureau.kept.get("push " + low).body();
            assertThat(body).contains(LOW, "票种核定", Links.PATH).doesNotContain("LOW");
            String token = body.replaceAll("(?s).*" + Links.PATH + "([\\w-]+).*", "$1");
            at(
                    "2026-05-06T02:31:00Z",
                    () -> assertThat(taxpayers.open(token).taxId()).isEqualTo(LOW));

            at("2026-05-06T03:00:30Z", () -> {
                world.quota(SILENT, "2026-05-06T11:00:00+08:00");
                events.round();
                bureau.then(ReceivingSystem.Mood.REFUSES);
                round.run();
                assertThat(text("select delivery from guidance.push where id = ?", push(SILENT)))
                        .isEqualTo("FAILED");
                events.round();
                assertThat(text(
                                "select t.matter_type from guidance.push p join task.v_task t on t.id = p.phone_task_id where p.id = ?",
                                push(SILENT)))
                        .isEqualTo("SERVICE_PHONE");
            });
        }
    }

    /** Two working days after Wednesday 6 May are Friday the 8th, at the close of office hours. */
    @Test
    void aQuestionLiesWithAnOfficerUntilItIsAnsweredAndIsSettledByTheTaxpayer() {
        at("2026-05-06T02:00:30Z", () -> {
            world.quota(LOW, "2026-05-06T10:00:00+08:00");
            events.round();
        });
        long push = push(LOW);
        long[] demand = new long[1];
        at("2026-05-06T03:00:00Z", () -> {
            world.taxpayer(LOW, () -> {
                refused(() -> taxpayers.ask(push, "LOVE", "发票开错了怎么办"), "guidance.refused.topic");
                refused(() -> taxpayers.ask(push, "INVOICE", "？"), "guidance.refused.said");
                demand[0] = taxpayers.ask(push, "INVOICE", "发票开错了怎么办，能作废吗");
                assertThat(taxpayers.ask(push, "INVOICE", "发票开错了怎么办，能作废吗")).isEqualTo(demand[0]);
                refused(() -> taxpayers.rate(demand[0], 5, null), "guidance.refused.unanswered");
            });
            assertThat(jdbc.sql("select due_at from guidance.demand where id = ?")
                            .param(demand[0])
                            .query(Instant.class)
                            .single())
                    .isEqualTo(Instant.parse("2026-05-08T10:00:00Z"));
            world.taxpayer(
                    HIGH, () -> refused(() -> taxpayers.reply(demand[0], "我来替他问一句"), "guidance.refused.wrongSide"));
            String officer = text(
                    "select f.staff_no from guidance.demand d join task.v_task t on t.id = d.task_id join organization.v_officer f on f.id = t.officer_id where d.id = ?",
                    demand[0]);
            world.as(officer, () -> {
                assertThatThrownBy(() -> demands.answer(demand[0], "您的风险得分超过阈值，请自查 RI-C01"))
                        .isInstanceOf(Refusal.class)
                        .extracting(refusal -> ((Refusal) refusal).code())
                        .isEqualTo("EC-22");
                demands.answer(demand[0], "数电发票不能作废，请开具红字发票。");
                refused(() -> demands.answer(demand[0], "再答一次也没有用。"), "guidance.refused.answered");
            });
            assertThat(text(
                            "select t.state || ' ' || t.conclusion from guidance.demand d join task.v_task t on t.id = d.task_id where d.id = ?",
                            demand[0]))
                    .isEqualTo("CLOSED SERVED");
            world.taxpayer(LOW, () -> {
                taxpayers.reply(demand[0], "红字发票当月要申报吗");
                refused(() -> taxpayers.rate(demand[0], 5, null), "guidance.refused.unanswered");
            });
            assertThat(text("select rounds || ' ' || state from guidance.demand where id = ?", demand[0]))
                    .isEqualTo("2 OPEN");
            world.as(officer, () -> demands.answer(demand[0], "要，冲减当期销售额。"));
            world.taxpayer(LOW, () -> {
                refused(() -> taxpayers.rate(demand[0], 6, null), "guidance.refused.score");
                taxpayers.rate(demand[0], 4, "清楚");
                taxpayers.rate(demand[0], 4, "清楚");
                refused(() -> taxpayers.rate(demand[0], 1, null), "guidance.refused.settled");
            });
            assertThat(jdbc.sql(
                                    "select count(*) from task.v_matter where type_code = 'SERVICE_DEMAND' and state = 'CLOSED'")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(2);
        });
    }

    @Test
    void aWordingChangesByTwoPersonsAndTellsNothingSecret() {
        Wording now = wordings.byCode("QUOTA-GUIDE");
        Draft better = new Draft("票种核定已通过", now.body() + "\n祝经营顺利。", null, List.of(2), 20, BOTH);
        world.as("S009", () -> {
            Draft secret = new Draft("票种核定已通过", "开票金额超过阈值的，将被评为高风险", null, List.of(1), 10, BOTH);
            assertThatThrownBy(() -> templates.propose("QUOTA-GUIDE", secret, "改得更清楚"))
                    .isInstanceOf(Refusal.class);
            refused(
                    () -> templates.propose(
                            "QUOTA-GUIDE", new Draft("标题", "正文 ${salary}", null, List.of(1), 10, BOTH), "改得更清楚"),
                    "guidance.refused.templateGap");
            refused(
                    () -> templates.propose(
                            "QUOTA-GUIDE", new Draft("标题", "正文正文正文", null, List.of(3, 1), 10, BOTH), "改得更清楚"),
                    "guidance.refused.templateDays");
            assertThat(templates.propose("QUOTA-GUIDE", better, "改得更清楚")).isEqualTo(2);
            refused(
                    () -> templates.propose(
                            "QUOTA-GUIDE", new Draft("标题", "正文正文正文", null, List.of(1), 10, List.of()), "改得更清楚"),
                    "guidance.refused.templateChannels");
            refused(() -> templates.propose("QUOTA-GUIDE", better, "再提交一次"), "guidance.refused.templatePending");
            refused(() -> templates.decide("QUOTA-GUIDE", 2, true, null), "guidance.refused.templateOwn");
        });
        assertThat(wordings.byCode("QUOTA-GUIDE").version()).isEqualTo(1);
        world.as("S001", () -> templates.decide("QUOTA-GUIDE", 2, true, null));
        at("2026-05-06T02:00:30Z", () -> {
            world.quota(LOW, "2026-05-06T10:00:00+08:00");
            events.round();
        });
        assertThat(text("select template_version || ' ' || body from guidance.push"))
                .startsWith("2 ")
                .endsWith("祝经营顺利。");
        assertThat(jdbc.sql("select reminders[1] || ' ' || (valid_until::date - created_at::date) from guidance.push")
                        .query(String.class)
                        .single())
                .isEqualTo("2 20");
        assertThat(jdbc.sql(
                                "select target || ' ' || coalesce(payload ->> 'phone', '-') from exchange.outbox order by target")
                        .query(String.class)
                        .list())
                .as("a short message goes to the telephone on file, beside the bureau")
                .containsExactly("E_TAX_BUREAU -", "SMS 13800000001");
        try (ReceivingSystem bureau = new ReceivingSystem("E_TAX_BUREAU").trusts(outbox.publicKey());
                ReceivingSystem sms = new ReceivingSystem("SMS").trusts(outbox.publicKey())) {
            bureau(bureau);
            targets.change("SMS", new TargetService.Change(sms.url(), "ED25519", sms.publicKey(), 2000, true));
            bureau.then(ReceivingSystem.Mood.REFUSES);
            at("2026-05-06T02:01:00Z", round::run);
            assertThat(sms.kept.get("push " + push(LOW)).body()).contains("票种核定已通过", Links.PATH);
        }
        assertThat(text("select delivery from guidance.push"))
                .as("one way is enough")
                .isEqualTo("DELIVERED");
        assertThat(jdbc.sql("select count(*) from guidance.push_step where kind = 'UNDELIVERED'")
                        .query(Integer.class)
                        .single())
                .as("a way that gave up while another is open is no failure of the message")
                .isZero();
        assertThat(jdbc.sql("select state from exchange.outbox where target = 'E_TAX_BUREAU'")
                        .query(String.class)
                        .single())
                .isEqualTo("DEAD");
    }

    /** The bureau hands a signed-in person over: one of the four, once, within two minutes; then all messages and a question without one. */
    @Test
    void thePortalLetsInOneOfTheFourOnceAndTakesAQuestionWithoutAMessage() {
        at("2026-05-06T02:00:30Z", () -> {
            world.quota(HIGH, "2026-05-06T10:00:00+08:00");
            events.round();
            String ticket = portal.demoTicket(HIGH, "P2");
            assertThat(portal.look(ticket).person()).isEqualTo("孙财务");
            refused(() -> portal.enter(portal.demoTicket(HIGH, "P3")), "guidance.refused.notYours");
            refused(() -> portal.enter(portal.demoTicket(HIGH, "P1")), "guidance.refused.notYours");
            refused(() -> portal.enter(portal.demoTicket(LOW, "P2")), "guidance.refused.notYours");
            refused(() -> portal.enter("x" + ticket), "guidance.refused.ticket");
            refused(
                    () -> portal.enter(ticket.substring(0, ticket.indexOf('.')) + "."
                            + ticket.substring(ticket.indexOf('.') + 1).replace('A', 'B') + "A"),
                    "guidance.refused.ticket");
            refused(() -> portal.enter(null), "guidance.refused.ticket");
            at("2026-05-06T02:03:00Z", () -> refused(() -> portal.enter(ticket), "guidance.refused.ticketOld"));
            TaxpayerService.Visit visit = portal.enter(ticket);
            refused(() -> portal.enter(ticket), "guidance.refused.ticketUsed");
            assertThat(visit.portal()).isTrue();
            assertThat(pushQueries.allOfTaxpayer(visit.subjectId()))
                    .extracting(PushRow::template)
                    .containsExactly("QUOTA-HALL");
            world.taxpayer(
                    LOW,
                    () -> refused(
                            () -> taxpayers.begin(visit.subjectId(), "POLICY", "能享受哪些优惠"),
                            "guidance.refused.wrongSide"));
            world.taxpayer(HIGH, () -> taxpayers.begin(visit.subjectId(), "POLICY", "能享受哪些优惠"));
            assertThat(text("""
                    select d.topic || ' ' || d.state || ' ' || coalesce(d.push_id::text, '-') || ' ' || t.matter_type from guidance.demand d
                    join task.v_task t on t.id = d.task_id""")).isEqualTo("POLICY OPEN - SERVICE_DEMAND");
        });
    }

    @Test
    void aMessageMovesWithItsTaxpayerAndGoesHomeAtASplit() {
        at("2026-05-06T02:00:30Z", () -> {
            world.quota(LOW, "2026-05-06T10:00:00+08:00");
            events.round();
        });
        long push = push(LOW);
        long home = world.subject(LOW);
        long place = world.subject(HIGH);
        at("2026-05-06T03:00:00Z", () -> {
            world.taxpayer(LOW, () -> taxpayers.ask(push, "INVOICE", "发票开错了怎么办，能作废吗"));
            relink(home, place, place);
            assertThat(places()).containsOnly(place);
            world.taxpayer(HIGH, () -> taxpayers.acknowledge(push));
            relink(home, null, place);
            assertThat(places()).containsOnly(home);
            assertThat(events.round()).as("told once, wherever it stands").isZero();
        });
    }

    private void relink(long home, Long into, long place) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update taxpayer.subject set merged_into = ? where id = ?")
                    .params(java.util.Arrays.asList(into, home))
                    .update();
            publisher.publishEvent(
                    new SubjectsRelinked(java.util.Set.of(home, place), java.time.LocalDate.of(2026, 5, 6)));
        });
    }

    /** Where everything that belongs to messages and questions stands. */
    private List<Long> places() {
        return jdbc.sql("""
                        select subject_id from guidance.push union select subject_id from guidance.push_step union select subject_id from guidance.link
                        union select subject_id from guidance.demand union select subject_id from guidance.demand_message""").query(Long.class).list();
    }

    /** Monthly sales 80,000 fit, 120,000 do not, 90,000 with an exemption claimed is enjoyed; the high-risk one waits for a review. */
    @Test
    void aBenefitIsToldToWhomItFitsAndTheTaxpayerChooses() {
        staging.load("vat_returns", "test", """
                tax_id,period,filed_at,due_date,sales_general,sales_simple,sales_exempt
                91330106MA0000003C,2026-04-01,2026-05-05T10:00:00+08:00,2026-05-15,,80000.00,
                91330106MA0000004D,2026-04-01,2026-05-05T10:00:00+08:00,2026-05-15,,120000.00,
                91330106MA0000010X,2026-04-01,2026-05-05T10:00:00+08:00,2026-05-15,,,90000.00
                91330106MA0000011X,2026-04-01,2026-05-05T10:00:00+08:00,2026-05-15,,50000.00,
                91330106MA0000001A,2026-04-01,2026-05-05T10:00:00+08:00,2026-05-15,,50000.00,
                """);
        world.level("91330106MA0000011X", "HIGH");
        at("2026-05-06T02:00:00Z", () -> {
            assertThat(benefits.match()).isEqualTo(3);
            world.as("S009", () -> {
                assertThat(fitting.counts("SMALL_VAT", "2026-04"))
                        .isEqualTo(new BenefitQueries.Counts(3, 1, 0, 0, 0, 1, 1));
                assertThat(benefits.tell("SMALL_VAT", "2026-04")).isEqualTo(1);
                refused(() -> benefits.tell("SMALL_VAT", "2026-04"), "guidance.refused.nobodyLeft");
                benefits.review("SMALL_VAT", "2026-04", world.subject("91330106MA0000011X"));
                assertThat(benefits.tell("SMALL_VAT", "2026-04")).isEqualTo(1);
            });
            long push = push(SILENT);
            assertThat(text("select title || body from guidance.push where id = ?", push))
                    .contains("小规模纳税人增值税减免")
                    .doesNotContain("100000", "${");
            world.taxpayer(SILENT, () -> {
                refused(() -> taxpayers.choose(push, "MAYBE"), "guidance.refused.choice");
                taxpayers.choose(push, "ACCEPTED");
                taxpayers.choose(push, "ACCEPTED");
                taxpayers.choose(push, "DECLINED");
            });
            assertThat(text("select state || ' ' || choice from guidance.push where id = ?", push))
                    .isEqualTo("CLOSED DECLINED");
            world.as(
                    "S009",
                    () -> assertThat(fitting.counts("SMALL_VAT", "2026-04"))
                            .isEqualTo(new BenefitQueries.Counts(3, 1, 2, 0, 1, 0, 0)));
            assertThat(jdbc.sql("select count(*) from task.v_matter")
                            .query(Integer.class)
                            .single())
                    .as("no officer is troubled with it")
                    .isZero();
        });
        at("2026-06-06T02:00:00Z", () -> {
            events.round();
            assertThat(text(
                            "select outcome from guidance.push where subject_id = ?",
                            world.subject("91330106MA0000011X")))
                    .isEqualTo("EXPIRED");
        });
    }
}
