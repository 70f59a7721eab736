package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.yihu.support.PageWalk;
import org.junit.jupiter.api.Test;

/** 陈, model administrator: finds the versions of her model, types a threshold, builds a rule; evaluates and archives a closed case. */
class ModelAdminWalkPageIT extends PageWalk {
    @Test
    void aThresholdIsTypedAndAWrongUnitRefused() {
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
        assertThat(page.locator(".rule-row [data-field=other]:visible").count())
                .as("a row shows the fields of its kind only")
                .isZero();
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
