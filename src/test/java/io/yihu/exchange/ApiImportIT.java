package io.yihu.exchange;

import static io.yihu.exchange.TinyWorld.HEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.organization.AccountService;
import io.yihu.organization.NewAccount;
import io.yihu.platform.Roles;
import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;

/** Files by API and page: keys, idempotency, reports, workbook; every page answers. */
@YihuIT
class ApiImportIT {
    @Autowired
    MockMvc mvc;

    @Autowired
    TinyWorld tiny;

    @Autowired
    ApiKeyService keys;

    @Autowired
    BatchRun run;

    @Autowired
    AccountService accounts;

    @Autowired
    JdbcClient jdbc;

    @Value("${yihu.test.database}")
    String database;

    @BeforeEach
    void world() throws Exception {
        tiny.empty();
        CleanDatabase.clean(database);
        accounts.createAll(List.of(
                new NewAccount("sys.import", "系统员", "A1", null, "Test-2026-Pass", false, Set.of(Roles.SYSTEM_ADMIN)),
                new NewAccount("super.import", "科长", "A2", null, "Test-2026-Pass", false, Set.of(Roles.SUPERVISOR)),
                new NewAccount("model.import", "模型员", "A3", null, "Test-2026-Pass", false, Set.of(Roles.MODEL_ADMIN))));
    }

    @Test
    void twentySendersWithOneKeyMakeOneBatch() throws Exception {
        String key = keys.create("厂商系统", List.of("tiny"), 30).key();
        List<Callable<String>> senders = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            senders.add(() -> mvc.perform(send("tiny", HEAD + "X1,甲,A,1,,,,,,,\n")
                            .header("Authorization", "Bearer " + key)
                            .header("Idempotency-Key", "k-1"))
                    .andExpect(status().isAccepted())
                    .andReturn()
                    .getResponse()
                    .getContentAsString()
                    .replaceAll(".*\"batch\":(\\d+).*", "$1"));
        }
        var pool = Executors.newFixedThreadPool(8);
        Set<String> batches = new java.util.HashSet<>();
        for (var answer : pool.invokeAll(senders)) {
            batches.add(answer.get());
        }
        pool.shutdown();
        assertThat(batches).hasSize(1);
        assertThat(jdbc.sql("select count(*) from exchange.batch")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        mvc.perform(send("tiny", HEAD + "X2,乙,A,1,,,,,,,\n")
                        .header("Authorization", "Bearer " + key)
                        .header("Idempotency-Key", "k-1"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail").isNotEmpty());
    }

    @Test
    void aKeyServesOnlyItsFeedsAndEndsWhenRevoked() throws Exception {
        ApiKeyService.Made made = keys.create("厂商系统", List.of("invoices"), null);
        mvc.perform(send("tiny", HEAD).header("Authorization", "Bearer " + made.key()))
                .andExpect(status().isForbidden());
        mvc.perform(get("/api/v1/batches/1").header("Authorization", "Bearer " + made.key()))
                .andExpect(status().isNotFound());
        keys.revoke(made.id());
        mvc.perform(get("/api/v1/batches/1").header("Authorization", "Bearer " + made.key()))
                .andExpect(status().isUnauthorized());
        mvc.perform(send("tiny", HEAD).header("Authorization", "Bearer yihu_guess"))
                .andExpect(status().isUnauthorized());
        assertThat(jdbc.sql("select hash from exchange.api_key")
                        .query(String.class)
                        .single())
                .doesNotContain(made.key());
    }

    @Test
    void fromUploadOverPreviewToReportAndWorkbook() throws Exception {
        String evil = HEAD + "X1,\"=cmd|' /C calc'!A0\",A,1,,,,,,,\nX2,@SUM(1),Z,1,,,,,,,\nX3,＝1+1,Z,-5,,,,,,,\n";
        String location = mvc.perform(multipart("/exchange/batches")
                        .file(new MockMultipartFile(
                                "file", "../evil.csv", "text/csv", evil.getBytes(StandardCharsets.UTF_8)))
                        .param("feed", "tiny")
                        .with(user("super.import"))
                        .with(csrf()))
                .andExpect(redirectedUrlPattern("/exchange/batches/*"))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        long id = Long.parseLong(location.substring(location.lastIndexOf('/') + 1));
        assertThat(page(location, "super.import"))
                .contains("evil.csv")
                .doesNotContain("../evil")
                .contains("只能是");
        mvc.perform(post(location + "/start")
                        .param("load", "true")
                        .with(user("super.import"))
                        .with(csrf()))
                .andExpect(redirectedUrlPattern("/exchange/batches/*"));
        run.run(id, ImportProgress.SILENT, () -> false);
        mvc.perform(get("/api/v1/batches/" + id).with(user("super.import")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.rows.read").value(3))
                .andExpect(jsonPath("$.rows.inserted").value(1))
                .andExpect(jsonPath("$.rejectedByReason.unknown_code").value(2));
        mvc.perform(get("/api/v1/batches/" + id + "/rejects?limit=1").with(user("super.import")))
                .andExpect(jsonPath("$.rows[0].line").value(3))
                .andExpect(jsonPath("$.rows[0].column").value("kind"))
                .andExpect(jsonPath("$.rows[0].fix").isNotEmpty())
                .andExpect(jsonPath("$.next").isNotEmpty());
        byte[] book = mvc.perform(get(location + "/rejects.xlsx").with(user("super.import")))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(book))) {
            var sheet = workbook.getSheetAt(0);
            assertThat(sheet.getRow(1).getCell(1).getCellType()).isEqualTo(CellType.STRING);
            assertThat(sheet.getRow(1).getCell(1).getStringCellValue()).isEqualTo("@SUM(1)");
            assertThat(sheet.getRow(2).getCell(1).getStringCellValue()).isEqualTo("＝1+1");
            assertThat(sheet.getRow(1).getCell(12).getNumericCellValue()).isEqualTo(3);
        }
        assertThat(page(location + "/rejects", "super.import")).contains(">kind<", ">Z<");
        assertThat(page(location + "/lines/3", "super.import")).contains("@SUM(1)");
        mvc.perform(get(location).with(user("model.import"))).andExpect(status().isForbidden());
    }

    @Test
    void everyPageAnswers() throws Exception {
        for (String url : List.of(
                "/exchange/batches",
                "/exchange/feeds",
                "/exchange/feeds/tiny",
                "/exchange/definitions",
                "/exchange/definitions?code=local-code-input-invoices",
                "/exchange/keys")) {
            assertThat(page(url, "sys.import")).as(url).contains("<main");
            assertThat(page(url + (url.contains("?") ? "&" : "?") + "lang=en", "sys.import"))
                    .as(url)
                    .contains("<main");
        }
        mvc.perform(get("/exchange/keys").with(user("super.import"))).andExpect(status().isForbidden());
    }

    @Test
    void aDefinitionMadeOnThePageLoadsAForeignFile() throws Exception {
        String yaml = """
                code: foreign
                targets:
                  - feed: tiny
                    where: [{column: 状态, notIn: [删除]}]
                    columns:
                      id: {text: 'P{编号}'}
                      amount: {from: 金额, number: {strip: [元], thousands: ',', times: 4}}
                      kind: {from: 类别, codes: {甲类: A}, otherwise: B}
                      day: {from: 日期, date: yyyy/M/d}
                      ok: {sign: 金额2}
                """;
        mvc.perform(post("/exchange/definitions")
                        .param("yaml", yaml)
                        .with(user("super.import"))
                        .with(csrf()))
                .andExpect(status().is3xxRedirection());
        assertThat(page("/exchange/definitions?code=foreign", "super.import")).contains("P{编号}");
        mvc.perform(post("/exchange/definitions")
                        .param("yaml", yaml.replace("day:", "dai:"))
                        .with(user("super.import"))
                        .with(csrf()))
                .andExpect(status().isOk());
        String file = "编号,金额,金额2,类别,日期,状态\n1,\"1,234.5元\",-3,甲类,2026/3/2,\n2,5,3,乙,2017/2/30,\n3,5,3,乙,2017/2/3,删除\n";
        long id = Long.parseLong(
                mvc.perform(send("foreign", file).with(user("super.import")).with(csrf()))
                        .andExpect(status().isAccepted())
                        .andReturn()
                        .getResponse()
                        .getContentAsString()
                        .replaceAll(".*\"batch\":(\\d+).*", "$1"));
        run.run(id, ImportProgress.SILENT, () -> false);
        assertThat(tiny.reports(id)).containsExactly("3 日期 date_impossible");
        assertThat(tiny.content()).contains("\"P1\"", "12345000.00", "\"A\"", "2026-03-02", "false");
        mvc.perform(get("/api/v1/batches/" + id).with(user("super.import")))
                .andExpect(jsonPath("$.rows.filtered").value(1));
        theAdministratorSeesNoTaxpayers(id);
    }

    /** Three administrators: the one of the system keeps it running and reads no row of a taxpayer. */
    private void theAdministratorSeesNoTaxpayers(long id) throws Exception {
        for (String path : List.of("", "/rejects", "/rejects.xlsx", "/lines/3")) {
            mvc.perform(get("/exchange/batches/" + id + path).with(user("sys.import")))
                    .andExpect(status().isNotFound());
        }
        page("/exchange/batches/" + id + "/rejects", "super.import");
        assertThat(jdbc.sql(
                                "select count(*) from trail.v_action where action = 'exchange.rejects.view' and object_id = ?")
                        .param(Long.toString(id))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private String page(String url, String login) throws Exception {
        return mvc.perform(get(url).with(user(login)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private static MockMultipartHttpServletRequestBuilder send(String feed, String text) {
        return multipart("/api/v1/feeds/" + feed + "/batches")
                .file(new MockMultipartFile("file", "f.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8)));
    }
}
