package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.platform.Roles;
import java.nio.charset.StandardCharsets;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockMultipartFile;

/** The pages as a browser without JavaScript uses them. */
class TaskPagesIT extends TaskPagesCase {
    @Test
    void anOfficerFindsAcceptsHandlesAndSubmitsAndTheSupervisorApproves() throws Exception {
        long task = raise("ASSESSMENT", "MEDIUM");
        String url = "/task/tasks/" + task;
        web.perform(get("/task/inbox").with(officer()))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("待接收（1 件）")))
                .andExpect(content().string(Matchers.containsString("杭州青禾贸易有限公司")));
        web.perform(post(url + "/accept").with(officer()).with(csrf())).andExpect(redirectedUrl(url));
        web.perform(get(url).with(officer()))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("/risk/findings/77")))
                .andExpect(content().string(Matchers.containsString("当前环节：案头审核")));
        web.perform(post(url + "/step")
                        .param("step", "desk")
                        .param("outcome", "DECISION")
                        .param("note", "短")
                        .with(officer())
                        .with(csrf()))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().string(Matchers.containsString("error-summary")))
                .andExpect(content().string(Matchers.containsString(">短</textarea>")));
        web.perform(post(url + "/step")
                        .param("step", "desk")
                        .param("outcome", "DECISION")
                        .param("note", "资料已足以说明")
                        .with(officer())
                        .with(csrf()))
                .andExpect(redirectedUrl(url));
        web.perform(post(url + "/submit")
                        .param("category", "EXCLUDED")
                        .param("text", "行业季节性所致，往年同期一致，已核对进销货台账。")
                        .param("fact.TAX_PAID", "12,abc")
                        .with(officer())
                        .with(csrf()))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().string(Matchers.containsString("至多两位小数")))
                .andExpect(content().string(Matchers.containsString("12,abc")));
        web.perform(post(url + "/submit")
                        .param("category", "CONFIRMED")
                        .param("text", "行业季节性所致，往年同期一致，已核对进销货台账。")
                        .param("fact.TAX_PAID", "12,000.50")
                        .param("fact.COACHED", "1")
                        .with(officer())
                        .with(csrf()))
                .andExpect(redirectedUrl(url));
        web.perform(get("/task/approvals").with(supervisor()))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("确认风险")));
        web.perform(get(url).with(supervisor())).andExpect(content().string(Matchers.containsString("通过并办结")));
        web.perform(post(url + "/return").param("note", "").with(supervisor()).with(csrf()))
                .andExpect(status().isUnprocessableContent());
        web.perform(post("/task/approvals")
                        .param("task", "" + task)
                        .with(supervisor())
                        .with(csrf()))
                .andExpect(redirectedUrl("/task/approvals"));
        web.perform(get(url).with(officer()))
                .andExpect(content().string(Matchers.containsString("已办结")))
                .andExpect(content().string(Matchers.containsString("12,000.50")));
        web.perform(get("/task/inbox?tab=done").with(officer()))
                .andExpect(content().string(Matchers.containsString("疑似借壳虚开")));
        web.perform(get("/task/inbox?lang=en").with(officer())).andExpect(status().isOk());
        web.perform(get("/api/v1/matters?state=CLOSED").with(supervisor()))
                .andExpect(jsonPath("$.rows[0].conclusion").value("CONFIRMED"))
                .andExpect(jsonPath("$.next").isEmpty());
        long matter = jdbc.sql("select matter_id from task.v_task where id = ?")
                .param(task)
                .query(Long.class)
                .single();
        web.perform(get("/api/v1/matters/" + matter).with(supervisor()))
                .andExpect(jsonPath("$.candidates[0].chosen").value(true))
                .andExpect(jsonPath("$.log.length()").value(7));
    }

    @Test
    void evidenceIsToldByItsContentAndComesBackAsAttachment() throws Exception {
        long task = raise("MID_ALERT_ANALYSIS", "LOW");
        String url = "/task/tasks/" + task;
        web.perform(post(url + "/accept").with(officer()).with(csrf()));
        MockMultipartFile script =
                new MockMultipartFile("file", "a.pdf", "application/pdf", "<script>".getBytes(StandardCharsets.UTF_8));
        web.perform(multipart(url + "/evidence").file(script).with(officer()).with(csrf()))
                .andExpect(status().isUnprocessableContent());
        MockMultipartFile pdf =
                new MockMultipartFile("file", "../笔录.pdf", "text/html", "%PDF-1.7 x".getBytes(StandardCharsets.UTF_8));
        web.perform(multipart(url + "/evidence").file(pdf).with(officer()).with(csrf()))
                .andExpect(status().is3xxRedirection());
        long file = jdbc.sql("select id from task.evidence where task_id = ?")
                .param(task)
                .query(Long.class)
                .single();
        web.perform(get(url + "/evidence/" + file).with(officer()))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Type", "application/pdf"))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Content-Disposition", Matchers.startsWith("attachment")));
        long other = world.office("O", "COUNTY", null);
        long stranger = world.officer("外", other);
        web.perform(get(url + "/evidence/" + file).with(as(stranger, Roles.OFFICER, Roles.SUPERVISOR)))
                .andExpect(status().isNotFound());
        web.perform(get(url).with(as(stranger, Roles.OFFICER, Roles.SUPERVISOR)))
                .andExpect(status().isNotFound());
    }

    @Test
    void theGridAdminSeesTheEffectOfACapacityBeforeSavingIt() throws Exception {
        long task = raise("RISK_REMIND", "LOW");
        assertThat(task).isPositive();
        long grid = jdbc.sql("select id from grid.v_grid where type = 'INSTITUTION' and unit_office_id = ?")
                .param(branch)
                .query(Long.class)
                .single();
        long member = jdbc.sql("select id from grid.v_grid_member where grid_id = ?")
                .param(grid)
                .query(Long.class)
                .single();
        String url = "/grid/grids/" + grid;
        // 30 open minutes over 2100 is 1.4 %, over 20 % of them (420) 7.1 %
        web.perform(get(url).param("member", "" + member)
                        .param("capacity", "20")
                        .with(gridAdmin()))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("1.4%")))
                .andExpect(content().string(Matchers.containsString("7.1%")));
        web.perform(post("/grid/members/" + member + "/change")
                        .param("grid", "" + grid)
                        .param("capacity", "20")
                        .param("role", "LEADER")
                        .param("from", "")
                        .with(gridAdmin())
                        .with(csrf()))
                .andExpect(redirectedUrl(url));
        assertThat(jdbc.sql(
                                "select capacity_pct || role from grid.v_grid_member where grid_id = ? and valid_to is null")
                        .param(grid)
                        .query(String.class)
                        .single())
                .isEqualTo("20LEADER");
        web.perform(post(url + "/members")
                        .param("staffNo", "nobody")
                        .param("role", "MEMBER")
                        .param("capacity", "50")
                        .with(gridAdmin())
                        .with(csrf()))
                .andExpect(content().string(Matchers.containsString("没有工号为")));
        web.perform(get("/grid/grids").with(gridAdmin())).andExpect(status().isOk());
        web.perform(get("/grid/coverage").with(gridAdmin()))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("缺网格长或副手的网格（1 个）")));
        web.perform(get("/grid/new").with(gridAdmin())).andExpect(status().isOk());
        web.perform(post("/grid/new")
                        .param("type", "GROUP")
                        .param("name", "青禾")
                        .param("unitCode", "C")
                        .param("divisions", "3301")
                        .param("preview", "1")
                        .with(gridAdmin())
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString(">1</span>")));
        web.perform(post("/grid/new")
                        .param("type", "GROUP")
                        .param("name", "青禾")
                        .param("unitCode", "C")
                        .param("divisions", "3301")
                        .with(gridAdmin())
                        .with(csrf()))
                .andExpect(status().is3xxRedirection());
        assertThat(jdbc.sql("select count(*) from grid.v_grid_subject where subject_id = ?")
                        .param(firm)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        web.perform(get("/task/dispatch").with(gridAdmin())).andExpect(status().isOk());
        web.perform(post("/task/dispatch").with(gridAdmin()).with(csrf())).andExpect(redirectedUrl("/task/dispatch"));
        web.perform(get("/task/matters?state=OPEN&level=LOW").with(gridAdmin()))
                .andExpect(content().string(Matchers.containsString("疑似借壳虚开")));
        web.perform(post("/task/dispatch").with(officer()).with(csrf())).andExpect(status().isForbidden());
        web.perform(get("/grid/grids").with(officer())).andExpect(status().isForbidden());
    }
}
