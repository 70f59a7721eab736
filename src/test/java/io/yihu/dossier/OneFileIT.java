package io.yihu.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.exchange.ImportService;
import io.yihu.indicator.RunContext;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import io.yihu.support.FileWorld;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import io.yihu.taxpayer.link.LinkService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The file in depth: persons to a purpose, walks that say what they cut, past days, figures down to their lines, sources with their age. */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneFileIT {
    private static final int HELD = 260;

    @Autowired
    FileWorld world;

    @Autowired
    StagedFeeds staging;

    @Autowired
    ImportService imports;

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @Autowired
    LinkService links;

    @Autowired
    SourceBreaches breaches;

    @Autowired
    YihuClock clock;

    long firm;
    long person;

    @BeforeAll
    void feed() {
        world.build();
        firm = world.subject(FileWorld.FIRM);
        StringBuilder firms = new StringBuilder("reg_serial,tax_id,name,status,office_code,division_code\n");
        StringBuilder roles = new StringBuilder("reg_serial,person_no,role,from\n");
        for (int i = 0; i < HELD; i++) {
            firms.append("H%d,91330106MA000%04dX,连锁%d公司,03,13301060001,330106%n".formatted(i, i, i));
            roles.append("H%d,P3,LEGAL_REP,2020-01-01%n".formatted(i));
        }
        staging.load("persons", "test", "person_no,name,capability_flag,credit_score\nP3,周连锁,NONE_CAPACITY,555\n");
        staging.load("registrations", "test", firms.toString());
        staging.load(
                "person_roles",
                "test",
                roles.append("R1,P3,SHAREHOLDER,2021-03-01\n").toString());
        staging.load(
                "person_incomes",
                "test",
                "person_no,tax_id,period,pay,tax\nP3,91330106MA0000001A,2026-03-01,9876.54,90\n");
        person = world.person("P3");
    }

    private String answer(MockHttpServletRequestBuilder request, String login, int expected) throws Exception {
        return mvc.perform(request.with(user(login)))
                .andExpect(status().is(expected))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private String page(String login, String url, int expected) throws Exception {
        String html = answer(get(url), login, expected);
        assertThat(html).doesNotContain("??dossier");
        return html;
    }

    @Test
    void whatAPersonEarnsAndMayDoShowsToAPurposeOnlyAndStaysInTheTrail() throws Exception {
        assertThat(page("li.officer", "/person/" + person, 200))
                .contains("周连锁", "任职时间线", "写明用途")
                .doesNotContain("9,876.54", "无民事行为能力", "555");
        assertThat(page("li.officer", "/api/v1/persons/" + person, 200))
                .doesNotContain("NONE_CAPACITY", "9876.54", "555");
        String url = "/person/" + person + "/sensitive";
        answer(post(url).with(csrf()).param("purpose", "VERIFY").param("note", "嗯"), "li.officer", 422);
        answer(post(url).with(csrf()).param("purpose", "CURIOUS").param("note", "随便看看"), "li.officer", 422);
        answer(post(url).with(csrf()).param("purpose", "TASK").param("note", "事项 4711"), "chen.other", 404);
        answer(post(url).with(csrf()).param("purpose", "TASK").param("note", "事项 4711"), "mo.model", 403);
        assertThat(jdbc.sql("select count(*) from trail.action where action = 'dossier.person.sensitive'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(answer(
                        post(url).with(csrf()).param("purpose", "VERIFY").param("note", "事项 4711"), "li.officer", 200))
                .contains("9,876.54", "无民事行为能力", "555", "事项 4711");
        assertThat(jdbc.sql("""
                        select actor || ' ' || reading || ' ' || (details->>'purpose') || ' ' || (details->>'note') from trail.action
                        where action = 'dossier.person.sensitive' and object_id = ?""")
                        .param(String.valueOf(person))
                        .query(String.class)
                        .single())
                .isEqualTo("li.officer true VERIFY 事项 4711");
    }

    @Test
    void theWalkIsBoundedSaysWhatItCutAndReachesEveryoneWhenExpanded() throws Exception {
        JsonNode walk = json.readTree(page("li.officer", "/api/v1/persons/" + person + "/see-through?depth=1", 200));
        assertThat(walk.path("nodes").size()).isEqualTo(SeeThroughQueries.MOST_NODES);
        assertThat(walk.path("cut").asLong()).isEqualTo(HELD + 1 - (SeeThroughQueries.MOST_NODES - 1));

        JsonNode fromFirm = json.readTree(page("li.officer", "/api/v1/subjects/" + firm + "/see-through?depth=2", 200));
        Set<String> keys = new HashSet<>();
        fromFirm.path("nodes").forEach(node -> keys.add(node.path("key").asString()));
        assertThat(keys)
                .contains("s" + firm, "p" + person, "p" + world.person("P1"), "s" + world.subject(FileWorld.NEIGHBOUR));
        assertThat(fromFirm.path("nodes").size()).isLessThan(60);
        long hidden = 0;
        for (JsonNode node : fromFirm.path("nodes")) {
            hidden += node.path("key").asString().equals("p" + person)
                    ? node.path("more").asLong()
                    : 0;
            if (node.path("key").asString().equals("s" + world.subject(FileWorld.NEIGHBOUR))) {
                assertThat(node.path("level").isNull()).isTrue();
                assertThat(node.path("visible").asBoolean()).isFalse();
            }
        }
        assertThat(hidden).isEqualTo(HELD + 1 - 41);
        JsonNode wide = json.readTree(
                page("li.officer", "/api/v1/subjects/" + firm + "/see-through?depth=2&expand=p" + person, 200));
        assertThat(wide.path("nodes").size()).isEqualTo(SeeThroughQueries.MOST_NODES);
        assertThat(page("li.officer", "/subject/" + firm + "?tab=people&expand=nonsense,p" + person, 200))
                .contains("没有画出", "连锁1公司");
    }

    @Test
    void aPastDayShowsWhatWasKnownThenAndNothingLater() throws Exception {
        String then = page("li.officer", "/subject/" + firm + "?tab=time&asOf=2026-02-10", 200);
        assertThat(then).contains("你看到的是 2026-02-10", "钱老板", "2026-01").doesNotContain("820.00", "id=\"m202603\"");
        assertThat(page("li.officer", "/subject/" + firm + "?tab=time&asOf=2025-05-01", 200))
                .contains("海岸路9号");
        String people = page("li.officer", "/subject/" + firm + "?tab=people&asOf=2026-02-10", 200);
        assertThat(people.substring(people.indexOf("id=\"content\""), people.indexOf("这些人")))
                .contains("钱老板");
        assertThat(page("mo.model", "/subject/" + firm + "?tab=time&asOf=2026-02-10", 200))
                .doesNotContain("data-as-of-x");
        assertThat(page("li.officer", "/subject/" + firm + "?asOf=2999-01-01", 200))
                .doesNotContain("你看到的是");
        answer(get("/subject/" + firm + "?asOf=gestern"), "li.officer", 400);
    }

    @Test
    void aFigureIsTheSumOfItsInvoicesAndEachLeadsToItsLine(@TempDir Path folder) throws Exception {
        String figure = page("li.officer", "/subject/" + firm + "/figures/out_amt?month=2026-03", 200);
        assertThat(figure)
                .contains("8,200,000.00", "相等", "00000101", "00000102")
                .doesNotContain("00000105");
        assertThat(page("li.officer", "/subject/" + firm + "/figures/void_cnt?month=2026-04", 200))
                .contains("00000104", "相等");
        page("li.officer", "/subject/" + firm + "/figures/nonsense?month=2026-03", 422);
        page("chen.other", "/subject/" + firm + "/figures/out_amt?month=2026-03", 404);

        Path file = Files.writeString(
                folder.resolve("w.csv"),
                "tax_id,period,headcount,total_pay,tax\n91330106MA0000001A,2026-02-01,3,30000.10,9\n91330108MA0000002B,2026-02-01,4,1,1\n");
        long batch = imports.importNow("withholdings", file).batch().id();
        assertThat(page("li.officer", "/subject/" + firm + "?tab=sources", 200))
                .contains("/subject/" + firm + "/origin/" + batch + "/2", "30,000.10", "不能当作零");
        assertThat(page("li.officer", "/subject/" + firm + "/origin/" + batch + "/2", 200))
                .contains("30000.10", "w.csv", "headcount");
        page("li.officer", "/subject/" + firm + "/origin/" + batch + "/3", 404);
        page("chen.other", "/subject/" + firm + "/origin/" + batch + "/2", 404);
        assertThat(page("mo.model", "/subject/" + firm + "?tab=sources", 200)).doesNotContain("30,000.10");
        assertThat(page("li.officer", "/sources", 200)).contains("个税扣缴", "2026-02-28", "海关报关", "未载入");
    }

    @Test
    void everyKindOfEventTheDataCarryStandsOnTheTimeline() throws Exception {
        staging.load("credit_ratings", "test", "tax_id,year,score,level\n91330106MA0000001A,2024,91,A\n");
        staging.load(
                "customs_declaration",
                "test",
                "decl_no,exporter_uscc,hs10,fob,currency,country,date\nD77,91330106MA0000001A,8481804090,5000,USD,DEU,2026-03-09\n");
        staging.load(
                "invoice_quotas",
                "test",
                "tax_id,kind,per_invoice_limit,monthly_count,approved_at,reason\n91330106MA0000001A,PAPER_SPECIAL,1000000,50,2026-03-04T09:00:00+08:00,APPLIED\n");
        List<String> seen = new ArrayList<>();
        json.readTree(page("li.officer", "/api/v1/subjects/" + firm + "/timeline?limit=500", 200))
                .path("rows")
                .forEach(row -> seen.add(
                        row.path("day").asString() + " " + row.path("type").asString()));
        assertThat(seen)
                .contains(
                        "2024-12-31 RATING",
                        "2026-03-09 EXPORT",
                        "2026-03-04 QUOTA_ADJUST",
                        "2021-03-05 QUOTA_APPROVED");
        String html = page("li.officer", "/subject/" + firm + "?tab=time&type=EXPORT&type=RATING", 200);
        assertThat(html).contains("D77", "A 级").doesNotContain("id=\"r" + firm + "\"");
        String island = html.replaceAll("(?s).*data-chart=\"([^\"]*)\".*", "$1").replace("&quot;", "\"");
        JsonNode chart = json.readTree(island);
        assertThat(chart.path("lanes").size()).isEqualTo(2);
        assertThat(chart.path("points").size()).isEqualTo(2);
        assertThat(chart.path("series").size()).isEqualTo(3);
    }

    private static String part(String html, String from, String to) {
        int start = html.indexOf(from);
        assertThat(start).as(from).isNotNegative();
        int end = html.indexOf(to, start);
        return html.substring(start, end < 0 ? html.length() : end);
    }

    @Test
    void aPastDayTurnsHeadRegistrationsGraphAndSourcesBack() throws Exception {
        staging.load("registration_changes", "test", """
                reg_serial,item,old_value,new_value,change_date
                R1,STATUS,02,03,2021-06-01
                R1,NAME,旧名商贸有限公司,借壳商贸有限公司,2024-05-05
                R1,CAPITAL,300000,1000000,2023-01-01
                """);
        staging.load(
                "utility_usage",
                "test",
                "tax_id,month,kwh\n91330106MA0000001A,2025-11-01,4711\n91330106MA0000001A,2026-03-01,7788\n");
        String papers = page("li.officer", "/subject/" + firm + "?tab=papers&asOf=2022-05-01", 200);
        assertThat(part(papers, "<h1", "</h1>")).contains("旧名商贸有限公司");
        assertThat(part(papers, "<h2>登记", "<h2>票种")).contains("旧名商贸有限公司", "海岸路9号", "300,000");
        assertThat(part(page("li.officer", "/subject/" + firm + "?asOf=2021-04-01", 200), "class=\"strip\"", "</dl>"))
                .contains("筹建期");
        assertThat(part(
                        page("li.officer", "/subject/" + firm + "?tab=papers&asOf=2021-02-01", 200),
                        "<main",
                        "</main>"))
                .as("not registered yet")
                .doesNotContain("<h2>登记信息");
        String people = part(
                page("li.officer", "/subject/" + firm + "?tab=people&asOf=2026-02-10&depth=1", 200),
                "id=\"see-through\"",
                "</section>");
        assertThat(people).contains("钱老板", "周连锁").doesNotContain("孙新人");
        assertThat(part(
                        page("li.officer", "/subject/" + firm + "?tab=people&depth=1", 200),
                        "id=\"see-through\"",
                        "</section>"))
                .contains("孙新人");
        assertThat(page("li.officer", "/subject/" + firm + "?tab=sources&asOf=2026-02-10", 200))
                .contains("4,711")
                .doesNotContain("7,788");
    }

    @Test
    void theLinksTabShowsWhatATaxpayerWasMadeOfOnADay() throws Exception {
        staging.load("registrations", "test", """
                reg_serial,tax_id,name,status,office_code,division_code,register_date
                L1,LINKS1111111111,连一测试印刷厂,03,13301060001,330106,2015-01-01
                L2,LINKS2222222222,连二测试装订社,03,13301060001,330106,2016-01-01
                """);
        long one = world.subject("连一测试印刷厂");
        long other = world.subject("连二测试装订社");
        CurrentActor.as(Actor.SYSTEM, () -> links.merge(one, other, "同一经营场所核实"));
        LocalDate today = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        String now = page("wang.super", "/subject/" + one + "?tab=links", 200);
        assertThat(now)
                .contains("LINKS1111111111", "LINKS2222222222", "同一经营场所核实")
                .doesNotContain("linksDay");
        String before = page("wang.super", "/subject/" + one + "?tab=links&asOf=" + today.minusDays(1), 200);
        assertThat(before).contains("LINKS1111111111", "连二测试装订社").doesNotContain("name=\"party\"");
        assertThat(page("wang.super", "/subject/" + one + "?tab=papers", 200)).contains("L1", "L2");
        assertThat(part(
                        page("wang.super", "/subject/" + one + "?tab=papers&asOf=" + today.minusDays(1), 200),
                        "<h2>登记",
                        "<h2>票种"))
                .contains("L1")
                .doesNotContain("连二测试装订社");
    }

    @Test
    void figuresOfReturnsAndCountsLeadToTheirRows() throws Exception {
        staging.load(
                "vat_returns",
                "test",
                "tax_id,period,filed_at,due_date,sales_general,sales_simple,r11,r12,r24\n"
                        + "91330106MA0000001A,2026-03-01,2026-04-10T10:00:00+08:00,2026-04-20,8150000.25,50000,1059500,13000,1046500\n");
        assertThat(page("li.officer", "/subject/" + firm + "/figures/declared?month=2026-03", 200))
                .contains("8,200,000.25", "相等", "2026-04-10", "/origin/");
        assertThat(page("li.officer", "/subject/" + firm + "/figures/r12?month=2026-03", 200))
                .contains("13,000.00", "相等");
        assertThat(part(
                        page("li.officer", "/subject/" + firm + "/figures/out_cnt?month=2026-03", 200),
                        "strip",
                        "</dl>"))
                .contains("<dd>2</dd>", "相等");
        for (String name : List.of(
                "out_tax",
                "in_amt",
                "in_tax",
                "in_cnt",
                "red_cnt",
                "red_amt",
                "void_amt",
                "payable",
                "sales_simple",
                "r11",
                "r24")) {
            assertThat(page("li.officer", "/subject/" + firm + "/figures/" + name + "?month=2026-03", 200))
                    .as(name)
                    .contains("相等");
        }
        page("li.officer", "/subject/" + firm + "/figures/in_tax_claim?month=2026-03", 200);
        assertThat(page("li.officer", "/subject/" + firm + "?tab=time", 200))
                .contains("figures/declared?month=2026-03", "figures/out_cnt?month=2026-03", "发票五个环节", "print-mark");
    }

    /** AGG-03: twenty planted events are twenty rows. */
    @Test
    void twentyPlantedEventsAreTwentyOnTheTimeline() throws Exception {
        staging.load("registrations", "test", """
                reg_serial,tax_id,name,status,office_code,division_code,register_date,close_date
                W1,TWENTY111111111,二十测试事件厂,07,13301060001,330106,2018-01-01,2026-02-02
                """);
        StringBuilder changes = new StringBuilder("reg_serial,item,old_value,new_value,change_date\n");
        for (int i = 1; i <= 5; i++) {
            changes.append("W1,ADDRESS,路%d号,路%d号,202%d-03-03%n".formatted(i, i + 1, i));
        }
        staging.load(
                "registration_changes", "test", changes + "W1,STATUS,02,03,2018-02-01\nW1,STATUS,03,07,2026-02-02\n");
        staging.load("invoice_quotas", "test", """
                tax_id,kind,per_invoice_limit,monthly_count,approved_at,reason
                TWENTY111111111,PAPER_SPECIAL,100000,25,2018-03-01T09:00:00+08:00,INITIAL
                TWENTY111111111,PAPER_SPECIAL,1000000,50,2019-03-01T09:00:00+08:00,APPLIED
                """);
        staging.load("credit_ratings", "test", "tax_id,year,score,level\nTWENTY111111111,2024,91,A\n");
        StringBuilder events = new StringBuilder("tax_id,event_no,type,time,title,result,amount\n");
        List<String> types = List.of(
                "REG_REPORT",
                "REAL_NAME",
                "SERVICE_SENT",
                "SERVICE_ACK",
                "HALL_SIGN",
                "AUDIT_CASE",
                "PENALTY",
                "COMPLAINT");
        for (int i = 0; i < types.size(); i++) {
            events.append("TWENTY111111111,E%d,%s,2020-0%d-05T10:00:00+08:00,事项%d,已办,%s%n"
                    .formatted(i, types.get(i), i + 1, i, types.get(i).equals("PENALTY") ? "200.00" : ""));
        }
        staging.load("tax_events", "test", events.toString());
        long twenty = world.subject("二十测试事件厂");
        List<String> seen = new ArrayList<>();
        json.readTree(page("li.officer", "/api/v1/subjects/" + twenty + "/timeline?limit=500", 200))
                .path("rows")
                .forEach(row -> seen.add(row.path("type").asString()));
        assertThat(seen).hasSize(20).containsAll(types);
        assertThat(seen).filteredOn("CHANGE"::equals).hasSize(5);
        assertThat(page("li.officer", "/subject/" + twenty + "?tab=time", 200)).contains("事项6 · 已办", "行政处罚");
    }

    @Test
    void aLateSourceIsOnTheBooksUntilItIsInTimeAgain() throws Exception {
        RunContext night = new RunContext(1, LocalDate.of(2026, 5, 6), LocalDate.of(2026, 4, 1));
        LocalDate today = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        staging.load("tip_offs", "test", "tax_id,tip_no,kind,received\n91330106MA0000001A,T1,TIP,2020-01-01\n");
        assertThat(breaches.run(night)).isPositive();
        breaches.run(night);
        assertThat(breaches.newest())
                .filteredOn(breach -> breach.feed().equals("tip_offs"))
                .singleElement()
                .satisfies(breach -> {
                    assertThat(breach.closedOn()).isNull();
                    assertThat(breach.lastDay()).isEqualTo(LocalDate.of(2020, 1, 1));
                    assertThat(breach.targetDays()).isEqualTo(31);
                });
        assertThat(page("li.officer", "/sources", 200)).contains("超期记录", "未恢复");
        staging.load("tip_offs", "test", "tax_id,tip_no,kind,received\n91330106MA0000001A,T2,TIP," + today + "\n");
        breaches.run(night);
        assertThat(breaches.newest())
                .filteredOn(breach -> breach.feed().equals("tip_offs"))
                .singleElement()
                .satisfies(breach -> assertThat(breach.closedOn()).isEqualTo(today));
    }

    @Test
    void anAgreementThatCannotBeTakenKeepsWhatWasTyped() throws Exception {
        MockHttpServletRequestBuilder wrong = post("/agreements")
                .with(csrf())
                .param("code", "XY-2026-9")
                .param("feed", "customs_declaration")
                .param("provider", "示例口岸办")
                .param("legalBasis", "《示例办法》第三条")
                .param("items", "报关单")
                .param("given", "")
                .param("frequency", "MONTHLY")
                .param("lagDays", "15")
                .param("divisionCode", "")
                .param("validFrom", "2026-03-01")
                .param("validTo", "2026-02-01")
                .param("contact", "联络人")
                .param("officeCode", "13301060000");
        assertThat(answer(wrong, "wang.super", 422))
                .contains("截止日早于生效日", "value=\"示例口岸办\"", "value=\"XY-2026-9\"", "value=\"2026-02-01\"");
        assertThat(answer(
                        post("/agreements")
                                .with(csrf())
                                .param("validFrom", "morgen")
                                .param("lagDays", "7"),
                        "wang.super",
                        422))
                .contains("不是日期");
        assertThat(jdbc.sql("select count(*) from taxpayer.v_agreement where code = 'XY-2026-9'")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
