package io.yihu.exchange.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.exchange.OutboundMessage;
import io.yihu.exchange.Outbox;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.support.CleanDatabase;
import io.yihu.support.FileWorld;
import io.yihu.support.ReceivingSystem;
import io.yihu.support.ReceivingSystem.Mood;
import io.yihu.support.YihuIT;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

/** Messages reach a target that fails, hangs, loses answers and forges receipts: each exactly once, in the end. */
@YihuIT
class OutboxIT {
    private static final String HR = "DIGITAL_HR";
    private static final Instant NOON = Instant.parse("2026-04-01T04:00:00Z");

    @Autowired
    Outbox outbox;

    @Autowired
    OutboxRounds rounds;

    @Autowired
    TargetService service;

    @Autowired
    ReceiptService receipts;

    @Autowired
    Targets targets;

    @Autowired
    OutboxQueries queries;

    @Autowired
    OutboundKeys keys;

    @Autowired
    FileWorld world;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    YihuClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc mvc;

    @Value("${yihu.test.database}")
    String database;

    private ReceivingSystem hr;

    @BeforeEach
    void aReceivingSystem() throws Exception {
        CleanDatabase.clean(database);
        hr = new ReceivingSystem(HR).trusts(keys.publicKey());
        service.change(HR, new TargetService.Change(hr.url(), "ED25519", hr.publicKey(), 1500, true));
    }

    @AfterEach
    void close() {
        hr.close();
    }

    private static OutboundMessage message(String key, String entity, String payload) {
        return new OutboundMessage(HR, "test.fact", key, "2026-03", entity, null, payload);
    }

    private int put(OutboundMessage... messages) {
        return clock.at(NOON, () -> transaction.execute(status -> outbox.put(List.of(messages))));
    }

    private int keep(Outbox.State... states) {
        return clock.at(
                NOON, () -> transaction.execute(status -> outbox.keep(HR, "test.state", "2026-03", List.of(states))));
    }

    private int round(Duration later) {
        return clock.at(NOON.plus(later), () -> rounds.round(targets.known(HR)));
    }

    private String state(String key) {
        return jdbc.sql("select state from exchange.outbox where idempotency_key = ?")
                .param(key)
                .query(String.class)
                .single();
    }

    @Test
    void whatIsRolledBackIsNeverSentAndAKeyIsOneMessage() {
        transaction.executeWithoutResult(status -> {
            outbox.put(List.of(message("k0", "e0", "{\"a\": 1}")));
            status.setRollbackOnly();
        });
        assertThat(put(message("k1", "e1", "{\"a\": 1}"), message("k2", "e2", "{\"b\":\"甲\"}")))
                .isEqualTo(2);
        assertThat(put(message("k1", "e1", "{\"a\":1}"))).as("the same again").isZero();
        assertThatThrownBy(() -> put(message("k1", "e1", "{\"a\": 2}"))).hasMessage("exchange.outbox.keyReused");
        assertThatThrownBy(() -> transaction.execute(
                        status -> outbox.put(List.of(new OutboundMessage("NOBODY", "x", "k", "b", "e", null, "{}")))))
                .hasMessage("exchange.outbox.noTarget");
        assertThat(round(Duration.ZERO)).isEqualTo(2);
        assertThat(hr.kept.keySet()).containsExactlyInAnyOrder("e1", "e2");
        assertThat(hr.kept.get("e2").body()).isEqualTo("{\"b\": \"甲\"}");
        assertThat(hr.complaints).isEmpty();
        assertThat(round(Duration.ofDays(1))).as("nothing is left").isZero();
        assertThat(hr.requests).hasValue(2);
    }

    @Test
    void aTargetThatIsDownIsAskedByOneMessageAndEverythingArrivesOnceItIsBack() {
        put(IntStream.range(0, 20)
                .mapToObj(i -> message("m" + i, "e" + i, "{\"n\": " + i + "}"))
                .toArray(OutboundMessage[]::new));
        hr.always(Mood.DOWN);
        assertThat(round(Duration.ZERO)).isZero();
        int first = hr.requests.get();
        assertThat(round(Duration.ofSeconds(10))).as("paused").isZero();
        assertThat(hr.requests).hasValue(first);
        assertThat(round(Duration.ofMinutes(20))).isZero();
        assertThat(hr.requests).as("one asks whether it is back").hasValue(first + 1);
        hr.always(Mood.WELL);
        assertThat(round(Duration.ofDays(2))).isEqualTo(20);
        assertThat(hr.kept).hasSize(20);
        assertThat(hr.repetitions).hasValue(0);
        assertThat(service.reconcile(HR, "2026-03")).isZero();
    }

    @Test
    void hangingAndLostReceiptsLeadToARepetitionThatCountsOnce() {
        put(message("slow", "e1", "{}"), message("lost", "e2", "{}"));
        hr.then(Mood.HANGS, Mood.LOSES_RECEIPT);
        round(Duration.ZERO);
        assertThat(List.of(state("slow"), state("lost"))).containsOnly("PENDING");
        assertThat(round(Duration.ofHours(1))).isEqualTo(2);
        assertThat(hr.repetitions).as("the receiver saw one key twice").hasValue(1);
        assertThat(hr.receiptOfKey).hasSize(2);
        assertThat(jdbc.sql("select count(*) from exchange.outbox_attempt where outcome = 'UNREACHABLE'")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aNodeThatDiedLeavesALeaseThatRunsOut() {
        put(message("k", "e", "{}"));
        jdbc.sql("update exchange.outbox set state = 'SENDING', attempts = 1, next_at = ?")
                .param(NOON.plusSeconds(60).atOffset(java.time.ZoneOffset.UTC))
                .update();
        assertThat(round(Duration.ofSeconds(30))).isZero();
        assertThat(round(Duration.ofSeconds(90))).isEqualTo(1);
    }

    @Test
    void forgedReceiptsAreRefusedAndLogged() {
        put(message("k", "e", "{}"));
        hr.then(Mood.WRONG_SIGNATURE, Mood.WRONG_KEY, Mood.WRONG_DIGEST, Mood.REDIRECTS);
        for (int hour = 0; hour < 4; hour++) {
            assertThat(round(Duration.ofHours(hour))).isZero();
            assertThat(state("k")).isEqualTo("PENDING");
        }
        assertThat(jdbc.sql(
                                "select details ->> 'what' from trail.action where action = 'exchange.receipt.refuse' order by id")
                        .query(String.class)
                        .list())
                .containsExactly("signature", "key", "digest");
        assertThat(round(Duration.ofDays(1))).isEqualTo(1);
    }

    @Test
    void aReceiptMayComeLaterAndAForgedOneIsRefusedThereToo() throws Exception {
        world.build();
        put(message("k", "e", "{}"));
        hr.then(Mood.LATER);
        round(Duration.ZERO);
        assertThat(state("k")).isEqualTo("SENT");
        String digest = hr.kept.get("e").digest();
        String forged = hr.receipt("R-9", "k", digest, Mood.WRONG_SIGNATURE);
        assertThat(receipts.take(HR, "k", forged).genuine()).isFalse();
        assertThat(state("k")).isEqualTo("SENT");
        mvc.perform(post("/api/v1/outbox/DIGITAL_HR/receipts")
                        .header("Idempotency-Key", "k")
                        .contentType("application/json")
                        .content(forged)
                        .with(user("sys.one"))
                        .with(csrf()))
                .andExpect(status().isForbidden());
        String genuine = hr.receipt("R-9", "k", digest, Mood.WELL);
        assertThat(receipts.take(HR, "k", genuine).genuine()).isTrue();
        assertThat(receipts.take(HR, "k", genuine).genuine()).as("again").isTrue();
        assertThat(state("k")).isEqualTo("DELIVERED");
        assertThatThrownBy(() -> receipts.take(HR, "other", genuine)).isInstanceOf(Refusal.class);
    }

    @Test
    void refusedMessagesAreDeadLettersUntilSomebodySendsThemAgain() throws Exception {
        world.build();
        put(message("bad", "e", "{}"));
        hr.then(Mood.REFUSES);
        round(Duration.ZERO);
        assertThat(state("bad")).isEqualTo("DEAD");
        assertThat(round(Duration.ofDays(30))).isZero();
        mvc.perform(get("/exchange/outbox/DIGITAL_HR").with(user("sys.one")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("死信重新发送")));
        mvc.perform(get("/exchange/outbox").with(user("wang.super"))).andExpect(status().isForbidden());
        long id = jdbc.sql("select id from exchange.outbox").query(Long.class).single();
        mvc.perform(get("/exchange/outbox/DIGITAL_HR/messages/" + id).with(user("sys.one")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("unknown staff number")));
        clock.at(NOON, () -> service.again(HR));
        assertThat(round(Duration.ofSeconds(1))).isEqualTo(1);
        mvc.perform(get("/exchange/outbox").with(user("sys.one"))).andExpect(status().isOk());
    }

    @Test
    void aTargetHoldsTheNewestStateAndNothingElse() {
        assertThat(keep(new Outbox.State("a", "{\"v\": 1}"), new Outbox.State("b", "{\"v\": 1}")))
                .isEqualTo(2);
        assertThat(keep(new Outbox.State("a", "{\"v\":1}"), new Outbox.State("b", "{\"v\": 1}")))
                .isZero();
        round(Duration.ZERO);
        assertThat(keep(new Outbox.State("a", "{\"v\": 2}")))
                .as("one other, one withdrawn")
                .isEqualTo(2);
        assertThat(clock.at(NOON, () -> service.reconcile(HR, "2026-03")))
                .as("not delivered yet")
                .isEqualTo(2);
        assertThat(keep(new Outbox.State("a", "{\"v\": 1}"))).as("back again").isEqualTo(1);
        assertThat(state("2026-03:a:2")).isEqualTo("SUPERSEDED");
        round(Duration.ofSeconds(5));
        assertThat(hr.kept.get("a").body()).isEqualTo("{\"v\": 1}");
        assertThat(service.reconcile(HR, "2026-03")).isZero();
        hr.kept.remove("a");
        hr.kept.put("stranger", new ReceivingSystem.Kept(1, "x", "y", ""));
        assertThat(service.reconcile(HR, "2026-03"))
                .as("missing there, unknown here")
                .isEqualTo(2);
        var compared = queries.batches(HR).get(0).compared();
        assertThat(List.of(compared.missing(), compared.unknown(), compared.different()))
                .containsExactly(1, 1, 0);
    }

    @Test
    void aSharedSecretDoesAsWellAndIsShownOnce() throws Exception {
        world.build();
        String secret = service.newSecret(HR);
        service.change(HR, new TargetService.Change(hr.url(), "HMAC", null, 1500, true));
        hr.shares(secret);
        put(message("k", "e", "{}"));
        assertThat(round(Duration.ofSeconds(5))).isEqualTo(1);
        assertThat(service.reconcile(HR, "2026-03")).isZero();
        mvc.perform(get("/exchange/outbox/DIGITAL_HR").with(user("sys.one")))
                .andExpect(content().string(org.hamcrest.Matchers.not(containsString(secret))));
        String again = service.newSecret(HR);
        put(message("k2", "e2", "{}"));
        assertThat(round(Duration.ofSeconds(10)))
                .as("the old secret has ended there")
                .isZero();
        hr.shares(again);
        assertThat(round(Duration.ofHours(1))).isEqualTo(1);
        for (String url :
                List.of("http://example.org/in", "ftp://localhost/in", "https://a:b@example.org/", "nonsense")) {
            assertThatThrownBy(() -> service.change(HR, new TargetService.Change(url, "HMAC", null, 1500, true)))
                    .as(url)
                    .hasMessage("exchange.target.url.invalid");
        }
        assertThatThrownBy(() -> service.change(HR, new TargetService.Change(null, "ED25519", "abc", 1500, true)))
                .hasMessage("exchange.target.publicKey.invalid");
    }
}
