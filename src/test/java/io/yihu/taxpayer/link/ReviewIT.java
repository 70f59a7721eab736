package io.yihu.taxpayer.link;

import static io.yihu.support.SpokenActors.spoken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.support.FileWorld;
import io.yihu.support.YihuIT;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import io.yihu.taxpayer.PartyId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** The review desk: what is shown to whom, one word for each pair, a second person where one is not enough. */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodName.class)
class ReviewIT {
    private static final String FIRM = "91330106MA0000001A";
    private static final String NEIGHBOUR = "91330108MA0000002B";
    private static final String BUYER = "91330106MA0000003C";

    @Autowired
    FileWorld world;

    @Autowired
    PairBook pairs;

    @Autowired
    ReviewService review;

    @Autowired
    ReviewQueries queue;

    @Autowired
    MatterService matters;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc mvc;

    private String county;
    private String city;

    @BeforeAll
    void threePairs() {
        world.build();
        county = path("13301060000");
        city = path("13301000000");
        found(FIRM, BUYER, "'ER-P2', 0.81, 'QUEUED', null", """
                {"fields": [{"field": "name", "a": "x", "b": "y", "agreement": 0.62, "weight": 3.25}]}""");
        found(FIRM, NEIGHBOUR, "'ER-S2', 0.92, 'QUEUED', 'ER-N1'", "{}");
        found(BUYER, NEIGHBOUR, "'ER-P2', 0.77, 'QUEUED', null", "{}");
    }

    private String path(String code) {
        return jdbc.sql("select path from organization.v_office where code = ?")
                .param(code)
                .query(String.class)
                .single();
    }

    private void found(String a, String b, String rest, String evidence) {
        long run = jdbc.sql(
                        "insert into taxpayer.resolution_run (kind, started_by, started_at) values ('FULL', 't', now()) returning id")
                .query(Long.class)
                .single();
        pairs.record(run, """
                select %d::bigint as party_a, %d::bigint as party_b, null::text as reg_a, null::text as reg_b, x.r as rule, x.s as score,
                  '%s'::jsonb as evidence, x.o as outcome, x.v::text as veto, null::text as reason
                from (values (%s)) x (r, s, o, v)""".formatted(PartyId.of(a), PartyId.of(b), evidence, rest), null);
    }

    private PairView pair(String a, String b) {
        return review.open(jdbc.sql("""
                        select id from taxpayer.resolution_pair where party_a = ? and party_b = ? and superseded_at is null""")
                .params(Math.min(PartyId.of(a), PartyId.of(b)), Math.max(PartyId.of(a), PartyId.of(b)))
                .query(Long.class)
                .single());
    }

    private static Actor supervisor(String login, String path) {
        return new Actor(1L, login, login, 1L, 1L, "局", path, Set.of(Roles.SUPERVISOR));
    }

    private String body(String url, RequestPostProcessor who) throws Exception {
        return mvc.perform(get(url).with(who))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private String refusal(Callable<?> work) throws Exception {
        try {
            work.call();
            return "done";
        } catch (Refusal refusal) {
            return refusal.getMessage();
        }
    }

    @Test
    void a_theQueueShowsTheSurestFirstWithinTheScope() throws Exception {
        String list = body("/taxpayer/review", spoken(county, Roles.SUPERVISOR));
        assertThat(list).contains(FileWorld.FIRM, "跨区登记、名称相近", "两户代码不同且同期均正常开票");
        assertThat(list.indexOf("0.92")).isLessThan(list.indexOf("0.81"));
        assertThat(body("/taxpayer/review?minScore=0.9", spoken(county, Roles.SUPERVISOR)))
                .doesNotContain(">0.81<");
        assertThat(body("/taxpayer/review?rule=ER-P2", spoken(county, Roles.OFFICER)))
                .doesNotContain(">0.92<");
        assertThat(body("/taxpayer/review?office=13301080000", spoken("/", Roles.OFFICER)))
                .contains(">0.77<")
                .doesNotContain(">0.81<");
        assertThat(body("/taxpayer/review?days=3", spoken("/", Roles.OFFICER))).doesNotContain(">0.81<");
        String elsewhere = body("/taxpayer/review", spoken(path("13301080000"), Roles.SUPERVISOR));
        assertThat(elsewhere).contains(">0.92<").doesNotContain(">0.81<");
        mvc.perform(get("/taxpayer/review").with(spoken("/", Roles.SYSTEM_ADMIN)))
                .andExpect(status().isForbidden());
    }

    @Test
    void b_thePairPageMarksWhatDiffersAndKeepsToTheScope() throws Exception {
        long id = CurrentActor.as(Actor.SYSTEM, () -> pair(FIRM, BUYER).id());
        String page = body("/taxpayer/review/" + id, spoken(county, Roles.SUPERVISOR));
        assertThat(page).contains("<mark>", "62", "3.25", "孙新人", "data-key=\"y\"", "最近开票", "2026-04");
        assertThat(body("/taxpayer/review/" + id, spoken(county, Roles.OFFICER)))
                .doesNotContain("data-key=\"y\"");
        mvc.perform(get("/taxpayer/review/" + id).with(spoken(path("13301080000"), Roles.SUPERVISOR)))
                .andExpect(status().isNotFound());
        mvc.perform(post("/taxpayer/review/" + id)
                        .with(csrf())
                        .with(spoken(county, Roles.OFFICER))
                        .param("version", "0")
                        .param("choice", "SAME"))
                .andExpect(status().isForbidden());
        long half = CurrentActor.as(Actor.SYSTEM, () -> pair(FIRM, NEIGHBOUR).id());
        assertThat(body("/taxpayer/review/" + half, spoken(county, Roles.SUPERVISOR)))
                .contains("不在您的管辖范围", "两户同一人");
    }

    @Test
    void c_ofTwoDecidersAtOnceOneWinsAndTheOtherHearsWho() throws Exception {
        PairView pair = CurrentActor.as(Actor.SYSTEM, () -> pair(BUYER, NEIGHBOUR));
        CyclicBarrier barrier = new CyclicBarrier(2);
        List<String> said = new ArrayList<>();
        try (var pool = new Pool()) {
            List<Future<String>> both = new ArrayList<>();
            for (String login : List.of("甲", "乙")) {
                both.add(pool.service.submit(() -> CurrentActor.as(supervisor(login, city), () -> {
                    try {
                        barrier.await();
                        return refusal(() -> review.decide(pair.id(), pair.version(), login.equals("甲"), "看过"));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })));
            }
            for (Future<String> each : both) {
                said.add(each.get());
            }
        }
        assertThat(CurrentActor.as(Actor.SYSTEM, () -> review.open(pair.id())).open())
                .as("what was decided can still be looked at")
                .isFalse();
        assertThat(said).containsOnlyOnce("done");
        assertThat(said).anyMatch(word -> word.startsWith("taxpayer.review.decidedAlready."));
        assertThat(jdbc.sql("""
                        select count(*) from taxpayer.resolution_pair where superseded_at is null and decided_by in ('甲', '乙')""").query(Long.class).single()).isEqualTo(1);
    }

    /** Closes its threads. */
    private static final class Pool implements AutoCloseable {
        final ExecutorService service = Executors.newFixedThreadPool(2);

        @Override
        public void close() {
            service.shutdownNow();
        }
    }

    @Test
    void d_acrossScopesAndAgainstAVetoTwoPeopleAndAReasonAreNeeded() throws Exception {
        PairView pair = CurrentActor.as(Actor.SYSTEM, () -> pair(FIRM, NEIGHBOUR));
        Actor one = supervisor("一", county);
        Actor other = supervisor("二", path("13301080000"));
        assertThat(CurrentActor.as(one, () -> safe(() -> review.decide(pair.id(), pair.version(), true, " "))))
                .isEqualTo("taxpayer.review.vetoReason");
        assertThat(CurrentActor.as(
                        one,
                        () -> review.decide(pair.id(), pair.version(), true, "迁址")
                                .decision()))
                .as("the neighbour county must agree")
                .isNull();
        assertThat(CurrentActor.as(one, () -> safe(() -> review.decide(pair.id(), pair.version(), true, "再来"))))
                .isEqualTo("taxpayer.review.changed");
        PairView proposed = CurrentActor.as(other, () -> pair(FIRM, NEIGHBOUR));
        assertThat(proposed.proposedBy()).isEqualTo("一");
        assertThat(CurrentActor.as(one, () -> safe(() -> review.decide(pair.id(), proposed.version(), true, "自己复核"))))
                .isEqualTo("taxpayer.review.secondPerson");
        Long decision = CurrentActor.as(
                other,
                () -> review.decide(pair.id(), proposed.version(), true, "同意").decision());
        assertThat(decision).isNotNull();
        assertThat(jdbc.sql("select count(distinct subject_id) from taxpayer.v_party where tax_id in (?, ?)")
                        .params(FIRM, NEIGHBOUR)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void e_auditsNeedASecondPersonAndOldAddressesLeadToTheSurvivor() throws Exception {
        long firm = jdbc.sql("select subject_id from taxpayer.v_party where tax_id = ?")
                .param(FIRM)
                .query(Long.class)
                .single();
        long gone = jdbc.sql("select min(id) from taxpayer.v_subject_merged where merged_into = ?")
                .param(firm)
                .query(Long.class)
                .single();
        mvc.perform(get("/subject/" + gone + "?tab=people").with(spoken("/", Roles.OFFICER)))
                .andExpect(status().isTemporaryRedirect())
                .andExpect(result -> assertThat(result.getResponse().getHeader("Location"))
                        .isEqualTo("/subject/" + firm + "?tab=people"));
        mvc.perform(get("/api/v1/subjects/" + gone).with(spoken("/", Roles.OFFICER)))
                .andExpect(status().isTemporaryRedirect());
        mvc.perform(get("/subject/" + gone).with(spoken("/9/", Roles.OFFICER))).andExpect(status().isNotFound());
        matters.raise(List.of(new RaiseMatter(firm, "AUDIT", "X", "77", "HIGH", "稽查", null)));
        jdbc.sql(
                        "update taxpayer.resolution_pair set superseded_at = now() where superseded_at is null and decided_by <> 'AUTO' and outcome = 'APART'")
                .update();
        long buyer = jdbc.sql("select subject_id from taxpayer.v_party where tax_id = ?")
                .param(BUYER)
                .query(Long.class)
                .single();
        if (buyer != firm) {
            assertThat(CurrentActor.as(
                            supervisor("三", city),
                            () -> review.join(firm, buyer, "查实").decision()))
                    .isNull();
            PairView waiting = CurrentActor.as(
                    supervisor("四", city),
                    () -> review.open(queue.next(new QueueFilter(null, null, null, null, null, "PROPOSED"), null)
                            .orElseThrow()));
            assertThat(waiting.concern()).isEqualTo("task.mergeConcern.audit");
            assertThat(CurrentActor.as(
                            supervisor("四", city),
                            () -> review.decide(waiting.id(), waiting.version(), true, "复核同意")
                                    .decision()))
                    .isNotNull();
        }
    }

    private String safe(Callable<?> work) {
        try {
            return refusal(work);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
