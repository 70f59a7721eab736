package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import io.yihu.support.PageWalk;
import org.junit.jupiter.api.Test;

/** 李, officer of a township branch: finds her matters, takes one up, handles it; her supervisor approves. */
class OfficerWalkPageIT extends PageWalk {
    @Test
    void officerHandlesAMatterAndTheSupervisorCloses() {
        signIn("li");
        look("home-officer");
        open("/task/inbox");
        look("inbox");
        Locator waiting = page.locator("section.card table tbody tr:has(form[action$='/accept'])");
        assertThat(waiting.count()).as("matters to accept").isBetween(3, 14);
        Locator chosen = waiting.filter(new Locator.FilterOptions().setHasText("青溪税务所"))
                .filter(new Locator.FilterOptions().setHasNotText("恒晟"))
                .first();
        String path = chosen.locator("a[href^='/task/tasks/']").first().getAttribute("href");
        String id = path.replaceAll("\\D", "");
        chosen.locator("form[action$='/accept'] button").click();
        open(path);
        look("task-accepted");
        for (int step = 0; step < 5 && page.locator("#now form").count() > 0; step++) {
            page.locator("#note").fill("核对三个月开票与申报数据，列出疑点。");
            page.locator("input[name=outcome][value=DECISION]").check();
            page.locator("#now form button.btn-primary").click();
        }
        page.locator("#evidence input[type=file]")
                .setInputFiles(new FilePayload("核查记录.pdf", "application/pdf", "%PDF-1.4 x".getBytes()));
        page.locator("#evidence form button").click();
        page.locator("#category").selectOption("CONFIRMED");
        page.locator("#text").fill("疑点成立：变更后集中开票，进项不足，已约谈法定代表人。");
        page.locator("#conclude form button.btn-primary").click();
        assertThat(state(id)).isEqualTo("SUBMITTED");
        look("task-submitted");

        signIn("wang");
        look("home-supervisor");
        open("/task/approvals");
        look("approvals");
        open(path);
        page.locator("#verdict form button.btn-primary").click();
        page.waitForLoadState();
        assertThat(state(id)).isEqualTo("CLOSED");
    }

    private String state(String task) {
        return jdbc.sql("select state from task.v_task where id = ?")
                .param(Long.parseLong(task))
                .query(String.class)
                .single();
    }
}
