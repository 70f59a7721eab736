package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.PageWalk;
import org.junit.jupiter.api.Test;

/** 老板 and the officer: a message on a phone, a yes, a question, an answer; a visit to the hall that ends with a signature. */
class TaxpayerWalkPageIT extends PageWalk {
    private long push(String template) {
        return jdbc.sql("""
                        select p.id from guidance.v_push p join taxpayer.v_subject s on s.id = p.subject_id
                        join organization.v_account a on a.login = 'li' join organization.v_officer f on f.id = a.officer_id and f.office_id = s.office_id
                        where p.template like ? and p.state = 'WAITING' and p.acked_at is null order by p.id limit 1""").param(template).query(Long.class).single();
    }

    private String stand(long push) {
        return jdbc.sql("select state || ' ' || coalesce(outcome, '-') from guidance.v_push where id = ?")
                .param(push)
                .query(String.class)
                .single();
    }

    /** The address as the officer hands it over. */
    private String link(long push) {
        signIn("li");
        open("/guidance/pushes/" + push);
        look("push");
        click("重新发放链接");
        return text("main code.long");
    }

    @Test
    void theOwnerOpensUnderstandsAcknowledgesAndAsks() {
        signIn("li");
        open("/guidance/pushes");
        look("pushes");
        long push = push("QUOTA-GUIDE%");
        String link = link(push);

        page.context().clearCookies();
        open(link);
        look("taxpayer-door");
        click("我是收件人，打开");
        assertThat(page.url()).endsWith("/guidance/notice");
        look("taxpayer-notice");
        click("确认收到");
        assertThat(text("main")).contains("已确认收到，谢谢");
        assertThat(stand(push)).isEqualTo("CLOSED ACKED");
        page.locator("#question").fill("首次开票前要不要先做实名认证？");
        click("提交问题");
        assertThat(text("main")).contains("网格员将在两个工作日内答复");
        look("taxpayer-asked");
        page.reload();
        open(link);
        assertThat(text("main")).contains("这个链接已经使用过");

        long demand = jdbc.sql("select max(id) from guidance.v_demand")
                .query(Long.class)
                .single();
        signIn("li");
        open("/guidance/demands");
        look("demands");
        open("/guidance/demands/" + demand);
        page.locator("#text").fill("需要，开票人员本人在电子税务局完成实名认证后即可开票。");
        click("发送答复");
        assertThat(text("main")).contains("答复已发送");
        look("demand");
    }

    @Test
    void whoIsHighRiskComesToTheHallAndSigns() {
        long push = push("QUOTA-HALL");
        signIn("li");
        open("/guidance/pushes/" + push + "/hall");
        look("hall-attend");
        page.locator("input[name=person]").first().check();
        page.locator("input[name=identity]").check();
        click("登记到场");
        String name = text("form[action$='/sign'] b");
        page.locator("#name").fill(name);
        var pad = page.locator("canvas.pad").boundingBox();
        page.mouse().move(pad.x + 40, pad.y + 60);
        page.mouse().down();
        page.mouse().move(pad.x + 120, pad.y + 90);
        page.mouse().move(pad.x + 200, pad.y + 40);
        page.mouse().up();
        look("hall-sign");
        click("确认签署");
        assertThat(text("main")).contains("告知书已签署", "核对一致");
        look("hall-signed");
        assertThat(stand(push)).isEqualTo("CLOSED SIGNED");
    }

    @Test
    void aTemplateIsLookedAtBeforeItLivesAndABenefitIsTold() {
        signIn("wang");
        open("/guidance/templates");
        look("templates");
        open("/guidance/templates/QUOTA-HALL");
        page.locator("#title").fill("票种核定已通过，请到厅辅导");
        click("预览");
        assertThat(text("main")).contains("票种核定已通过，请到厅辅导", "示例商贸有限公司");
        page.locator("#reason").fill("标题太长，手机上显示不全");
        click("提交复核");
        assertThat(text("main")).contains("等待另一人复核", "须由起草人以外的主管");
        look("template");
        jdbc.sql("delete from guidance.template_version").update();
        open("/guidance/benefits");
        look("benefits");
        open("/guidance/benefits/SMALL_VAT");
        look("benefit");
    }
}
