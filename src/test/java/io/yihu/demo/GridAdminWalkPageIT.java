package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.support.PageWalk;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** 赵, grid administrator of a city: lowers an officer's capacity, sees the effect before saving, and in the next dispatch. */
class GridAdminWalkPageIT extends PageWalk {
    @Autowired
    MatterService matters;

    @Test
    void capacityChangesAndTheEffectShowsBeforeSaving() {
        signIn("zhao");
        look("home-grid-admin");
        open("/grid/grids?type=INSTITUTION");
        look("grids");
        open("/grid/grids?type=INSTITUTION&q=溧水");
        page.locator("main table tbody a[href^='/grid/grids/']").first().click();
        page.waitForLoadState();
        look("grid");
        Locator member =
                page.locator("main table tbody tr:has(input[name=capacity])").first();
        long officer = jdbc.sql("select id from organization.v_officer where staff_no = ?")
                .param(member.locator("small").first().textContent().strip())
                .query(Long.class)
                .single();
        member.locator("input[name=capacity]").fill("50");
        member.locator("button").first().click();
        page.waitForLoadState();
        assertThat(text("#effect")).contains("50");
        look("grid-effect");
        page.locator("#effect form button").click();
        page.waitForLoadState();
        Integer halved = jdbc.sql(
                        "select count(*) from grid.v_grid_member where capacity_pct = 50 and valid_to is null")
                .query(Integer.class)
                .single();
        assertThat(halved).isEqualTo(1);
        open("/task/dispatch");
        look("dispatch");
        assertThat(weighed(officer))
                .as("weight of the officer in the next dispatch")
                .isEqualTo("50 1050");
        open("/task/dispatch");
        look("dispatch-after");
    }

    /** A new matter of a quiet firm of the grid is dispatched by the button; what the officer was weighed with. */
    private String weighed(long officer) {
        long subject = jdbc.sql("""
                        select k.subject_id from grid.v_grid_subject k join grid.v_grid_member m on m.grid_id = k.grid_id and m.officer_id = ?
                        where not exists (select from task.v_matter t where t.subject_id = k.subject_id and t.state = 'OPEN') order by 1 limit 1""").param(officer).query(Long.class).single();
        CurrentActor.as(
                Actor.SYSTEM,
                () -> matters.raise(
                        List.of(new RaiseMatter(subject, "SERVICE", "WALK", "1", "LOW", "票种核定后首次辅导", null))));
        open("/task/dispatch");
        page.locator(".page-head form button").click();
        page.waitForLoadState();
        return jdbc.sql("""
                        select c.capacity_pct || ' ' || c.available_minutes from task.v_candidate c
                        join task.v_task t on t.id = c.task_id and t.subject_id = ? and t.source = 'WALK' and t.state = 'DISPATCHED'
                        where c.officer_id = ?""").params(subject, officer).query(String.class).single();
    }
}
