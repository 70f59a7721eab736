package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.platform.Roles;
import java.util.List;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

/** What supervisors and grid administrators do with matters of others: answer, several at once, another rule. */
class SupervisorPagesIT extends TaskPagesCase {
    @Test
    void anOfficerAsksForConsentAndAnotherPersonAnswers() throws Exception {
        long task = raise("ASSESSMENT", "MEDIUM");
        String url = "/task/tasks/" + task;
        web.perform(post(url + "/accept").with(officer()).with(csrf()));
        web.perform(post(url + "/step")
                .param("step", "desk")
                .param("outcome", "INTERVIEW")
                .param("note", "账面与发票不符")
                .with(officer())
                .with(csrf()));
        web.perform(post(url + "/wait")
                        .param("waiting", "WAIT_APPROVAL")
                        .param("note", "拟暂停供票一个月，请批示")
                        .with(officer())
                        .with(csrf()))
                .andExpect(redirectedUrl(url));
        web.perform(post(url + "/resume").with(officer()).with(csrf())).andExpect(status().isConflict());
        web.perform(get("/task/approvals").with(supervisor()))
                .andExpect(content().string(Matchers.containsString("拟暂停供票一个月，请批示")));
        web.perform(get(url).with(supervisor())).andExpect(content().string(Matchers.containsString("答复意见（不同意时必填）")));
        web.perform(post(url + "/answer")
                        .param("granted", "true")
                        .with(as(li, Roles.OFFICER, Roles.SUPERVISOR))
                        .with(csrf()))
                .andExpect(status().isConflict());
        web.perform(post(url + "/answer")
                        .param("granted", "false")
                        .param("note", "")
                        .with(supervisor())
                        .with(csrf()))
                .andExpect(status().isUnprocessableContent());
        web.perform(post(url + "/answer")
                        .param("granted", "true")
                        .with(supervisor())
                        .with(csrf()))
                .andExpect(redirectedUrl("/task/approvals"));
        web.perform(get(url).with(officer()))
                .andExpect(content().string(Matchers.containsString("同意请示")))
                .andExpect(content().string(Matchers.containsString("当前环节：约谈")));
        web.perform(post(url + "/answer")
                        .param("granted", "true")
                        .with(supervisor())
                        .with(csrf()))
                .andExpect(status().isConflict());
    }

    private long low(long subject, String ref) {
        matters.raise(List.of(new RaiseMatter(subject, "MID_ALERT_ANALYSIS", "RISK", ref, "LOW", "疑似开票异常", null)));
        return world.taskOf(ref);
    }

    private int count(String where, Object... values) {
        return jdbc.sql("select count(*) from " + where)
                .params(values)
                .query(Integer.class)
                .single();
    }

    @Test
    void severalMattersAreHandledAtOnceAndWhatIsRefusedIsTold() throws Exception {
        long zhou = world.officer("周", branch);
        world.member(
                jdbc.sql("select id from grid.v_grid where unit_office_id = ?")
                        .param(branch)
                        .query(Long.class)
                        .single(),
                zhou,
                "MEMBER",
                100);
        long elsewhere = world.office("O", "COUNTY", null);
        long foreign = world.subject("外县贸易有限公司", elsewhere);
        long second = world.subject("杭州青苗贸易有限公司", branch);
        long third = world.subject("杭州青田贸易有限公司", branch);
        partition.refresh();
        String one = "" + low(firm, "1");
        String two = "" + low(second, "2");
        String left = "" + low(third, "3");
        String theirs = "" + low(foreign, "4");
        String batch = "/task/matters/batch/";
        web.perform(get("/task/matters").with(gridAdmin()))
                .andExpect(content().string(Matchers.containsString("data-check-all")))
                .andExpect(content().string(Matchers.not(Matchers.containsString("batch/approve/preview"))));
        web.perform(post(batch + "dispatch/preview")
                        .param("task", one, two, theirs)
                        .with(gridAdmin())
                        .with(csrf()))
                .andExpect(content().string(Matchers.containsString("所选 2 件中，2 件可以")));
        web.perform(post(batch + "dispatch")
                        .param("task", one, two, theirs)
                        .with(gridAdmin())
                        .with(csrf()))
                .andExpect(redirectedUrl("/task/matters"));
        assertThat(count("task.v_task where state = 'DISPATCHED'")).isEqualTo(2);
        web.perform(post(batch + "transfer/preview")
                        .param("all", "true")
                        .param("state", "OPEN")
                        .with(gridAdmin())
                        .with(csrf()))
                .andExpect(content().string(Matchers.containsString("所选 3 件中，2 件可以")))
                .andExpect(content().string(Matchers.containsString("周 S")));
        web.perform(post(batch + "transfer")
                        .param("task", one, two, left, theirs)
                        .param("officer", "" + zhou)
                        .param("note", "李休假两周，改由周办理")
                        .with(gridAdmin())
                        .with(csrf()))
                .andExpect(flash().attribute("notice", "已改派 2 件，共 4 件。"))
                .andExpect(flash().attribute("problems", Matchers.hasSize(2)));
        assertThat(count("task.v_task where officer_id = ? and state = 'DISPATCHED'", zhou))
                .isEqualTo(2);
        assertThat(count("trail.v_action where action = 'task.task.transfer' and details::text like '%李休假两周%'"))
                .as("each is traced with its reason")
                .isEqualTo(2);
        world.officer(zhou, branch, () -> {
            tasks.accept(Long.parseLong(one));
            tasks.submit(Long.parseLong(one), new Feedback("CONFIRMED", null, "已提醒并补正申报，资料齐全。", java.util.Map.of()));
        });
        web.perform(post(batch + "approve")
                        .param("task", one, two)
                        .with(supervisor())
                        .with(csrf()))
                .andExpect(flash().attribute("notice", "已通过 1 件，共 2 件。"))
                .andExpect(flash().attribute("problems", Matchers.hasSize(1)));
        assertThat(count("task.v_task where state = 'CLOSED'")).isEqualTo(1);
        web.perform(post(batch + "dispatch")
                        .param("task", left)
                        .with(supervisor())
                        .with(csrf()))
                .andExpect(status().isNotFound());
        web.perform(post(batch + "transfer/preview").with(gridAdmin()).with(csrf()))
                .andExpect(redirectedUrl("/task/matters"));
        web.perform(post(batch + "transfer").param("task", left).with(officer()).with(csrf()))
                .andExpect(status().isForbidden());
    }

    @Test
    void theRuleOfAGridChangesAfterItsEffectWasShown() throws Exception {
        long grid = world.grid("GROUP", "青禾群组", county, "{\"divisions\": [\"3301\"]}");
        partition.refresh();
        String url = "/grid/grids/" + grid;
        web.perform(get(url + "/rule").with(gridAdmin()))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("value=\"3301\"")));
        web.perform(post(url + "/rule")
                        .param("divisions", "3302")
                        .param("preview", "1")
                        .with(gridAdmin())
                        .with(csrf()))
                .andExpect(content().string(Matchers.containsString("调整后户数")));
        assertThat(count("grid.v_grid_subject where grid_id = ?", grid)).isEqualTo(1);
        web.perform(post(url + "/rule")
                        .param("divisions", "x")
                        .with(gridAdmin())
                        .with(csrf()))
                .andExpect(content().string(Matchers.containsString("error-summary")));
        web.perform(post(url + "/rule")
                        .param("divisions", "3302")
                        .with(gridAdmin())
                        .with(csrf()))
                .andExpect(redirectedUrl(url));
        assertThat(count("grid.v_grid_subject where grid_id = ?", grid)).isZero();
        assertThat(count("trail.v_action where action = 'grid.grid.rule' and object_id = ?", "" + grid))
                .isEqualTo(1);
        web.perform(get(url + "/rule").with(supervisor())).andExpect(status().isForbidden());
    }
}
