package io.yihu.invoice;

import static io.yihu.support.SpokenActors.spoken;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.indicator.RunContext;
import io.yihu.platform.Roles;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** A fact that was falsified by hand is found by the step, shown on the page, and leads to the invoices behind it. */
@YihuIT
class FactCheckPageIT {
    @Autowired
    MockMvc mvc;

    @Autowired
    StagedFeeds staging;

    @Autowired
    FactCheckStep step;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aDifferenceLeadsToItsInvoices() throws Exception {
        mvc.perform(get("/invoice/facts").with(spoken("/", Roles.SUPERVISOR)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("还没有核对过")));
        staging.load("invoices", "t", """
                kind,code,number,issue_time,seller_tax_id,seller_name,buyer_tax_id,amount,tax,status
                PAPER_NORMAL,6,00000061,2025-03-05T10:00:00+08:00,FS1,对账商贸,FB1,100.00,13.00,NORMAL
                PAPER_NORMAL,6,00000062,2025-03-06T10:00:00+08:00,FS1,对账商贸,FB1,50.00,6.50,VOID
                """);
        step.run(new RunContext(1, LocalDate.of(2025, 4, 2), LocalDate.of(2025, 3, 1)));
        mvc.perform(get("/invoice/facts").with(spoken("/", Roles.SUPERVISOR)))
                .andExpect(content().string(containsString("没有差异")));
        jdbc.sql("update invoice.fact_party_month set out_amt = 999 where party_id = taxpayer.party_id('FS1')")
                .update();
        step.run(new RunContext(2, LocalDate.of(2025, 4, 3), LocalDate.of(2025, 3, 1)));
        long subject = jdbc.sql("select subject_id from taxpayer.v_party where tax_id = 'FS1'")
                .query(Long.class)
                .single();
        mvc.perform(get("/invoice/facts").with(spoken("/", Roles.SUPERVISOR)))
                .andExpect(content().string(containsString("对账商贸")))
                .andExpect(content().string(containsString("1,012.00")))
                .andExpect(content().string(containsString("113.00")))
                .andExpect(content().string(containsString("/invoice/subjects/" + subject + "/months/2025-03")))
                .andExpect(content().string(not(containsString("??"))));
        mvc.perform(get("/invoice/facts").with(spoken("/", Roles.OFFICER))).andExpect(status().isForbidden());
        mvc.perform(get("/invoice/subjects/" + subject + "/months/2025-03").with(spoken("/", Roles.SUPERVISOR)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("00000061")))
                .andExpect(content().string(containsString("作废")))
                .andExpect(content().string(containsString("/exchange/batches/")))
                .andExpect(content().string(not(containsString("??"))));
        mvc.perform(get("/invoice/subjects/" + subject + "/months/2025-13").with(spoken("/", Roles.SUPERVISOR)))
                .andExpect(status().is4xxClientError());
    }
}
