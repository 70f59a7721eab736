package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.yihu.support.PageWalk;
import org.junit.jupiter.api.Test;

/** 赵, grid administrator of a city: lowers an officer's capacity, sees the effect before saving, then the dispatch page. */
class GridAdminWalkPageIT extends PageWalk {
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
    }
}
