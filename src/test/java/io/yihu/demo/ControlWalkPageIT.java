package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.PageWalk;
import org.junit.jupiter.api.Test;

/** GS-07 as people walk it: from headquarters to the log line in four clicks; a block and a warning inside the step; an order answered. */
class ControlWalkPageIT extends PageWalk {
    @Test
    void headquartersReachesTheLineOfTheLogInFourClicks() {
        signIn("sun");
        open("/control/map");
        look("control-map");
        var cell = page.locator("tfoot td.heat a[href*='IC-I15']");
        assertThat(cell.locator("span").innerText()).isEqualTo("1");
        cell.click();
        look("control-cell");
        page.locator("#officers tbody tr:first-child a").click();
        page.locator("#subjects tbody tr:first-child a").click();
        assertThat(page.locator("#lines tbody tr").count()).isEqualTo(1);
        assertThat(page.locator("#lines tbody tr").innerText()).contains("李青禾").contains("命中");
        look("control-lines");
        page.locator("#lines a[href*='/exchange/batches/']").click();
        assertThat(page.locator("main").innerText()).contains("专用发票增额核准");
        open("/control/points");
        assertThat(page.locator("main").innerText()).contains("EC-22").contains("覆盖率");
        look("control-points");
    }

    @Test
    void aStepIsBlockedOrGoesOnWithAReason() {
        signIn("li");
        String high = jdbc.sql("""
                        select s.tax_id from control.v_firing f join taxpayer.v_subject s on s.id = f.subject_id where f.point = 'EC-05' limit 1""").query(String.class).single();
        open("/control/acts");
        page.locator("#taxId").fill(high);
        page.locator("#amount").fill("900000");
        page.locator("form[action='/control/acts'] button").click();
        assertThat(page.locator(".error-summary").innerText()).contains("EC-05").contains("暂停发票增额");
        assertThat(page.locator("#amount").inputValue()).isEqualTo("900000");
        open("/control/digest");
        look("control-digest");
        page.locator("main a[href*='/control/findings/']").first().click();
        page.locator("#explain").fill("当月事项集中，已逐户补齐核查记录并报备。");
        page.locator("form[action$='/explain'] button").click();
        assertThat(page.locator("main").innerText()).contains("待判断");
    }

    @Test
    void theLeaderListsATaskAndTheOrderStandsOnIt() {
        signIn("wang");
        open("/control/supervision");
        look("control-supervision");
        page.locator("main a[href*='/task/tasks/']").first().click();
        assertThat(page.locator("#supervision").innerText()).contains("挂牌督办");
        assertThat(page.locator("#checks").innerText()).contains("EC-19");
        page.locator("#supervision a[href*='/control/supervision/new']").click();
        page.locator("input[value=URGE]").check();
        page.locator("#note").fill("请于今日下班前反馈办理进展。");
        page.locator("form[action='/control/supervision'] button").click();
        assertThat(page.locator("main").innerText()).contains("请于今日下班前反馈办理进展");
        open("/control/findings");
        look("control-findings");
    }
}
