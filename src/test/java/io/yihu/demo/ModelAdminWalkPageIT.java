package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.yihu.support.PageWalk;
import org.junit.jupiter.api.Test;

/** 陈, model administrator: types a threshold, watches hits and precision move, sees who flips, sends it to review; cannot approve it. */
class ModelAdminWalkPageIT extends PageWalk {
    @Test
    void aThresholdIsTriedAndSentToReview() {
        signIn("chen");
        open("/risk/models");
        look("models");
        assertThat(text("main table")).contains("生效中", "待复核", "已停用");
        click("修改");
        look("model-editor");
        Locator box = page.locator("tr:has(input[value='RI-B12']) input[name$='.warn']");
        box.fill("15%");
        page.locator("button[value=save]").click();
        assertThat(text(".error-summary")).contains("单位不对");
        page.locator("tr:has(input[value='RI-B12']) input[name$='.warn']").fill("1.2");
        page.locator("button[value=addRule]").click();
        page.locator(".rule input.name").last().fill("突增且顶额");
        page.locator(".rule-row select[data-code]").last().selectOption("RI-B12");
        page.locator(".rule-row input[data-field=value]").last().fill("3");
        page.locator("#note").fill("突增警戒值放宽后试算");
        page.locator(".editor-bar button[value=try]").click();
        page.waitForURL("**/risk/trials/**");
        page.waitForCondition(() -> page.locator("[data-slider]").count() > 0);
        look("model-trial");
        assertThat(text("#effect")).contains("各期结果", "谁的等级会变", "查准率");
        open(page.url().split("#")[0] + "?line=RI-B12");
        String before = text("[data-out=hits]");
        page.locator("#slide-warn").fill("4");
        page.locator("#slide-warn").dispatchEvent("change");
        page.waitForCondition(() -> !text("[data-out=hits]").equals(before)
                && !text("[data-out=hits]").equals("—"));
        long far = Long.parseLong(text("[data-out=hits]").replace(",", ""));
        page.locator("#slide-warn").fill("1.2");
        page.locator("#slide-warn").dispatchEvent("change");
        page.waitForCondition(() -> Long.parseLong(text("[data-out=hits]").replace(",", "")) != far);
        assertThat(Long.parseLong(text("[data-out=hits]").replace(",", ""))).isGreaterThan(far);
        page.locator("button[value=save]").click();
        page.waitForURL("**/risk/versions/**");
        assertThat(text("table.diff")).contains("RI-B12", "突增且顶额");
        look("model-version");
        String version = page.url().replaceAll("\\D+", " ").strip().replaceAll(".* ", "");
        page.locator("form[action$='/submit'] button").click();
        page.waitForLoadState();
        assertThat(text("main")).contains("不能由您本人同意");
        page.locator("form[action$='/approve'] button.btn-primary").click();
        page.waitForLoadState();
        assertThat(text(".error-summary")).contains("不能同意或退回自己参与起草的版本");
        assertThat(jdbc.sql("select state from risk.v_model_version order by model_version desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("REVIEW");
        page.locator("form[action$='/withdraw'] button").click();
        page.waitForLoadState();
        page.locator("form[action$='/discard'] button").click();
        page.waitForLoadState();
        assertThat(page.url()).as("draft " + version + " is gone").endsWith("/risk/models");
        open("/risk/integrity");
        look("model-integrity");
        open("/risk/quality");
        assertThat(text("main table")).contains("RI-");
        look("rule-quality");
        open("/risk/checks");
        assertThat(text("main")).contains("红色阻断");
        look("live-checks");
        open("/risk/overrides");
        look("level-decisions");
    }

    @Test
    void aClosedFindingIsEvaluatedAndArchived() {
        long finding = jdbc.sql("""
                        select f.id from risk.v_finding f join task.v_matter m on m.subject_id = f.subject_id and m.source = 'RISK'
                          and m.source_ref = f.id::text where m.state = 'CLOSED' and m.conclusion = 'CONFIRMED' order by f.id limit 1""").query(Long.class).single();
        signIn("chen");
        open("/risk/loop/" + finding);
        look("loop");
        assertThat(text(".phases")).contains("分析识别", "等级排序", "应对处理", "绩效评价", "归档");
        page.locator("input[name=fit][value=APT]").check();
        page.locator("textarea[name=note]").fill("指向准确，疑点成立并已补缴。");
        page.locator("form[action$='/evaluate'] button").click();
        page.waitForLoadState();
        page.locator("form[action$='/archive'] button").click();
        page.waitForLoadState();
        look("loop-archived");
        assertThat(page.locator("form[action$='/archive']").count()).isZero();
    }
}
