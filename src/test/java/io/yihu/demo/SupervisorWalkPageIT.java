package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.yihu.support.PageWalk;
import org.junit.jupiter.api.Test;

/** 王, supervisor of a county: from the heat map to the officer and on to a single matter; the neighbour is out of sight. */
class SupervisorWalkPageIT extends PageWalk {
    @Test
    void heatMapLeadsToASingleMatter() {
        signIn("wang");
        open("/performance/heatmap");
        look("heatmap-county");
        Locator branch =
                page.locator("table.heat-table tbody tr").filter(new Locator.FilterOptions().setHasText("青溪税务所"));
        branch.locator("th a, td a").first().click();
        page.waitForLoadState();
        look("heatmap-branch");
        Locator cell = page.locator("table.heat-table tbody tr")
                .filter(new Locator.FilterOptions().setHasText("李青禾"))
                .locator("a[href*='/performance/units']")
                .first();
        cell.click();
        page.waitForLoadState();
        look("units-officer");
        page.locator("main a[href^='/task/tasks/']").first().click();
        page.waitForLoadState();
        assertThat(page.url()).contains("/task/tasks/");
        look("task-from-heatmap");
    }

    @Test
    void neighbouringCountyAnswersLikeWhatDoesNotExist() {
        long neighbour = jdbc.sql("select id from organization.v_office where code = '13201170000'")
                .query(Long.class)
                .single();
        signIn("wang");
        int status = page.request()
                .get(page.url().replaceAll("(https?://[^/]+).*", "$1") + "/office/" + neighbour)
                .status();
        assertThat(status).isEqualTo(404);
    }
}
