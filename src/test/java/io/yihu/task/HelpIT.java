package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.platform.Roles;
import java.util.List;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** An officer asks technical support from a task; the nearest support answers without seeing the taxpayer. */
class HelpIT extends TaskPagesCase {
    private static final String QUESTION = "三月的发票明细打不开，提示没有数据";
    long near;
    long far;

    @BeforeEach
    void support() {
        far = support("远", world.office("P", "PROVINCE", null));
        near = support("近", county);
    }

    private long support(String name, long office) {
        long officer = world.officer(name, office);
        jdbc.sql("insert into organization.officer_post (officer_id, post_code) values (?, 'IT')")
                .param(officer)
                .update();
        return officer;
    }

    private ResultActions send(RequestPostProcessor who, String address, String... typed) throws Exception {
        var request = post(address).with(who).with(csrf());
        for (int i = 0; i < typed.length; i += 2) {
            request = request.param(typed[i], typed[i + 1]);
        }
        return web.perform(request);
    }

    private List<String> stands() {
        return jdbc.sql("""
                        select q.state || ' ' || q.rounds || ' ' || coalesce(f.name, '-') || ' ' ||
                          (select string_agg(e.kind, ',' order by e.id) from task.help_entry e where e.ticket_id = q.id)
                        from task.v_help_ticket q left join organization.v_officer f on f.id = q.handler_id order by q.id""").query(String.class).list();
    }

    @Test
    void aQuestionGoesToTheNearestSupportAndIsOverWhenWhoAskedSaysSo() throws Exception {
        long task = raise("POST_RESPONSE", "HIGH");
        world.officer(li, branch, () -> tasks.accept(task));
        String ask = "/task/tasks/" + task + "/help";
        send(officer(), ask, "topic", "NONSENSE", "note", QUESTION).andExpect(status().isUnprocessableContent());
        send(officer(), ask, "topic", "DATA", "note", "急").andExpect(status().isUnprocessableContent());
        send(supervisor(), ask, "topic", "DATA", "note", QUESTION).andExpect(status().isNotFound());
        assertThat(stands()).isEmpty();
        send(officer(), ask, "topic", "DATA", "note", QUESTION).andExpect(status().is3xxRedirection());
        send(officer(), ask, "topic", "DATA", "note", QUESTION).andExpect(status().isConflict());
        assertThat(stands()).as("the county is nearer than the province").containsExactly("OPEN 1 近 ASK");
        web.perform(get("/task/tasks/" + task).with(officer()))
                .andExpect(content().string(Matchers.containsString("数据疑问，李提出，近承接")));

        RequestPostProcessor it = as(near, Roles.OFFICER);
        web.perform(get("/task/help").with(it))
                .andExpect(content().string(Matchers.containsString(QUESTION)))
                .andExpect(content().string(Matchers.not(Matchers.containsString("青禾"))));
        String ticket = jdbc.sql("select id::text from task.v_help_ticket")
                .query(String.class)
                .single();
        String back = "/task/help/";
        send(officer(), back + "answer", "ticket", ticket, "note", "自己答复自己")
                .andExpect(flash().attribute("problems", Matchers.contains(Matchers.containsString("不能代对方"))));
        send(officer(), back + "close", "ticket", ticket)
                .andExpect(flash().attribute("problems", Matchers.contains(Matchers.containsString("已经改变"))));
        send(as(far, Roles.OFFICER), back + "answer", "ticket", ticket, "note", "省局来答复")
                .andExpect(status().isNotFound());
        send(it, back + "answer", "ticket", ticket, "note", "数据已补传，请重新打开页面");
        send(it, back + "close", "ticket", ticket)
                .andExpect(flash().attribute("problems", Matchers.contains(Matchers.containsString("不能代对方"))));
        assertThat(stands()).containsExactly("ANSWERED 1 近 ASK,ANSWER");
        send(officer(), back + "again", "ticket", ticket, "note", "仍然没有四月的明细");
        RequestPostProcessor desk = as(support("旁", county), Roles.OFFICER);
        web.perform(get("/task/help").with(desk)).andExpect(content().string(Matchers.containsString("仍然没有四月的明细")));
        send(desk, back + "answer", "ticket", ticket, "note", "四月的明细也已补传");
        send(officer(), back + "close", "ticket", ticket);
        send(officer(), back + "close", "ticket", ticket).andExpect(flash().attributeExists("notice"));
        assertThat(stands()).containsExactly("CLOSED 2 旁 ASK,ANSWER,AGAIN,ANSWER,CLOSE");
        assertThat(jdbc.sql("select count(*) from trail.v_action where action like 'task.help.%' and object_id = ?")
                        .param(Long.toString(task))
                        .query(Integer.class)
                        .single())
                .as("ask, two answers, again, close and its second click")
                .isEqualTo(6);
        web.perform(get("/task/help?lang=en").with(officer())).andExpect(status().isOk());
    }
}
