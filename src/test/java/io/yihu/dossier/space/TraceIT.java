package io.yihu.dossier.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.invoice.Trace;
import io.yihu.invoice.TraceQueries;
import io.yihu.invoice.TraceQuestion;
import io.yihu.invoice.TraceQuestion.Direction;
import io.yihu.support.FileWorld;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Chains worked out by hand (2025), a random net against a walk over the raw invoices (2024), and a hub of 3,300 buyers (2023).
 *
 * <p>T buys of A 600, B 300, F 100; A of D 500 and an outsider 300; B imports 200 and buys 50 of a farmer; D buys power for 40 and 60 of
 * T, which closes the circle T → D → A → T. A also sells to an exporter, a shop, a stocker and one whose invoices are missing.
 */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceIT {
    private static final String HEAD =
            "kind,code,number,issue_time,seller_tax_id,seller_name,buyer_tax_id,buyer_name,amount,tax,status\n";
    private static final int BUYERS = 3_300;

    @Autowired
    FileWorld world;

    @Autowired
    StagedFeeds staging;

    @Autowired
    TraceQueries traces;

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    private int number;
    private final Map<Long, String> names = new HashMap<>();

    @BeforeAll
    void feed() {
        world.build();
        StringBuilder firms = new StringBuilder(
                "reg_serial,tax_id,name,status,taxpayer_type,industry_code,division_code,office_code,register_date\n");
        for (String firm : "T A B D F E K N S H".split(" ")) {
            boolean maker = firm.equals("D");
            firms.append("Q%s,TAXID%s,%s,03,GENERAL,%s,330106,13301060001,2019-05-05%n"
                    .formatted(firm, firm, firm, maker ? "2651" : "5169"));
        }
        staging.load("registrations", "test", firms.toString());
        StringBuilder invoices = new StringBuilder(HEAD);
        for (String edge : """
                A T 600,B T 300,F T 100,D A 500,X1 A 300,P D 40,T D 60,T - 40,A E 200,A K 50,A N 10,A S 30,S - 20""".split(",")) {
            String[] part = edge.strip().split(" ");
            invoices.append(row("PAPER_SPECIAL", part[0], part[1], "2025-03-%02d".formatted(1 + number % 28), part[2]));
        }
        invoices.append(row("CUSTOMS_PAYMENT", "CUSTOMS", "B", "2025-03-03", "200"));
        invoices.append(row("FARM_PURCHASE", "FARMER", "B", "2025-03-04", "50"));
        invoices.append("PAPER_SPECIAL,9,77770001,2025-03-05T10:00:00+08:00,TAXIDA,A,TAXIDK,K,5000.00,650.00,VOID\n");
        staging.load("invoices", "test", invoices.toString());
        staging.load("vat_returns", "test", """
                tax_id,period,sales_general,sales_export
                TAXIDE,2025-03-01,0,300.00
                TAXIDN,2025-03-01,100.00,0
                """);
        staging.load("invoice_items", "test", """
                code,number,seller_tax_id,line,item_name,tax_class_code,amount,tax
                9,%08d,TAXIDD,1,*煤炭*动力煤,1020101010000000000,500.00,65.00
                9,%08d,TAXIDP,1,*供电*电费,1100101020000000000,40.00,5.20
                9,%08d,TAXIDA,1,*煤炭*动力煤,1020101010000000000,600.00,78.00
                """.formatted(4, 6, 1));
        jdbc.sql("select id, name, tax_id from taxpayer.v_subject")
                .query((row, n) -> names.put(row.getLong(1), row.getString(3).replace("TAXID", "")))
                .list();
    }

    private String row(String kind, String seller, String buyer, String day, String amount) {
        number++;
        BigDecimal yuan = new BigDecimal(amount).setScale(2);
        return "%s,9,%08d,%sT10:00:00+08:00,TAXID%s,%s,%s,%s,%s,%s,NORMAL%n"
                .formatted(
                        kind,
                        number,
                        day,
                        seller,
                        seller,
                        buyer.equals("-") ? "" : "TAXID" + buyer,
                        buyer.equals("-") ? "" : buyer,
                        yuan,
                        yuan.multiply(new BigDecimal("0.13")).setScale(2));
    }

    private long id(String firm) {
        return jdbc.sql("select subject_id from taxpayer.v_party where tax_id = ?")
                .param("TAXID" + firm)
                .query(Long.class)
                .single();
    }

    private TraceQuestion ask(String firm, Direction direction, int hops, int year) {
        return new TraceQuestion(
                id(firm),
                direction,
                hops,
                LocalDate.of(year, 1, 1),
                LocalDate.of(year, 12, 1),
                BigDecimal.ZERO,
                0,
                null,
                30,
                60);
    }

    private Map<String, Trace.Node> nodes(Trace trace) {
        return trace.nodes().stream().collect(Collectors.toMap(node -> name(node.id()), Function.identity()));
    }

    private String name(long id) {
        return names.computeIfAbsent(
                id,
                key -> jdbc.sql("select tax_id from taxpayer.v_subject where id = ?")
                        .param(key)
                        .query(String.class)
                        .single()
                        .replace("TAXID", ""));
    }

    private List<String> edges(Trace trace) {
        return trace.edges().stream()
                .map(edge -> edge.hop() + " " + name(edge.seller()) + ">" + name(edge.buyer()) + " "
                        + edge.amt().stripTrailingZeros().toPlainString() + (edge.cycle() ? " cycle" : "")
                        + (edge.back() ? " back" : ""))
                .sorted()
                .toList();
    }

    @Test
    void purchasesAreFollowedToTheirSourceAndEveryEndSaysWhy() {
        Trace trace = traces.trace(ask("T", Direction.UP, 6, 2025));
        assertThat(edges(trace))
                .containsExactly(
                        "1 A>T 600 cycle",
                        "1 B>T 300",
                        "1 F>T 100",
                        "2 CUSTOMS>B 200",
                        "2 D>A 500 cycle",
                        "2 FARMER>B 50",
                        "2 X1>A 300",
                        "3 P>D 40",
                        "3 T>D 60 cycle back");
        Map<String, Trace.Node> nodes = nodes(trace);
        Map<String, String> ends = new TreeMap<>();
        nodes.forEach((name, node) -> ends.put(name, String.valueOf(node.end())));
        assertThat(ends)
                .isEqualTo(Map.of(
                        "T",
                        "null",
                        "A",
                        "null",
                        "B",
                        "null",
                        "D",
                        "null",
                        "F",
                        "NO_INPUT",
                        "X1",
                        "EXTERNAL",
                        "P",
                        "EXTERNAL",
                        "CUSTOMS",
                        "IMPORT",
                        "FARMER",
                        "FARM"));
        assertThat(nodes.get("D").flow()).isCloseTo(0.6 * 500 / 800, within(1e-9));
        assertThat(nodes.get("FARMER").flow()).isCloseTo(0.3 * 50 / 250, within(1e-9));
        assertThat(nodes.get("P").flow()).isCloseTo(0.375 * 40 / 100, within(1e-9));
        assertThat(trace.cuts()).isEmpty();
    }

    @Test
    void salesAreFollowedToWhereTheyGo() {
        Trace trace = traces.trace(ask("T", Direction.DOWN, 6, 2025));
        assertThat(edges(trace))
                .containsExactly(
                        "1 T>D 60 cycle",
                        "2 D>A 500 cycle",
                        "3 A>E 200",
                        "3 A>K 50",
                        "3 A>N 10",
                        "3 A>S 30",
                        "3 A>T 600 cycle back");
        Map<String, Trace.Node> nodes = nodes(trace);
        assertThat(nodes.get("T").consumers()).isEqualByComparingTo("40");
        assertThat(List.of("E", "K", "N", "S").stream()
                        .map(name -> nodes.get(name).end().name()))
                .containsExactly("EXPORT", "KEPT", "NOT_LOADED", "CONSUMER");
        assertThat(nodes.get("D").flow()).isCloseTo(0.6, within(1e-9));
    }

    @Test
    void filtersAndHopsCutAndTheCutIsTold() {
        Trace two = traces.trace(ask("T", Direction.UP, 2, 2025));
        assertThat(nodes(two).get("D").end()).isEqualTo(Trace.End.DEPTH);
        assertThat(two.cuts()).containsExactly(new Trace.Cut(3, "DEPTH", null, null, new BigDecimal("100.00")));
        LocalDate from = LocalDate.of(2025, 1, 1);
        LocalDate to = LocalDate.of(2025, 12, 1);
        Trace large = traces.trace(
                new TraceQuestion(id("T"), Direction.UP, 6, from, to, new BigDecimal("150"), 0, null, 30, 60));
        assertThat(edges(large))
                .containsExactly("1 A>T 600", "1 B>T 300", "2 CUSTOMS>B 200", "2 D>A 500", "2 X1>A 300");
        assertThat(large.cuts())
                .containsExactly(
                        new Trace.Cut(1, "FILTER", 1L, 1L, new BigDecimal("100.00")),
                        new Trace.Cut(2, "FILTER", 1L, 1L, new BigDecimal("50.00")),
                        new Trace.Cut(3, "FILTER", 2L, 1L, new BigDecimal("100.00")));
        assertThat(nodes(large).get("D").end()).isEqualTo(Trace.End.FILTERED);
        Trace half =
                traces.trace(new TraceQuestion(id("T"), Direction.UP, 1, from, to, BigDecimal.ZERO, 0.3, null, 1, 60));
        assertThat(edges(half)).containsExactly("1 A>T 600");
        assertThat(half.cuts())
                .contains(
                        new Trace.Cut(1, "FILTER", 1L, null, new BigDecimal("100.00")),
                        new Trace.Cut(1, "TOP", 1L, null, new BigDecimal("300.00")));
        Trace narrow =
                traces.trace(new TraceQuestion(id("T"), Direction.UP, 1, from, to, BigDecimal.ZERO, 0, null, 30, 1));
        assertThat(edges(narrow)).containsExactly("1 A>T 600");
        assertThat(narrow.cuts()).contains(new Trace.Cut(1, "WIDTH", 2L, 2L, new BigDecimal("400.00")));
        Trace coal = traces.trace(
                new TraceQuestion(id("T"), Direction.UP, 6, from, to, BigDecimal.ZERO, 0, "1020101", 30, 60));
        assertThat(edges(coal)).containsExactly("1 A>T 600", "2 D>A 500");
        assertThat(nodes(coal).get("D").end()).isEqualTo(Trace.End.PRODUCTION);
    }

    @Test
    void aRandomNetIsWalkedAsTheRawInvoicesSay() {
        Random random = new Random(7);
        StringBuilder rows = new StringBuilder(HEAD);
        for (int i = 0; i < 220; i++) {
            int seller = random.nextInt(45);
            int buyer = (seller + 1 + random.nextInt(44)) % 45;
            rows.append(row(
                    "PAPER_NORMAL",
                    "R" + seller,
                    "R" + buyer,
                    "2024-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28)),
                    "" + (1 + random.nextInt(900))));
        }
        staging.load("invoices", "test", rows.toString());
        List<Map<String, Object>> raw = jdbc.sql("""
                        select p.subject_id as seller, b.subject_id as buyer, sum(i.amount) as amt from invoice.invoice i
                        join taxpayer.party p on p.id = i.party_id join taxpayer.party b on b.id = i.counter_party_id
                        where i.side = 'OUT' and i.month between '2024-01-01' and '2024-12-01' group by 1, 2""").query().listOfRows();
        for (Direction direction : Direction.values()) {
            boolean up = direction == Direction.UP;
            Trace trace = traces.trace(ask("R3", direction, 4, 2024));
            Map<Long, Integer> hops = new HashMap<>(Map.of(id("R3"), 0));
            TreeSet<String> expected = new TreeSet<>();
            for (int hop = 1; hop <= 4; hop++) {
                Map<Long, Integer> before = Map.copyOf(hops);
                for (Map<String, Object> edge : raw) {
                    Long near = (Long) edge.get(up ? "buyer" : "seller");
                    Long far = (Long) edge.get(up ? "seller" : "buyer");
                    if (before.getOrDefault(near, -1) == hop - 1) {
                        hops.putIfAbsent(far, hop);
                        expected.add(hop + " " + edge.get("seller") + ">" + edge.get("buyer") + " " + edge.get("amt"));
                    }
                }
            }
            assertThat(trace.nodes().stream().collect(Collectors.toMap(Trace.Node::id, Trace.Node::hop)))
                    .isEqualTo(hops);
            TreeSet<String> walked = new TreeSet<>();
            trace.edges()
                    .forEach(edge ->
                            walked.add(edge.hop() + " " + edge.seller() + ">" + edge.buyer() + " " + edge.amt()));
            assertThat(walked).isEqualTo(expected);
            assertThat(expected.size()).isGreaterThan(60);
        }
    }

    @Test
    void aHubAnswersWithItsLargestAndSaysWhatItLeftOut() throws Exception {
        List<List<String>> rows = new ArrayList<>();
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 1; i <= BUYERS; i++) {
            rows.add(List.of(
                    "PAPER_NORMAL",
                    "H",
                    "%08d".formatted(i),
                    "2023-%02d-10T10:00:00+08:00".formatted(1 + i % 2),
                    "TAXIDH",
                    "H",
                    "TAXIDU" + i,
                    "U" + i,
                    i + ".00",
                    "0.00",
                    "NORMAL"));
            total = total.add(BigDecimal.valueOf(i));
        }
        rows.add(List.of(
                "PAPER_NORMAL",
                "H",
                "90000000",
                "2023-01-11T10:00:00+08:00",
                "TAXIDH",
                "H",
                "TAXIDU3298",
                "U3298",
                "5000.00",
                "0.00",
                "NORMAL"));
        total = total.add(BigDecimal.valueOf(5000));
        staging.load("invoices", "test", List.of(HEAD.strip().split(",")), rows);
        LocalDate from = LocalDate.of(2023, 1, 1);
        Trace trace = traces.trace(new TraceQuestion(
                id("H"), Direction.DOWN, 2, from, LocalDate.of(2023, 12, 1), BigDecimal.ZERO, 0, null, 8, 20));
        assertThat(edges(trace))
                .containsExactly(
                        "1 H>U3293 3293",
                        "1 H>U3294 3294",
                        "1 H>U3295 3295",
                        "1 H>U3296 3296",
                        "1 H>U3297 3297",
                        "1 H>U3298 8298",
                        "1 H>U3299 3299",
                        "1 H>U3300 3300");
        Trace.Node hub = trace.nodes().get(0);
        assertThat(hub.hub()).isTrue();
        assertThat(hub.total()).isEqualByComparingTo(total);
        assertThat(hub.partnerMonths()).isEqualTo(BUYERS);
        // four times the eight listed: the 32nd of each of the two months, 3300, 3298 (with the extra one), … and 3299,
        // 3297, …
        assertThat(hub.unlisted()).isEqualByComparingTo(BigDecimal.valueOf(3300 - 2 * 31 + 3299 - 2 * 31));
        BigDecimal listed = BigDecimal.valueOf(8298 + 3300 + 3299 + 3297 + 3296 + 3295 + 3294 + 3293);
        assertThat(trace.cuts())
                .contains(new Trace.Cut(
                        1, "HUB", (long) BUYERS, null, total.subtract(listed).setScale(2)));
        assertThat(nodes(trace).get("U3300").end()).isEqualTo(Trace.End.EXTERNAL);
        String span = "from=2023-01&to=2023-12";
        assertThat(page("li.officer", "/subject/" + id("H") + "?tab=space&" + span, 200))
                .contains("只列出金额最大的 50 户", "未列出的任何一户合计不超过 0.63 万元", "hx-get=\"/subject/" + id("H") + "/tiles")
                .contains("U3253")
                .doesNotContain("U3249<");
        assertThat(page("li.officer", "/subject/" + id("H") + "/tiles?" + span, 200))
                .contains("3,300 户", "地区未知");
        assertThat(page("li.officer", "/subject/" + id("H") + "?tab=space&all=true&" + span, 200))
                .contains("下一页");
    }

    @Test
    void answersKeepToTheAreaAndRefuseNonsense() throws Exception {
        long start = id("T");
        JsonNode answer =
                json.readTree(page("li.officer", "/api/v1/subjects/" + start + "/trace?direction=UP&hops=6", 200));
        assertThat(answer.path("edges").size()).isEqualTo(9);
        assertThat(answer.path("nodes").path(0).path("subject").path("name").asString())
                .isEqualTo("T");
        assertThat(answer.path("cut").size()).isZero();
        page("chen.other", "/api/v1/subjects/" + start + "/trace", 404);
        page("sys.one", "/api/v1/subjects/" + start + "/trace", 403);
        assertThat(page("li.officer", "/api/v1/subjects/" + start + "/trace?hops=99", 422))
                .contains("跳数应在 1 到 8 之间");
        assertThat(page("li.officer", "/api/v1/subjects/" + start + "/trace?min=abc", 422))
                .contains("不是有效的数字");
        assertThat(page("li.officer", "/subject/" + start + "/trace?direction=UP&hops=6&from=2025-01&to=2025-12", 200))
                .contains("没有进项来源", "未登记的交易方", "回流", "/subject/" + id("A") + "/sales/" + start)
                .doesNotContain("??");
        assertThat(jdbc.sql(
                                "select count(*) from trail.action where action = 'dossier.trace.view' and subject_id = ? and reading")
                        .param(start)
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    void theSpaceTabItsThroughputAndTheInvoicesBehindAnEdgeShowTheirNumbers() throws Exception {
        long start = id("T");
        String span = "&from=2025-01&to=2025-12";
        JsonNode partners =
                json.readTree(page("li.officer", "/api/v1/subjects/" + start + "/counterparties?side=IN&limit=2", 200));
        assertThat(partners.path("rows").size()).isEqualTo(2);
        JsonNode first = partners.path("rows").path(0);
        assertThat(first.path("name").asString() + " " + first.path("amt").asString() + " "
                        + first.path("share").asDouble() + " "
                        + first.path("goods").asString() + " "
                        + first.path("province").asString())
                .isEqualTo("A 600.0 0.6 煤炭 浙江省");
        JsonNode next = json.readTree(page(
                "li.officer",
                "/api/v1/subjects/" + start + "/counterparties?side=IN&limit=2&after="
                        + partners.path("next").asString(),
                200));
        assertThat(next.path("rows").path(0).path("name").asString()).isEqualTo("F");
        assertThat(next.path("next").isNull()).isTrue();
        assertThat(page("li.officer", "/subject/" + start + "?tab=space&side=IN" + span, 200))
                .contains("浙江省", "煤炭", "province=33", "看发票")
                .doesNotContain("??");
        assertThat(page("li.officer", "/subject/" + start + "/throughput?from=2025-01&to=2025-12", 200))
                .contains("1000.0%", "吞吐量")
                .doesNotContain("??");
        assertThat(page("li.officer", "/subject/" + id("A") + "/sales/" + start + "?from=2025-01&to=2025-12", 200))
                .contains("600.00", "78.00", "煤炭", "纸质专票")
                .doesNotContain("??");
        page("chen.other", "/subject/" + id("A") + "/sales/" + start, 404);
        assertThat(page("li.officer", "/subject/" + id("A") + "/sales/" + id("K") + "?from=2025-01&to=2025-12", 200))
                .contains("作废");
    }

    @Test
    void largeInvoicesAreThoseOfTheAreaAtOrAboveTheThreshold() throws Exception {
        String span = "&from=2026-03&to=2026-04";
        String of = page("li.officer", "/invoice/large?least=10" + span, 200);
        assertThat(of)
                .contains("00000101", "00000102", "00000103", FileWorld.FIRM)
                .doesNotContain("00000105", "??");
        assertThat(page("wang.super", "/invoice/large?least=700" + span, 200))
                .contains("00000101")
                .doesNotContain("00000102", "00000103");
        assertThat(page("chen.other", "/invoice/large?least=10" + span, 200)).doesNotContain("00000101");
        assertThat(page("li.officer", "/invoice/large?least=3", 422)).contains("门槛不能低于 10 万元");
        page("li.officer", "/invoice/large?office=" + world.office("13301080000"), 404);
        assertThat(page("li.officer", "/trace?q=nobody", 200)).contains("没有找到");
        mvc.perform(get("/trace?q=TAXIDK").with(user("li.officer"))).andExpect(status().is3xxRedirection());
    }

    private String page(String login, String url, int expected) throws Exception {
        return mvc.perform(get(url).with(user(login)))
                .andExpect(status().is(expected))
                .andReturn()
                .getResponse()
                .getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
    }
}
