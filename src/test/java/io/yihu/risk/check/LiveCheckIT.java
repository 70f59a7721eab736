package io.yihu.risk.check;

import static io.yihu.support.SpokenActors.spoken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.sun.net.httpserver.HttpServer;
import io.yihu.exchange.ApiKeyService;
import io.yihu.indicator.Catalogue;
import io.yihu.indicator.RunExecution;
import io.yihu.indicator.Vectors;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.risk.cases.World;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** GS-01 and GS-03 asked live, and everything a production system may do wrong. */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodName.class)
class LiveCheckIT {
    private static final Instant MAY = Instant.parse("2026-05-06T03:00:00Z");

    @Autowired
    StagedFeeds staging;

    @Autowired
    RunExecution runs;

    @Autowired
    ApiKeyService keys;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc mvc;

    @Autowired
    YihuClock clock;

    @Autowired
    JsonMapper json;

    @Autowired
    CheckService checks;

    @Autowired
    CheckFollowUp followUp;

    @Autowired
    SubjectCache subjects;

    @Autowired
    Deltas deltas;

    @Autowired
    Vectors vectors;

    @Autowired
    Catalogue catalogue;

    String key;
    String login;

    @BeforeAll
    void aShellAndAnOrdinaryFirm() {
        World world = new World();
        world.firm("SHELL", "register_date=2022-01-10").firm("PLAIN", "register_date=2024-06-10");
        world.firm("SUPPLIER", "register_date=2015-01-10").firm("CALM", "register_date=2014-01-10");
        world.firm("BUYER", "register_date=2015-01-10 division_code=310101 office_code=13100000000");
        for (int month = 0; month < 13; month++) {
            String day = LocalDate.of(2025, 4, 10).plusMonths(month).toString();
            if (month < 11) {
                world.invoice("SHELL", "KA", day, "3000", "");
            }
            world.invoice("PLAIN", "KA", day, "180007", "");
            world.invoice("PLAIN", "BUYER", day, "20000", "");
            world.invoice("SUPPLIER", "PLAIN", day, "150000", "");
            world.invoice("CALM", "K" + month % 3, day, "2003", "");
            world.invoice("CALM", "K4", day, "3011", "");
        }
        world.row(
                "registration_changes",
                "reg_serial=RSHELL item=LEGAL_REP old_value=旧 new_value=新 change_date=2026-03-02");
        for (int i = 0; i < 147; i++) {
            world.invoice(
                    "SHELL",
                    "KB" + i % 9,
                    LocalDate.of(2026, 3, 3).plusDays(i % 55).toString(),
                    "100000",
                    "");
        }
        world.firm("YOUNG", "register_date=2026-02-10 address=西湖区一号")
                .person("P8", "birth=1980-01-01 capability_flag=NONE credit_score=700")
                .role("YOUNG", "P8", "LEGAL_REP", "from=2026-02-10")
                .role("YOUNG", "P8", "FIN_OFFICER", "from=2026-02-10");
        world.person("P7", "birth=1950-03-01 capability_flag=NONE credit_score=520");
        Map<String, String> names = Map.of("OLD1", "钱江机电", "OLD2", "西泠茶叶", "OLD3", "富春纸业");
        for (String other : List.of("OLD1", "OLD2", "OLD3")) {
            world.firm(
                            other,
                            "name=" + names.get(other) + " register_date=2015-01-10 address=西湖区九号"
                                    + (other.equals("OLD3") ? " status=08" : ""))
                    .role(other, "P7", "LEGAL_REP", "from=2020-01-01");
        }
        world.load(staging);
        runs.runNow(LocalDate.of(2026, 5, 1));
        World later = new World();
        for (int day = 2; day < 5; day++) {
            later.invoice(
                    "YOUNG", "KZ", "2026-05-0" + day, "300000", "number=800" + day + " mac=M1 ip_division=330102");
        }
        later.firm("FRESH", "register_date=2026-05-05")
                .person("P1", "capability_flag=NONE_CAPACITY")
                .role("FRESH", "P1", "LEGAL_REP", "");
        for (int day = 1; day < 6; day++) {
            later.invoice("PLAIN", "KC", "2026-05-0" + day, "96000", "number=900" + day);
        }
        later.load(staging);
        ApiKeyService.Made made = keys.create("电子税务局", List.of("*"), 30);
        key = made.key();
        login = "key:" + made.id();
    }

    @Test
    void a_aKeyNobodyAdmittedMayNotAsk() throws Exception {
        assertThat(ask("mid", invoice("PLAIN", 1000), null).getStatus()).isEqualTo(403);
        admit(1_000);
        assertThat(ask("mid", invoice("PLAIN", 1000), null).getStatus()).isEqualTo(200);
    }

    @Test
    void b_theShellIsStopped() throws Exception {
        JsonNode answer = read(ask("mid", invoice("SHELL", 99_000), null));
        assertThat(answer.get("decision").asString()).isIn("BLOCK", "VERIFY");
        assertThat(answer.get("correlationId").asString()).hasSize(36);
        assertThat(answer.get("reasons").toString())
                .contains("RI-C01")
                .doesNotContain("warn", "severity", "weight", "820");
        assertThat(read(ask("mid", invoice("CALM", 2_500), null))
                        .get("decision")
                        .asString())
                .isEqualTo("PASS");
    }

    @Test
    void c_aFirmWithoutARunIsAnsweredFromWhatIsKnownNow() throws Exception {
        JsonNode answer = read(ask(
                "pre", Map.of("taxId", "FRESH", "event", "QUOTA", "monthlyAmount", 500_000, "monthlyCount", 25), null));
        assertThat(answer.get("decision").asString()).isEqualTo("BLOCK");
        assertThat(answer.get("reasons").get(0).get("code").asString()).isEqualTo("RI-A05");
    }

    @Test
    void d_theEventMovesTheIndicatorsAsIfItHadHappened() {
        CheckRequest request = CheckRequest.of(
                "MID",
                Map.of(
                        "taxId",
                        "PLAIN",
                        "event",
                        "INVOICE",
                        "amount",
                        980_000,
                        "buyerTaxId",
                        "BUYER",
                        "kind",
                        "DIGITAL_SPECIAL"),
                deltas);
        Map<String, Double> said = clock.at(MAY, () -> checks.fresh(request, subjects.of("PLAIN")));
        World world = new World();
        world.invoice(
                "PLAIN", "BUYER", "2026-05-06", "980000", "number=9100 seller_division=330102 buyer_division=310101");
        world.load(staging);
        long subject = jdbc.sql("select id from taxpayer.v_subject where tax_id = 'PLAIN'")
                .query(Long.class)
                .single();
        double[] vector = vectors.live(subject, LocalDate.of(2026, 6, 1)).orElseThrow();
        Catalogue.Version version = catalogue.current();
        assertThat(said).containsKeys("RI-B04", "RI-B05", "RI-B12", "RI-B14", "RI-D01", "RI-D28");
        said.forEach((code, value) -> {
            double real = vector[version.place(code)];
            if (Double.isNaN(real)) {
                assertThat(value).as(code).isNaN();
            } else {
                assertThat(value).as(code).isCloseTo(real, within(1e-9));
            }
        });
        assertThat(said.get("RI-B04")).as("six near-limit of twelve").isCloseTo(6.0 / 10, within(1e-9));
    }

    @Test
    void da_aChangeOfTheControllerAndOfTheAddressCountsAsIfItStoodInTheRegister() {
        Map<String, Double> rep =
                said("PRE", "event=CHANGE taxId=YOUNG item=LEGAL_REP personNo=P7 newValue=P7".split(" "));
        Map<String, Double> place = said("PRE", "event=CHANGE taxId=YOUNG item=ADDRESS newValue=西湖区九号".split(" "));
        World world = new World();
        world.role("YOUNG", "P8", "LEGAL_REP", "from=2026-02-10 to=2026-05-05")
                .role("YOUNG", "P7", "LEGAL_REP", "from=2026-05-06");
        world.row(
                "registration_changes",
                "reg_serial=RYOUNG item=LEGAL_REP old_value=P8 new_value=P7 change_date=2026-05-06");
        world.load(staging);
        same(rep, "YOUNG", List.of("RI-A01", "RI-A02", "RI-A06", "RI-A08", "RI-A09", "RI-A10", "RI-C01"));
        assertThat(rep.get("RI-A01")).as("two living firms and this one").isEqualTo(3);
        assertThat(rep.get("RI-C01")).as("900 000 in May after nothing").isCloseTo(90, within(1e-9));
        world = new World();
        world.firm("YOUNG", "register_date=2026-02-10 address=西湖区九号");
        world.load(staging);
        same(place, "YOUNG", List.of("RI-A04"));
    }

    @Test
    void db_aSignInShowsASharedDeviceAndAPlaceElsewhere() {
        World before = new World();
        before.invoice("PLAIN", "KC", "2026-05-03", "1000", "number=8100 mac=M1");
        before.load(staging);
        Map<String, Double> said = said("MID", "event=LOGIN taxId=CALM mac=M1 ipDivision=310101".split(" "));
        World world = new World();
        world.invoice("CALM", "KC", "2026-05-06", "1000", "number=8101 mac=M1 ip_division=310101");
        world.load(staging);
        same(said, "CALM", List.of("RI-B15", "RI-B16"));
        assertThat(said.get("RI-B15")).as("two others and this one").isEqualTo(3);
    }

    /** The same vector, model and lists give the same bits as the run, whoever asks. */
    @Test
    void dc_anEventThatMovesNothingIsJudgedAsTheRunJudged() {
        jdbc.sql("""
                        select s.tax_id, j.score, j.raw, j.hard from risk.judgement j join taxpayer.v_subject s on s.id = j.subject_id
                        where j.period = date '2026-04-01' and s.office_id is not null order by s.tax_id""").query(row -> {
            Map<String, Object> body = Map.of("taxId", row.getString(1), "event", "LOGIN");
            CheckRequest request = CheckRequest.of("PRE", body, deltas);
            String taxId = row.getString(1);
            CheckService.Judged judged = clock.at(MAY, () -> checks.judge(request, subjects.of(taxId)));
            assertThat(Double.doubleToLongBits(judged.score()))
                    .as(taxId)
                    .isEqualTo(Double.doubleToLongBits(row.getDouble(2)));
            assertThat(judged.hard()).as(taxId).isEqualTo(row.getBoolean(4));
            assertThat(judged.moved()).isEmpty();
        });
    }

    @Test
    void dd_aRegistrationIsCheckedAsIfItsPeopleAndAddressWereAccepted() throws Exception {
        World before = new World();
        before.firm("NEWCO", "register_date=2026-05-05 subject_kind=单位纳税人 address=余杭区一号")
                .person("P20", "birth=1950-03-01 capability_flag=NONE credit_score=480")
                .person("P21", "birth=1985-03-01 credit_score=610")
                .person("P22", "birth=1985-03-01 capability_flag=NONE_CAPACITY");
        before.firm("DONE1", "name=良渚包装 register_date=2015-01-10 address=西湖区十号")
                .role("DONE1", "P20", "LEGAL_REP", "from=2020-01-01");
        before.firm("DONE2", "name=塘栖印务 register_date=2015-01-10 address=西湖区十号 status=08")
                .role("DONE2", "P20", "LEGAL_REP", "from=2020-01-01");
        before.firm("DONE3", "name=超山食品 register_date=2015-01-10 address=西湖区十号")
                .role("DONE3", "P21", "FIN_OFFICER", "from=2020-01-01");
        before.load(staging);
        Map<String, Double> said = said(
                "PRE",
                "event=REGISTRATION taxId=NEWCO legalRepNo=P20 finOfficerNo=P21 taxAgentNo=P21 collectorNo=P21 address=西湖区十号"
                        .split(" "));
        assertThat(said.get("RI-A01")).as("one living firm and this one").isEqualTo(2);
        assertThat(said.get("RI-A02"))
                .as("three other firms of the four people")
                .isEqualTo(3);
        assertThat(said.get("RI-A03")).as("two people in four roles").isEqualTo(2);
        assertThat(said.get("RI-A04")).as("two living firms there and this one").isEqualTo(3);
        assertThat(said.get("RI-A06")).isEqualTo(76);
        assertThat(said.get("RI-A08")).isEqualTo(480);
        assertThat(said.get("RI-A09")).as("one was struck off").isEqualTo(1);
        JsonNode refused = read(ask(
                "pre",
                Map.of("taxId", "NEWCO", "event", "REGISTRATION", "legalRepNo", "P22", "address", "西湖区十号"),
                null));
        assertThat(refused.get("decision").asString()).isEqualTo("BLOCK");
        assertThat(refused.get("reasons").get(0).get("code").asString()).isEqualTo("RI-A05");
        Map<String, Double> unknown = said("PRE", "event=REGISTRATION taxId=NEWCO legalRepNo=P999".split(" "));
        assertThat(unknown.get("RI-A01")).as("a person nobody knows is no data").isNaN();
        World after = new World();
        after.firm("NEWCO", "register_date=2026-05-05 subject_kind=单位纳税人 address=西湖区十号")
                .role("NEWCO", "P20", "LEGAL_REP", "from=2026-05-06")
                .role("NEWCO", "P21", "FIN_OFFICER", "from=2026-05-06")
                .role("NEWCO", "P21", "TAX_AGENT", "from=2026-05-06")
                .role("NEWCO", "P21", "INVOICE_COLLECTOR", "from=2026-05-06");
        after.load(staging);
        same(said, "NEWCO", List.of("RI-A01", "RI-A02", "RI-A03", "RI-A04", "RI-A06", "RI-A08", "RI-A09"));
    }

    private Map<String, Double> said(String stage, String... fields) {
        Map<String, Object> body = new java.util.HashMap<>();
        for (String field : fields) {
            body.put(field.substring(0, field.indexOf('=')), field.substring(field.indexOf('=') + 1));
        }
        CheckRequest request = CheckRequest.of(stage, body, deltas);
        return clock.at(MAY, () -> checks.fresh(request, subjects.of(request.taxId())));
    }

    /** What was said before equals what the vector holds once it has happened. */
    private void same(Map<String, Double> said, String taxId, List<String> codes) {
        long subject = jdbc.sql("select id from taxpayer.v_subject where tax_id = ?")
                .param(taxId)
                .query(Long.class)
                .single();
        double[] vector = vectors.live(subject, LocalDate.of(2026, 6, 1)).orElseThrow();
        for (String code : codes) {
            assertThat(said.get(code))
                    .as(code)
                    .isCloseTo(vector[catalogue.current().place(code)], within(1e-9));
        }
    }

    @Test
    void e_theSameKeyIsAnsweredTheSame() throws Exception {
        MockHttpServletResponse first = ask("mid", invoice("PLAIN", 7_000), "K-1");
        MockHttpServletResponse again = ask("mid", invoice("PLAIN", 7_000), "K-1");
        assertThat(again.getContentAsString()).isEqualTo(first.getContentAsString());
        assertThat(again.getHeader("Idempotent-Replayed")).isEqualTo("true");
        assertThat(ask("mid", invoice("PLAIN", 7_001), "K-1").getStatus()).isEqualTo(409);
        assertThat(jdbc.sql("select count(*) from risk.check_key")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void f_whatCannotBeAnsweredIsAProblemDetail() throws Exception {
        problem(404, "mid", invoice("NOBODY", 1));
        problem(422, "mid", Map.of("taxId", "PLAIN", "event", "DANCE"));
        problem(422, "pre", invoice("PLAIN", 1));
        problem(422, "mid", Map.of("taxId", "PLAIN", "event", "INVOICE"));
        problem(422, "mid", Map.of("taxId", "PLAIN", "event", "INVOICE", "amount", "viel"));
        problem(422, "post", Map.of("taxId", "PLAIN", "event", "DECLARATION", "r11", 1));
        problem(404, "soon", invoice("PLAIN", 1));
        mvc.perform(post("/api/v1/risk/check/mid")
                        .header("Authorization", "Bearer " + key)
                        .contentType("application/json")
                        .content("{"))
                .andExpect(status().isBadRequest());
        mvc.perform(post("/api/v1/risk/check/mid")
                        .contentType("application/json")
                        .content("{}"))
                .andExpect(status().is4xxClientError());
    }

    @Test
    void g_coloursBecomeMattersOnce() {
        while (followUp.raise() > 0) {
            assertThat(true).isTrue();
        }
        assertThat(jdbc.sql("""
                                select m.type_code || ' ' || m.level from task.v_matter m join taxpayer.v_subject s on s.id = m.subject_id
                                where m.source = 'CHECK' and s.tax_id = 'FRESH'""").query(String.class).list()).containsExactly("MID_ALERT_ANALYSIS HIGH");
        assertThat(jdbc.sql("""
                                select count(*) from task.v_matter m join taxpayer.v_subject s on s.id = m.subject_id
                                where m.source = 'CHECK' and s.tax_id = 'SHELL'""").query(Integer.class).single())
                .as("a matter of the nightly run covers it already")
                .isZero();
    }

    @Test
    void h_theCallBackIsTriedAgainUntilItIsTaken() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(received.size() == 1 ? 503 : 204, -1);
            exchange.close();
        });
        server.start();
        try {
            jdbc.sql("update risk.check_client set callback_url = ?")
                    .param("http://127.0.0.1:" + server.getAddress().getPort() + "/answers")
                    .update();
            followUp.round();
            MockHttpServletResponse answer = ask(
                    "post",
                    Map.of("taxId", "PLAIN", "event", "DECLARATION", "period", "2026-04", "r11", 0, "r12", 0),
                    null);
            clock.at(MAY, followUp::deliver);
            assertThat(received).hasSize(1);
            clock.at(MAY, followUp::deliver);
            assertThat(received).as("waits before it tries again").hasSize(1);
            clock.at(MAY.plusSeconds(90), followUp::deliver);
            clock.at(MAY.plusSeconds(900), followUp::deliver);
            assertThat(received).hasSize(2);
            assertThat(json.readTree(received.get(1))).isEqualTo(json.readTree(answer.getContentAsString()));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void i_pagesShowTheLogAndTheShareRunsOut() throws Exception {
        String page = mvc.perform(get("/risk/checks").with(spoken("/", Roles.MODEL_ADMIN)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page).contains("红色阻断", "电子税务局", "申请发票额度");
        mvc.perform(get("/risk/checks").with(spoken("/", Roles.OFFICER))).andExpect(status().isForbidden());
        jdbc.sql("update risk.check_client set per_day = 1").update();
        clock.at(MAY, () -> {
            followUp.round();
            return null;
        });
        assertThat(ask("mid", invoice("PLAIN", 1), null).getStatus()).isEqualTo(429);
        assertThat(jdbc.sql("select sum(calls) > 5 and sum(refused) > 5 from risk.check_usage")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    private static Map<String, Object> invoice(String taxId, double amount) {
        return Map.of("taxId", taxId, "event", "INVOICE", "amount", amount, "kind", "DIGITAL_SPECIAL");
    }

    private void admit(int perDay) {
        jdbc.sql("""
                        insert into risk.check_client (login, name, per_day, created_by, created_at) values (?, '电子税务局', ?, 'zhou', now())""").params(login, perDay).update();
        followUp.round();
    }

    private void problem(int code, String stage, Map<String, Object> body) throws Exception {
        MockHttpServletResponse answer = ask(stage, body, null);
        assertThat(answer.getStatus()).as(body.toString()).isEqualTo(code);
        assertThat(answer.getContentType()).startsWith("application/problem+json");
        assertThat(json.readTree(answer.getContentAsString()).get("detail").asString())
                .containsPattern("\\p{IsHan}");
    }

    private JsonNode read(MockHttpServletResponse answer) throws Exception {
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
        return json.readTree(answer.getContentAsString());
    }

    private MockHttpServletResponse ask(String stage, Map<String, Object> body, String idempotencyKey)
            throws Exception {
        var request = post("/api/v1/risk/check/" + stage)
                .header("Authorization", "Bearer " + key)
                .header("Accept-Language", "zh-CN")
                .contentType("application/json")
                .content(json.writeValueAsString(body));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return clock.at(MAY, () -> {
            try {
                return mvc.perform(request).andReturn().getResponse();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
