package io.yihu.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.support.FileWorld;
import io.yihu.support.YihuIT;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Search finds by two Chinese characters, code, initials and person, and never leaves the scope. */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchIT {
    @Autowired
    FileWorld world;

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @BeforeAll
    void feed() {
        world.build();
    }

    private String found(String login, String term) throws Exception {
        return mvc.perform(get("/search").param("q", term).param("list", "true").with(user(login)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8)
                .replaceAll("(?s)<header.*?</header>", "");
    }

    @Test
    void twoCharactersFindThePartOfANameInsideTheScopeOnly() throws Exception {
        assertThat(found("li.officer", "商贸")).contains(FileWorld.FIRM).doesNotContain(FileWorld.NEIGHBOUR);
        assertThat(found("chen.other", "商贸")).contains(FileWorld.NEIGHBOUR).doesNotContain(FileWorld.FIRM);
        assertThat(found("mo.model", "商贸")).contains(FileWorld.FIRM, FileWorld.NEIGHBOUR);
        assertThat(found("sys.one", "商贸")).doesNotContain(FileWorld.FIRM, FileWorld.NEIGHBOUR);
        assertThat(found("li.officer", "邻县"))
                .isEqualTo(found("li.officer", "无县").replace("无县", "邻县"));
    }

    @Test
    void taxIdInitialsAndPersonFindTheFirm() throws Exception {
        assertThat(found("li.officer", "91330106ma0000001")).contains(FileWorld.FIRM);
        assertThat(found("li.officer", "jksm")).contains(FileWorld.FIRM);
        assertThat(found("li.officer", "孙新")).contains("孙新人", FileWorld.FIRM);
        assertThat(found("chen.other", "钱老板")).doesNotContain("/person/");
        assertThat(found("mo.model", "孙新")).doesNotContain("/person/");
        assertThat(found("wang.super", "李四")).contains("/staff/" + world.officer("S001"));
        assertThat(found("li.officer", "陈邻")).doesNotContain("/staff/");
        assertThat(found("wang.super", "海岸")).contains("/office/", "海岸采购有限公司");
    }

    @Test
    void whatNamesOneThingExactlyLeadsToItsFile() throws Exception {
        String file = "/subject/" + world.subject(FileWorld.FIRM);
        mvc.perform(get("/search").param("q", "91330106MA0000001A").with(user("li.officer")))
                .andExpect(redirectedUrl(file));
        mvc.perform(get("/search").param("q", " ９１３３０１０６MA0000001a ").with(user("li.officer")))
                .andExpect(redirectedUrl(file));
        mvc.perform(get("/search").param("q", "91330108MA0000002B").with(user("li.officer")))
                .andExpect(status().isOk());
        assertThat(jdbc.sql(
                                "select count(*) from trail.action where action = 'workbench.search.run' and details->>'term' = '91330108MA0000002B'")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void strangeTermsAreOrdinaryTerms() throws Exception {
        for (String term : new String[] {
            "",
            "x",
            "%",
            "%%",
            "__",
            "'; drop table x; --",
            "\\\\",
            "\u0000\u0000",
            "a".repeat(5000),
            "😀😀",
            "(",
            "商 贸"
        }) {
            assertThat(found("li.officer", term)).doesNotContain(FileWorld.FIRM);
        }
    }
}
