package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.yihu.support.PageWalk;
import org.junit.jupiter.api.Test;

/**
 * GS-06 and GS-05b by hand: officers of two provinces talk and hand a package over to the last acknowledgement; a taxpayer comes in
 * from the tax bureau, confirms and asks, and the coaching in the hall ends with a signature and a drawn process that is done.
 */
class TwoRegionsWalkPageIT extends PageWalk {
    private record Pack(long id, String recipient, String issuer) {}

    private record Invitation(long push, long task, String officer, String firm) {}

    private void button(String text) {
        page.locator("main button")
                .filter(new Locator.FilterOptions().setHasText(text))
                .first()
                .click();
        page.waitForLoadState();
    }

    private void at(Pack pack, String login) {
        signIn(login);
        open("/task/regions/" + pack.id());
    }

    @Test
    void officersOfTwoProvincesHandAPackageOverAndBothAcknowledge() {
        Pack pack = jdbc.sql("""
                        select c.id, ra.login as recipient, ia.login as issuer from task.v_region_check c
                        join task.v_task t on t.id = c.task_id join organization.v_account ra on ra.officer_id = t.officer_id
                        join organization.v_account ia on ia.officer_id = c.issuer_officer_id
                        join organization.v_office ro on ro.id = c.recipient_office_id join organization.v_office io on io.id = c.issuer_office_id
                        where c.state = 'PUSHED' and left(ro.division_code, 2) <> left(io.division_code, 2)
                        order by c.vouchers, c.id limit 1""").query(Pack.class).single();
        at(pack, pack.issuer());
        page.locator("#body").fill("货物由承运商甲运输，三月十二日到货，请核对入库单。");
        button("发送");
        page.locator("#thread").getByText("请核对入库单").first().waitFor();

        at(pack, pack.recipient());
        assertThat(text("#thread")).contains("请核对入库单");
        look("region-pushed");
        button("签收核对包");
        assertThat(text("main")).contains("已签收，请逐票核对");
        page.locator("#answer").selectOption("VERIFIED_REAL");
        page.locator("form[action$='/answer'] input[name=note]").fill("合同、付款、入库一致");
        button("填入所选凭证");
        assertThat(text("main")).contains("核对结果已保存");
        page.locator("#text").fill("逐票核对合同、付款与入库单，均为真实业务。");
        button("反馈开票方");
        assertThat(text("main")).contains("已反馈开票方，等待双方确认");
        assertThat(page.locator("form[action$='/issuer-ack']").count())
                .as("the recipient cannot acknowledge for the issuer")
                .isZero();

        at(pack, pack.issuer());
        button("开票方确认收到");
        assertThat(text("main")).contains("开票方已确认收到");
        at(pack, pack.recipient());
        button("受票方确认对方已收到");
        assertThat(text("main")).contains("双方均已确认");
        look("region-closed");
        assertThat(jdbc.sql("select state from task.v_region_check where id = ?")
                        .param(pack.id())
                        .query(String.class)
                        .single())
                .isEqualTo("CLOSED");
    }

    @Test
    void aTaxpayerComesInFromTheBureauAndTheCoachingEndsSigned() {
        Invitation hall = jdbc.sql("""
                        select p.id as push, p.task_id as task, a.login as officer, s.name as firm from guidance.v_push p
                        join task.v_task t on t.id = p.task_id join organization.v_account a on a.officer_id = t.officer_id
                        join taxpayer.v_subject s on s.id = p.subject_id
                        where p.event = 'HALL_INVITATION' and p.state = 'WAITING'""").query(Invitation.class).single();
        open("/guidance/portal");
        look("portal-door");
        button(hall.firm());
        look("portal-enter");
        button("进入");
        assertThat(text("h1")).isEqualTo(hall.firm());
        look("portal");
        page.locator("form.guest button")
                .filter(new Locator.FilterOptions().setHasText("请到办税服务厅"))
                .first()
                .click();
        page.waitForLoadState();
        assertThat(page.url()).endsWith("/guidance/notice");
        button("确认收到");
        assertThat(text("main")).contains("已确认收到，谢谢");
        look("portal-notice");
        click("全部消息");
        page.locator("#question").fill("法定代表人出差，能否由财务负责人到厅？");
        button("提交问题");
        assertThat(text("main")).contains("网格员将在两个工作日内答复", "法定代表人出差");

        signIn(hall.officer());
        open("/task/tasks/" + hall.task());
        assertThat(text(".phase-CURRENT")).contains("到厅辅导");
        look("hall-task");
        open("/guidance/pushes/" + hall.push() + "/hall");
        page.locator("input[name=person]").first().check();
        page.locator("#place").fill("办税服务厅一号窗口");
        page.locator("input[name=identity]").check();
        button("登记到场");
        page.locator("#name").fill(text("form[action$='/sign'] b"));
        page.locator("input[name=byName]").check();
        button("确认签署");
        assertThat(text("main")).contains("告知书已签署", "核对一致");
        open("/task/tasks/" + hall.task());
        assertThat(page.locator(".phase-DONE").count())
                .as("all four steps are done")
                .isEqualTo(4);
        look("hall-task-done");
    }
}
