package io.yihu.dossier.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.PageWalk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gang of GS-02 as an officer finds it: from the seed down to the recipients, from a recipient up to the shells, one pipe seen through. */
class SpacePageIT extends PageWalk {
    private long seed() {
        return jdbc.sql("""
                        select i.subject_id from invoice.v_invoice i join taxpayer.v_subject s on s.id = i.subject_id
                        where i.side = 'OUT' and i.kind = 'E_SPECIAL' and s.register_date = date '2026-01-10'
                        group by 1 having count(*) = 25 and sum(i.amount) = 2100000""").query(Long.class).single();
    }

    private List<Long> partners(long subject, String side) {
        return jdbc.sql("""
                        select c.subject_id from invoice.v_invoice i join taxpayer.v_party c on c.id = i.counter_party_id
                        where i.subject_id = ? and i.side = ? group by 1 order by sum(i.amount) desc, 1""").params(subject, side).query(Long.class).list();
    }

    private long pipe() {
        return partners(seed(), "OUT").stream()
                .filter(id -> partners(id, "IN").size() > 50)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void fromTheSeedDownToTheRecipients() {
        long seed = seed();
        signIn("sun");
        open("/subject/" + seed + "/trace?direction=DOWN&hops=3");
        page.waitForSelector(".chart svg");
        int first = partners(seed, "OUT").size();
        assertThat(page.locator("section:has(h2:text('往来明细')) tbody tr td:first-child").allInnerTexts().stream()
                        .filter("1"::equals))
                .hasSize(Math.min(8, first));
        assertThat(text("main")).contains("下追销项去向", "未登记的交易方", "每户较小的往来");
        look("trace-down");
        page.locator("section:has(h2:text('往来明细')) tbody a").first().click();
        page.waitForLoadState();
        assertThat(text("main")).contains("电子专票", "煤炭");
        look("dealing");
    }

    @Test
    void fromARecipientUpToTheShells() {
        long recipient = partners(pipe(), "OUT").get(0);
        signIn("sun");
        open("/subject/" + recipient + "/trace?direction=UP&hops=6&share=1");
        page.waitForSelector(".chart svg");
        assertThat(text("main")).contains("没有进项来源");
        look("trace-up");
        open("/subject/" + recipient + "/trace?direction=UP&hops=6&goods=1020101");
        assertThat(text("main")).contains("上溯进项来源");
    }

    @Test
    void aPipeBuysCoalAndSellsChemicals() {
        long pipe = pipe();
        signIn("sun");
        open("/subject/" + pipe + "/throughput");
        page.waitForSelector(".chart svg");
        assertThat(text("main")).contains("煤炭", "有机化学原料", "进销品名背离度 100.0%");
        look("throughput");
        open("/subject/" + pipe + "?tab=space");
        assertThat(page.locator(".tile a").count()).isGreaterThanOrEqualTo(9);
        look("space");
        page.locator(".tile a")
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("广东"))
                .click();
        page.waitForLoadState();
        assertThat(page.locator("main table.list tbody tr").count()).isEqualTo(4);
    }

    @Test
    void largeInvoicesNarrowByOfficeAndIndustry() {
        signIn("wang");
        open("/invoice/large?least=12");
        look("large-invoices");
        page.locator("section:has(h2:text('按行业')) tbody a").first().click();
        page.waitForLoadState();
        assertThat(page.url()).contains("section=");
        open("/trace");
        page.locator("input[name=q]").last().fill("南京江宁恒晟能源贸易有限公司");
        page.locator("main form button").click();
        page.waitForLoadState();
        assertThat(page.url()).contains("/trace");
        assertThat(text("h1")).contains("恒晟能源");
        look("trace-start-firm");
    }
}
