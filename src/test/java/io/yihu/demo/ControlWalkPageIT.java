package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Media;
import io.yihu.support.PageWalk;
import org.junit.jupiter.api.Test;

/** GS-07 as people walk it: from headquarters to the log line in four clicks; a block and a warning inside the step; an order answered. */
class ControlWalkPageIT extends PageWalk {
    @Test
    void headquartersReachesTheLineOfTheLogInFourClicks() {
        long home = jdbc.sql("""
                        select f.office_id from organization.v_account a join organization.v_officer f on f.id = a.officer_id where a.login = 'li'""").query(Long.class).single();
        signIn("sun");
        open("/control/map?office=" + home);
        assertThat(page.locator("tfoot td.heat a[href*='IC-I15'] span").first().innerText())
                .as("quotas raised while high-risk at the branch of 李青禾")
                .isEqualTo("1");
        open("/control/map");
        look("control-map");
        page.locator("tfoot td.heat a[href*='IC-I15']").click();
        look("control-cell");
        page.locator("#officers tbody tr:has-text('李青禾') a").first().click();
        page.locator("#subjects tbody tr:first-child a").click();
        assertThat(page.locator("#lines tbody tr:has-text('命中')").count()).isEqualTo(1);
        assertThat(page.locator("#lines tbody tr").first().innerText())
                .contains("李青禾")
                .contains("命中");
        look("control-lines");
        page.locator("#lines a[href*='/origin/']").first().click();
        assertThat(page.locator("main").innerText()).contains("专用发票增额核准");
        open("/control/points");
        assertThat(page.locator("main").innerText()).contains("EC-22").contains("覆盖率");
        look("control-points");
    }

    @Test
    void theMapFitsTheSheet() {
        signIn("sun");
        open("/control/map");
        page.emulateMedia(new com.microsoft.playwright.Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.setViewportSize(1040, 720);
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .as("A4 across")
                .isLessThanOrEqualTo(1040);
        assertThat(page.locator(".side").isVisible()).isFalse();
        assertThat(page.pdf().length).isGreaterThan(10_000);
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
        assertThat(page.locator("#amount").inputValue())
                .as("what was typed stays")
                .isEqualTo("900000");
        look("control-acts");
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
        page.locator("main .card:has-text('挂牌督办') a[href*='/task/tasks/']")
                .first()
                .click();
        assertThat(page.locator("#supervision").innerText()).contains("挂牌督办");
        assertThat(page.locator("#checks").innerText()).contains("EC-19");
        page.locator("#supervision a[href*='/control/supervision/new']").click();
        page.locator("input[value=URGE]").check();
        page.locator("#note").fill("请于今日下班前反馈办理进展。");
        page.locator("form[action='/control/supervision'] button").click();
        assertThat(page.locator("main").innerText()).contains("请于今日下班前反馈办理进展");
        open("/control/findings");
        look("control-findings");
        page.locator("main a[href*='/control/findings/']").first().click();
        look("control-finding");
        open("/control/firings");
        look("control-firings");
    }

    @Test
    void aThresholdIsLookedAtProposedAndAgreed() {
        signIn("wu");
        open("/control/indicators");
        look("control-indicators");
        page.locator("a[href='/control/indicators/IC-I15']").first().click();
        page.locator("[name='p.at']").fill("2");
        page.locator("#reason").fill("单件先由主管督办，两件起列疑点");
        page.locator("button[name=look]").click();
        assertThat(page.locator("#effect tbody tr").count()).isEqualTo(3);
        assertThat(page.locator("[name='p.at']").inputValue()).isEqualTo("2");
        look("control-indicator");
        page.locator("form[action$='/settings'] button.btn-primary").click();
        assertThat(page.locator("main").innerText()).contains("待审批");
        signIn("zheng");
        open("/control/indicators/IC-I15");
        page.locator("button[name=agreed][value=false]").click();
        assertThat(page.locator("main").innerText()).contains("已否决");
    }
}
