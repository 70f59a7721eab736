package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.grid.PartitionService;
import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import java.util.List;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** The walk of the grid administrator without a browser: draft a group grid, rehearse the dispatch with it, set its day. */
@YihuIT
class DispatchPagesIT {
    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc web;

    @Autowired
    MatterService matters;

    @Autowired
    PartitionService partition;

    @Autowired
    Environment environment;

    TaskWorld world;

    @BeforeEach
    void authority() throws Exception {
        CleanDatabase.clean(environment.getProperty("yihu.test.database"));
        world = new TaskWorld(jdbc);
        long county = world.office("C", "COUNTY", null);
        long branch = world.office("B", "BRANCH", county);
        for (String name : List.of("甲", "乙", "丙")) {
            long officer = world.officer(name, branch);
            world.skill(officer, "SERVICE", 4);
            jdbc.sql("insert into organization.officer_post (officer_id, post_code) values (?, 'SERVICE')")
                    .param(officer)
                    .update();
        }
        long zhao = world.officer("赵", county);
        jdbc.sql("""
                        insert into organization.account (login, name, person_no, officer_id, password_hash, must_change, created_by)
                        values ('zhao', '赵', 'PZ', ?, 'x', false, 'test')""").param(zhao).update();
        for (String role : List.of("OFFICER", "GRID_ADMIN")) {
            jdbc.sql("""
                            insert into organization.account_role (account_id, person_no, role, granted_by)
                            select id, person_no, ?, 'test' from organization.account where login = 'zhao'""").param(role).update();
        }
        long firm = world.subject("青禾商贸", branch);
        partition.refresh();
        matters.raise(List.of(new RaiseMatter(firm, "SERVICE", "TEST", "s", "LOW", "首次辅导", null)));
    }

    private static RequestPostProcessor zhao() {
        return user("zhao");
    }

    private void shows(String path, String text) throws Exception {
        web.perform(get(path).with(zhao()))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString(text)));
    }

    @Test
    void aGroupGridIsDraftedRehearsedAndSetForTomorrow() throws Exception {
        web.perform(post("/grid/configs").param("title", "青禾群组").with(zhao()).with(csrf()))
                .andExpect(status().is3xxRedirection());
        long id = jdbc.sql("select id from grid.v_config").query(Long.class).single();
        String url = "/grid/configs/" + id;
        shows(url, "还没有改动");
        web.perform(post(url + "/grid")
                        .param("type", "GROUP")
                        .param("name", "跨区")
                        .param("unitCode", "C")
                        .param("divisions", "3301")
                        .with(zhao())
                        .with(csrf()))
                .andExpect(redirectedUrl(url));
        shows(url, "没有成员");
        for (String[] who : new String[][] {{"LEADER", "甲"}, {"DEPUTY", "乙"}}) {
            web.perform(post(url + "/member")
                            .param("grid", "new:1")
                            .param("staffNo", staff(who[1]))
                            .param("role", who[0])
                            .param("pct", "30")
                            .with(zhao())
                            .with(csrf()))
                    .andExpect(redirectedUrl(url));
        }
        shows(url, "可以生效");
        shows("/task/policy?config=" + id, "正在按网格方案“青禾群组”试派");
        shows("/task/policy", "首次辅导");
        web.perform(
                        get("/task/policy?skillPct=50&roomPct=50&continuityPct=10&horizonDays=5&fullPct=120&gateOverdue=0&gateDays=0")
                                .with(zhao()))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().string(Matchers.containsString("合计 100")));
        web.perform(post(url + "/release")
                        .param("day", "2020-01-01")
                        .param("reason", "统一管理批发")
                        .with(zhao())
                        .with(csrf()))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().string(Matchers.containsString("生效日期已经过去")));
        web.perform(post(url + "/release")
                        .param("day", "2999-01-01")
                        .param("reason", "统一管理批发")
                        .with(zhao())
                        .with(csrf()))
                .andExpect(redirectedUrl(url));
        shows(url, "待生效");
        assertThat(jdbc.sql("select count(*) from grid.v_grid")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private String staff(String name) {
        return jdbc.sql("select staff_no from organization.v_officer where name = ?")
                .param(name)
                .query(String.class)
                .single();
    }

    @Test
    void thePagesOfTheDispatchOpenAndSaveWhatTheyShow() throws Exception {
        shows("/grid/configs", "网格方案");
        shows("/task/rebalance", "没有可以移动的任务");
        shows("/task/fairness", "没有一件违反规则");
        shows("/task/types?edit=SERVICE", "标准用时");
        shows("/organization/duties", "纳税服务辅导");
        shows("/task/new", "生成事项");
        shows("/task/dispatch", "首次辅导");
        shows("/task/reassign?from=" + staff("甲"), "没有可以移动的任务");
        web.perform(get("/task/reassign?from=nobody").with(zhao()))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().string(Matchers.containsString("没有工号为")));
        web.perform(post("/task/policy")
                        .param("skillPct", "40")
                        .param("roomPct", "50")
                        .param("continuityPct", "10")
                        .param("horizonDays", "5")
                        .param("fullPct", "100")
                        .param("gateOverdue", "5")
                        .param("gateDays", "10")
                        .param("basedOn", "0")
                        .param("reason", "均衡优先于专长")
                        .with(zhao())
                        .with(csrf()))
                .andExpect(redirectedUrl("/task/policy"));
        shows("/task/policy", "均衡优先于专长");
        shows("/task/policy?lang=en", "Dispatch policy");
    }
}
