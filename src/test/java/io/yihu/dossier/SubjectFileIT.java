package io.yihu.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.support.FileWorld;
import io.yihu.support.YihuIT;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files show what was fed in, to those in whose area it is, and leave a row. */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubjectFileIT {
    @Autowired
    FileWorld world;

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    long firm;
    long neighbour;

    @BeforeAll
    void feed() {
        world.build();
        firm = world.subject(FileWorld.FIRM);
        neighbour = world.subject(FileWorld.NEIGHBOUR);
    }

    private String page(String login, String url, int expected) throws Exception {
        return mvc.perform(get(url).with(user(login)))
                .andExpect(status().is(expected))
                .andReturn()
                .getResponse()
                .getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"overview", "time", "space", "space&side=IN", "trade", "people", "risk", "matters", "papers"})
    void everyTabOpensForTheOfficerInWhoseAreaTheFirmIs(String tab) throws Exception {
        assertThat(page("li.officer", "/subject/" + firm + "?tab=" + tab, 200))
                .contains(FileWorld.FIRM, "91330106MA0000001A", "海岸县第一税务所")
                .doesNotContain("??");
    }

    private List<Long> listed(String login, String query) throws Exception {
        List<Long> ids = new ArrayList<>();
        String next = null;
        do {
            String url = "/api/v1/subjects?limit=1" + query + (next == null ? "" : "&after=" + next);
            JsonNode answer = json.readTree(page(login, url, 200));
            answer.get("rows").forEach(row -> ids.add(row.get("id").asLong()));
            next = answer.get("next").isNull() ? null : answer.get("next").asString();
        } while (next != null);
        return ids;
    }

    @Test
    void theListIsNarrowedByOfficeAndLevelAndJoinsItsPages() throws Exception {
        String inScope = """
                select s.id from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                left join risk.v_subject_level l on l.subject_id = s.id
                where o.path like (select t.path || '%%' from organization.v_office t join taxpayer.v_subject f on f.office_id = t.id
                  where f.id = %d) %s order by s.id""";
        List<Long> all = jdbc.sql(inScope.formatted(firm, "")).query(Long.class).list();
        assertThat(listed("li.officer", "")).isEqualTo(all).contains(firm).doesNotContain(neighbour);
        String office = jdbc.sql(
                        "select o.code from organization.v_office o join taxpayer.v_subject s on s.office_id = o.id where s.id = ?")
                .param(firm)
                .query(String.class)
                .single();
        assertThat(listed("mo.model", "&office=" + office)).isEqualTo(all);
        for (String level : List.of("HIGH", "MEDIUM", "LOW", "NONE")) {
            assertThat(listed("li.officer", "&level=" + level))
                    .isEqualTo(jdbc.sql(inScope.formatted(firm, "and coalesce(l.level, 'NONE') = '" + level + "'"))
                            .query(Long.class)
                            .list());
        }
        assertThat(listed("li.officer", "&taxId=91330106MA0000001A")).containsExactly(firm);
        assertThat(listed("li.officer", "&q=" + FileWorld.FIRM.substring(0, 2))).contains(firm);
        page("li.officer", "/api/v1/subjects?level=WORST", 422);
        page("li.officer", "/api/v1/subjects?after=x", 422);
    }

    @Test
    void theNeighbourAnswersLikeWhatDoesNotExist() throws Exception {
        String absent = page("li.officer", "/subject/999999999", 404);
        String neighbouring = page("li.officer", "/subject/" + neighbour, 404);
        assertThat(withoutForms(neighbouring)).isEqualTo(withoutForms(absent)).doesNotContain(FileWorld.NEIGHBOUR);
        page("chen.other", "/subject/" + neighbour, 200);
        page("chen.other", "/subject/" + firm, 404);
        page("wang.super", "/subject/" + neighbour, 404);
        page("mo.model", "/subject/" + neighbour, 200);
        assertThat(page("li.officer", "/api/v1/subjects/" + neighbour + "/timeline", 404))
                .isEqualTo(page("li.officer", "/api/v1/subjects/999999999/timeline", 404)
                        .replace("999999999", String.valueOf(neighbour)));
        for (String administrator : List.of("sys.one", "sec.one", "aud.one")) {
            page(administrator, "/subject/" + firm, 403);
        }
    }

    /** Language links and tokens differ by address; the message must not. */
    private static String withoutForms(String html) {
        return html.replaceAll("(?s)<header.*?</header>", "");
    }

    @Test
    void anOpenTaskOpensTheFileOutsideTheOffice() throws Exception {
        long officer = world.officer("S003");
        page("chen.other", "/subject/" + world.subject("海岸采购有限公司"), 404);
        jdbc.sql("""
                        insert into task.task (matter_id, work_order_id, subject_id, matter_type, source, level, office_id, officer_id,
                          duty_code, state, priority, standard_minutes, created_at, due_at)
                        values (1, 1, ?, 'POST_RESPONSE', 'RISK', 'HIGH', ?, ?, 'RISK_RESPONSE', 'ACCEPTED', 1.5, 240, now(), now() + interval '9 days')""")
                .params(world.subject("海岸采购有限公司"), world.office("13301080001"), officer)
                .update();
        page("chen.other", "/subject/" + world.subject("海岸采购有限公司"), 200);
        jdbc.sql("update task.task set closed_at = now(), state = 'CLOSED' where officer_id = ?")
                .param(officer)
                .update();
        page("chen.other", "/subject/" + world.subject("海岸采购有限公司"), 404);
    }

    @Test
    void theCurveAndItsMarkersEqualTheFactsCountedFromTheInvoicesThemselves() throws Exception {
        String html = page("li.officer", "/subject/" + firm, 200);
        String island = html.replaceAll("(?s).*data-chart=\"([^\"]*)\".*", "$1").replace("&quot;", "\"");
        JsonNode chart = json.readTree(island);
        List<String> months = jdbc.sql("""
                        select to_char(issue_time at time zone 'Asia/Shanghai', 'YYYY-MM') || ' ' || round(sum(amount) / 10000, 2)
                        from invoice.invoice i join taxpayer.party p on p.id = i.party_id
                        where p.subject_id = ? and side = 'OUT' and status <> 'VOID' group by to_char(issue_time at time zone 'Asia/Shanghai', 'YYYY-MM')
                        order by 1""").param(firm).query(String.class).list();
        JsonNode out = chart.path("series").path(0).path("values");
        List<String> drawn = new java.util.ArrayList<>();
        for (int i = 0; i < chart.path("x").size(); i++) {
            drawn.add(chart.path("x").path(i).asString() + " "
                    + out.path(i).decimalValue().setScale(2).toPlainString());
        }
        assertThat(drawn).isEqualTo(months).contains("2026-03 820.00", "2026-04 650.00", "2026-02 0.30");
        List<String> markers = new java.util.ArrayList<>();
        chart.path("markers")
                .forEach(mark -> markers.add(
                        mark.path("x").asString() + " " + mark.path("label").asString()));
        assertThat(markers).containsExactly("2025-06 地址变更 2025-06-10", "2026-03 法定代表人变更 2026-03-02");
    }

    @Test
    void theTimelineIsNewestFirstCompleteAndPagedByKey() throws Exception {
        List<String> whole = events("");
        assertThat(whole)
                .containsSubsequence(
                        "2026-04-30 VOID",
                        "2026-04-30 ISSUE_MONTHLY",
                        "2026-03-31 RECEIVE_MONTHLY",
                        "2026-03-02 CHANGE",
                        "2025-06-10 CHANGE",
                        "2025-04-10 FIRST_ISSUE",
                        "2021-03-05 QUOTA_APPROVED",
                        "2021-03-01 REGISTER")
                .filteredOn(line -> line.endsWith("ISSUE_MONTHLY"))
                .hasSize(13);
        assertThat(whole.stream().map(line -> line.substring(0, 10)).toList())
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        List<String> paged = new java.util.ArrayList<>();
        String after = "";
        do {
            JsonNode answer = timeline("?limit=5" + (after.isEmpty() ? "" : "&after=" + after));
            answer.path("rows").forEach(row -> paged.add(line(row)));
            after = answer.path("next").isNull() ? null : answer.path("next").asString();
        } while (after != null);
        assertThat(paged).isEqualTo(whole);
        assertThat(events("?type=CHANGE&from=2026-01-01")).containsExactly("2026-03-02 CHANGE");
        assertThat(page("li.officer", "/api/v1/subjects/" + firm + "/timeline?type=NONSENSE", 422))
                .contains("NONSENSE");
    }

    private List<String> events(String query) throws Exception {
        List<String> lines = new java.util.ArrayList<>();
        timeline(query).path("rows").forEach(row -> lines.add(line(row)));
        return lines;
    }

    private JsonNode timeline(String query) throws Exception {
        return json.readTree(page("li.officer", "/api/v1/subjects/" + firm + "/timeline" + query, 200));
    }

    private static String line(JsonNode row) {
        return row.path("day").asString() + " " + row.path("type").asString();
    }

    @Test
    void counterpartiesAreSummedAndOnlyThoseInScopeAreLinked() throws Exception {
        String html = page("li.officer", "/subject/" + firm + "?tab=space&from=2026-03&to=2026-04", 200);
        assertThat(html)
                .contains("1,450.00", "98.6%", "20.00", "1.4%", FileWorld.NEIGHBOUR, "辖区外")
                .doesNotContain("href=\"/subject/" + neighbour + "\"")
                .contains("href=\"/subject/" + world.subject("海岸采购有限公司") + "\"");
        assertThat(page("li.officer", "/subject/" + firm + "?tab=space&side=IN", 200))
                .contains("外省供货", "未登记的交易方");
    }

    @Test
    void peopleLeadToTheirOtherFirmsAndNamesAreMaskedWhereTheRoleDoesNotHandleMatters() throws Exception {
        String people = page("li.officer", "/subject/" + firm + "?tab=people", 200);
        assertThat(people).contains("孙新人", "钱老板", FileWorld.NEIGHBOUR, "2026-03-02");
        assertThat(page("mo.model", "/subject/" + firm + "?tab=people", 200))
                .contains("孙**", "钱**")
                .doesNotContain("孙新人");
        assertThat(page("li.officer", "/person/" + world.person("P2"), 200))
                .contains(FileWorld.FIRM, FileWorld.NEIGHBOUR);
        page("chen.other", "/person/" + world.person("P1"), 404);
        page("mo.model", "/person/" + world.person("P2"), 403);
    }

    @Test
    void openingAFileLeavesARowWithTheReader() throws Exception {
        String count =
                "select count(*) from trail.action where action = ? and reading and actor = 'wang.super' and object_id = ?";
        page("wang.super", "/subject/" + firm + "?tab=risk", 200);
        page("wang.super", "/subject/" + neighbour, 404);
        assertThat(jdbc.sql(
                                "select details->>'part' from trail.action where actor = 'wang.super' and subject_id = ? and reading order by id desc limit 1")
                        .param(firm)
                        .query(String.class)
                        .single())
                .isEqualTo("risk");
        assertThat(jdbc.sql(count)
                        .params("dossier.subject.view", String.valueOf(neighbour))
                        .query(Long.class)
                        .single())
                .isZero();
        long officer = world.officer("S001");
        page("wang.super", "/staff/" + officer, 200);
        assertThat(jdbc.sql(count)
                        .params("dossier.staff.view", String.valueOf(officer))
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void officesAndOfficersOpenForScopeSelfAndChainOfCommandOnly() throws Exception {
        page("li.officer", "/staff/" + world.officer("S001"), 200);
        page("li.officer", "/staff/" + world.officer("S002"), 404);
        page("chen.other", "/staff/" + world.officer("S001"), 404);
        page("zhao.grid", "/staff/" + world.officer("S001"), 404);
        page("sys.one", "/staff/" + world.officer("S001"), 404);
        assertThat(page("wang.super", "/office/" + world.office("13301060000"), 200))
                .contains("海岸县第一税务所");
        page("wang.super", "/office/" + world.office("13301080000"), 404);
        page("wang.super", "/office/" + world.office("13301000000"), 404);
        page("mo.model", "/office/" + world.office("10000000000"), 200);
    }
}
