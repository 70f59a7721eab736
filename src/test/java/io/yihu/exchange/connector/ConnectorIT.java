package io.yihu.exchange.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.platform.YihuProperties;
import io.yihu.support.FileWorld;
import io.yihu.support.TestDatabase;
import io.yihu.support.YihuIT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** The two national databases: a folder of files and a real database, each asked again and again; nothing comes twice, nothing is lost. */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodName.class)
class ConnectorIT {
    private static final String HEADER =
            "登记序号,纳税人识别号,统一社会信用代码,原纳税人识别号,纳税人名称,课征主体类型,登记注册类型代码,纳税人状态代码,增值税纳税人类型,行业代码,注册地行政区划,注册地址,经营地行政区划,生产经营地址,主管税务机关代码,登记日期,开业日期,注销日期,注册资本,实收资本,从业人数,经营范围,联系电话,电子邮箱,税源类别,更新时间\n";

    @Autowired
    FileWorld world;

    @Autowired
    ConnectorPull pulls;

    @Autowired
    ConnectorQueries queries;

    @Autowired
    YihuProperties properties;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc mvc;

    Path folder;
    String national;

    @BeforeAll
    void theyGiveWhatTheyHave() throws Exception {
        world.build();
        folder = properties.dataDir().toAbsolutePath().resolve("connectors/legal_db/登记信息");
        Files.createDirectories(folder);
        national = TestDatabase.create();
        national("""
                create table natural_income ("自然人档案号" text, "扣缴义务人识别号" text, "所属期" text, "收入额" numeric(20,2), "扣缴税额" numeric(20,2),
                  "更新时间" timestamp, "备注" text)""");
        Map<String, String> login = TestDatabase.properties(national);
        System.setProperty("yihu.connector.natural_db.url", login.get("yihu.db.url"));
        System.setProperty("yihu.connector.natural_db.user", login.get("yihu.db.user"));
        System.setProperty("yihu.connector.natural_db.password", login.get("yihu.db.password"));
    }

    @AfterAll
    void theyAreTakenAwayAgain() throws Exception {
        List.of("url", "user", "password").forEach(name -> System.clearProperty("yihu.connector.natural_db." + name));
        try (var files = Files.walk(folder.getParent())) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void a_theFirstTimeEverythingComesLaterOnlyWhatChanged() throws Exception {
        file(
                "01.csv",
                firm("L1", "91330106MA0000021L", "法人库一号有限公司", "一般纳税人", "2026-04-01 08:00:00")
                        + firm("L2", "91330106MA0000022L", "法人库二号有限公司", "小规模纳税人", "2026-04-02 08:00:00"));
        pulls.pullNow("legal_db");
        assertThat(mark("legal_db", "登记信息")).isEqualTo(LocalDateTime.of(2026, 4, 2, 8, 0));
        assertThat(last("登记信息").rows()).isEqualTo(2);
        assertThat(typeOf("法人库一号有限公司")).isEqualTo("GENERAL");

        file(
                "02.csv",
                firm("L1", "91330106MA0000021L", "法人库一号改名有限公司", "一般纳税人", "2026-04-05T09:30:00")
                        + firm("L3", "91330106MA0000023L", "迟到的旧记录有限公司", "一般纳税人", "2026-03-01"));
        pulls.pullNow("legal_db");
        assertThat(last("登记信息"))
                .satisfies(pull -> assertThat(pull.state()).isEqualTo("DONE"))
                .satisfies(pull -> assertThat(pull.fromMark()).isEqualTo(LocalDateTime.of(2026, 4, 2, 8, 0)))
                // the changed row, and the row that stands exactly on the mark
                .satisfies(pull -> assertThat(pull.rows()).isEqualTo(2))
                .satisfies(pull -> assertThat(pull.loaded()).isEqualTo(1));
        assertThat(typeOf("法人库一号改名有限公司")).isEqualTo("GENERAL");
        assertThat(count("select count(*) from taxpayer.registration where reg_serial = 'L3'"))
                .isZero();
        assertThat(mark("legal_db", "登记信息")).isEqualTo(LocalDateTime.of(2026, 4, 5, 9, 30));
    }

    @Test
    void b_aTimeInTheFutureMovesNothingAndARowWithoutOneIsNotLost() throws Exception {
        file(
                "03.csv",
                firm("L4", "91330106MA0000024L", "未来有限公司", "一般纳税人", "2199-01-01 00:00:00")
                        + firm("L5", "91330106MA0000025L", "没写时间有限公司", "一般纳税人", ""));
        pulls.pullNow("legal_db");
        assertThat(count("select count(*) from taxpayer.registration where reg_serial in ('L4', 'L5')"))
                .isEqualTo(2);
        assertThat(mark("legal_db", "登记信息")).isEqualTo(LocalDateTime.of(2026, 4, 5, 9, 30));
    }

    @Test
    void c_aFileThatCannotBeUsedIsToldAndTheMarkStays() throws Exception {
        Files.writeString(folder.resolve("04.csv"), "登记序号,纳税人识别号\nL6,91330106MA0000026L\n");
        pulls.pullNow("legal_db");
        assertThat(last("登记信息").state()).isEqualTo("FAILED");
        assertThat(last("登记信息").reason()).contains("04.csv").contains("更新时间");
        assertThat(mark("legal_db", "登记信息")).isEqualTo(LocalDateTime.of(2026, 4, 5, 9, 30));
        Files.delete(folder.resolve("04.csv"));
    }

    @Test
    void d_aDatabaseIsAskedOnlyForWhatIsNotOlderThanTheMark() throws Exception {
        national("""
                insert into natural_income values
                  ('P1', '91330106MA0000001A', '2026-01', 9000, 120, '2026-02-10 10:00', null),
                  ('P2', '91330106MA0000001A', '2026-01', 7000, 60, '2026-02-11 10:00', null)""");
        pulls.pullNow("natural_db");
        assertThat(count("select count(*) from taxpayer.person_income")).isEqualTo(2);
        // an old row quietly changed without its time is not seen: the mark is what the source says changed
        national("update natural_income set \"收入额\" = 1 where \"自然人档案号\" = 'P1'");
        national(
                "insert into natural_income values ('P2', '91330106MA0000001A', '2026-02', 7100, 61, '2026-03-11 10:00', null)");
        pulls.pullNow("natural_db");
        assertThat(last("个人所得").rows()).isEqualTo(2);
        assertThat(jdbc.sql("select sum(pay) from taxpayer.person_income")
                        .query(java.math.BigDecimal.class)
                        .single())
                .isEqualByComparingTo("23100");
        assertThat(mark("natural_db", "个人所得")).isEqualTo(LocalDateTime.of(2026, 3, 11, 10, 0));
        assertThat(last("任职投资").state()).as("a table that is not there").isEqualTo("FAILED");
    }

    @Test
    void e_thePageSaysWhereEachStandsAndADataSetMayBeginAnew() throws Exception {
        mvc.perform(get("/exchange/connectors").with(user("li.officer"))).andExpect(status().isForbidden());
        String page = page();
        assertThat(page).contains("法人纳税人全息数据库", "自然人税收综合信息库", "2026-04-05 09:30:00", "connectors/legal_db");
        assertThat(page).doesNotContain("password");
        String refused =
                mvc.perform(rewind("个人所得", " ")).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
        assertThat(refused).contains("请写明从头重取的理由");
        mvc.perform(rewind("个人所得", "来源更正历史数据")).andExpect(status().is3xxRedirection());
        assertThat(count("select count(*) from exchange.connector_mark where data_set = '个人所得'"))
                .isZero();
        pulls.pullNow("natural_db");
        assertThat(last("个人所得").rows()).isEqualTo(3);
        assertThat(jdbc.sql("select sum(pay) from taxpayer.person_income")
                        .query(java.math.BigDecimal.class)
                        .single())
                .as("the quiet change came with the rest")
                .isEqualByComparingTo("14101");
        mvc.perform(post("/exchange/connectors/nothing/pull")
                        .with(user("wang.super"))
                        .with(csrf()))
                .andExpect(status().isNotFound());
    }

    private org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder rewind(
            String set, String reason) {
        return post("/exchange/connectors/natural_db/rewind")
                .param("set", set)
                .param("reason", reason)
                .with(user("wang.super"))
                .with(csrf());
    }

    private String page() throws Exception {
        return mvc.perform(get("/exchange/connectors").with(user("wang.super")))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private void file(String name, String rows) throws Exception {
        Files.writeString(folder.resolve(name), HEADER + rows);
    }

    private static String firm(String serial, String taxId, String name, String type, String changed) {
        return serial + "," + taxId + ",,," + name + ",,,03," + type + ",,330106,,,,13301060001,2020-01-01,,,,,,,,,,"
                + changed + "\n";
    }

    private void national(String sql) throws Exception {
        try (Connection connection = TestDatabase.owner(national);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private LocalDateTime mark(String connector, String set) {
        return jdbc.sql("select mark from exchange.connector_mark where connector = ? and data_set = ?")
                .params(connector, set)
                .query(LocalDateTime.class)
                .single();
    }

    private ConnectorQueries.Pull last(String set) {
        return queries.pulls(100).stream()
                .filter(pull -> pull.dataSet().equals(set))
                .findFirst()
                .orElseThrow();
    }

    private String typeOf(String name) {
        return jdbc.sql("select taxpayer_type from taxpayer.v_subject where name = ?")
                .param(name)
                .query(String.class)
                .single();
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
