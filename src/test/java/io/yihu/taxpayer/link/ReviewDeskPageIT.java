package io.yihu.taxpayer.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.PageWalk;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** 王 at the review desk: three pairs by keyboard, one by button, taken back at once; then the file says what it is made of. */
class ReviewDeskPageIT extends PageWalk {
    @Autowired
    private PairBook pairs;

    private record Firm(long partyId, long subjectId, String name) {}

    private List<Firm> firms() {
        return jdbc.sql("""
                        select p.id as party_id, s.id as subject_id, s.name from taxpayer.v_subject s
                        join taxpayer.v_party p on p.subject_id = s.id
                        join organization.v_office o on o.id = s.office_id
                        join organization.v_account a on a.login = 'wang' join organization.v_officer f on f.id = a.officer_id
                        join organization.v_office own on own.id = f.office_id and o.path like own.path || '%'
                        where s.active and not exists (select from task.v_matter m where m.subject_id = s.id)
                          and not exists (select from taxpayer.v_party other where other.subject_id = s.id and other.id <> p.id)
                        order by s.id limit 4""").query(Firm.class).list();
    }

    @Test
    void pairsAreDecidedByKeyboardAndTakenBack() {
        List<Firm> firms = firms();
        long run = jdbc.sql("""
                        insert into taxpayer.resolution_run (kind, started_by, started_at) values ('INCREMENTAL', 'test', now()) returning id""").query(Long.class).single();
        for (int i = 1; i < 4; i++) {
            pairs.record(run, """
                    select %d::bigint as party_a, %d::bigint as party_b, null::text as reg_a, null::text as reg_b, 'ER-P2' as rule,
                      0.8%d as score, '{"fields": [{"field": "name", "agreement": 0.87, "weight": 4.2}, {"field": "legal_rep", "agreement": 1, "weight": 6.1}]}'::jsonb
                      as evidence, 'QUEUED' as outcome, null::text as veto, null::text as reason""".formatted(firms.get(0).partyId(), firms.get(i).partyId(), 9 - i), null);
        }
        signIn("wang");
        open("/taxpayer/review?rule=ER-P2&minScore=0.859");
        look("review-desk");
        click("开始复核");
        assertThat(text("main")).contains(firms.get(0).name(), firms.get(1).name(), "Y 同一户");
        look("review-pair");
        String first = page.url();
        page.keyboard().press("j");
        page.waitForURL(url -> !url.equals(first));
        page.keyboard().press("k");
        page.waitForURL(first);
        page.keyboard().press("s");
        page.waitForURL(url -> !url.equals(first));
        assertThat(text("[role=status]")).contains("已暂缓");
        String second = page.url();
        page.keyboard().press("n");
        page.waitForURL(url -> !url.equals(second));
        assertThat(text("[role=status]")).contains("不是同一户");
        page.keyboard().press("y");
        page.waitForURL(url -> !url.contains("/review/") || url.contains("/taxpayer/review?"));
        assertThat(text("[role=status]")).contains("已判为同一户");
        assertThat(merged()).isEqualTo(1);
        open("/subject/" + survivor() + "?tab=links");
        assertThat(text("main")).contains("由哪些税号组成", "判为同一户");
        look("subject-links");
        page.locator("main input[name=reason][id^=undo]").first().fill("走查撤销");
        page.locator("main form.inline button").first().click();
        page.waitForLoadState();
        assertThat(text("[role=status]")).contains("已撤销");
        assertThat(merged()).isZero();
        jdbc.sql("update taxpayer.resolution_pair set superseded_at = now() where run_id = ?")
                .param(run)
                .update();
        for (String path : List.of("resolution", "doubts")) {
            open("/taxpayer/" + path);
            look("taxpayer-" + path);
        }
        open("/invoice/unresolved");
        look("invoice-unresolved");
    }

    private long merged() {
        return jdbc.sql("""
                        select count(*) from taxpayer.v_subject_merged m join taxpayer.v_link_move l on l.from_subject_id = m.id
                        and l.decided_by = 'wang'""").query(Long.class).single();
    }

    private long survivor() {
        return jdbc.sql(
                        "select to_subject_id from taxpayer.v_link_move where decided_by = 'wang' order by decision_id desc limit 1")
                .query(Long.class)
                .single();
    }
}
