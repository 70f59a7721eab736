package io.yihu.taxpayer.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.platform.Refusal;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import io.yihu.taxpayer.PartyId;
import io.yihu.taxpayer.TaxpayerLabelService;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Merging, splitting, applying a run and taking back: ids survive, rows are ended and never removed. */
@YihuIT
class LinkIT {
    private static int round;

    @Autowired
    StagedFeeds staging;

    @Autowired
    LinkService links;

    @Autowired
    PairBook pairs;

    @Autowired
    TaxpayerLabelService labels;

    @Autowired
    JdbcClient jdbc;

    private String prefix;

    @BeforeEach
    void fourFirms() {
        prefix = "L" + ++round + "-";
        staging.load("registrations", "t", """
                reg_serial,tax_id,name,status,register_date
                %1$sR1,%1$s1,甲一,07,2010-01-01
                %1$sR2,%1$s2,甲二,03,2020-01-01
                %1$sR3,%1$s3,甲三,03,2015-01-01
                %1$sR4,%1$s4,乙,03,2012-01-01
                """.formatted(prefix));
    }

    private long party(int n) {
        return PartyId.of(prefix + n);
    }

    private long subject(int n) {
        return jdbc.sql("select subject_id from taxpayer.v_party where id = ?")
                .param(party(n))
                .query(Long.class)
                .single();
    }

    private long run() {
        return jdbc.sql("""
                        insert into taxpayer.resolution_run (kind, started_by, started_at) values ('FULL', 't', now()) returning id""").query(Long.class).single();
    }

    private void found(long run, String rows) {
        pairs.record(run, """
                select a as party_a, b as party_b, null::text as reg_a, null::text as reg_b, r as rule, s as score,
                  '{}'::jsonb as evidence, o as outcome, v as veto, null::text as reason
                from (values %s) x (a, b, r, s, o, v)""".formatted(rows), null);
    }

    private String pair(int a, int b, String rest) {
        return "(" + party(a) + "::bigint, " + party(b) + "::bigint, " + rest + ")";
    }

    private long count(String sql, Object... params) {
        return jdbc.sql(sql).params(params).query(Long.class).single();
    }

    @Test
    void theLatestNormalRegistrationSpeaksForTheMergedAndASplitBringsTheOldIdBack() {
        long one = subject(1);
        long two = subject(2);
        labels.put(two, "risk.covered", "1", "t");
        long merged = links.merge(one, two, "迁址换号");
        assertThat(List.of(subject(1), subject(2))).containsExactly(one, one);
        assertThat(jdbc.sql("select name from taxpayer.v_subject where id = ?")
                        .param(one)
                        .query(String.class)
                        .single())
                .isEqualTo("甲二");
        assertThat(jdbc.sql("select merged_into from taxpayer.v_subject_merged where id = ?")
                        .param(two)
                        .query(Long.class)
                        .single())
                .isEqualTo(one);
        assertThat(count("select count(*) from taxpayer.v_subject where id = ?", two))
                .isZero();
        assertThat(count("select count(*) from taxpayer.v_label where subject_id = ? and valid_to is null", one))
                .isEqualTo(1);
        assertThatThrownBy(() -> links.merge(two, subject(3), "晚了一步"))
                .isInstanceOf(Refusal.class)
                .hasMessage("taxpayer.link.mergedAlready");
        links.split(one, Set.of(party(2)), "查实为两家");
        assertThat(List.of(subject(1), subject(2))).containsExactly(one, two);
        assertThat(jdbc.sql("select name from taxpayer.v_subject where id in (?, ?) order by id = ? desc")
                        .params(one, two, one)
                        .query(String.class)
                        .list())
                .containsExactly("甲一", "甲二");
        assertThat(count("select count(*) from taxpayer.v_label where subject_id = ? and valid_to is null", one))
                .isZero();
        assertThat(count("select count(*) from taxpayer.v_label where subject_id = ? and valid_to is null", two))
                .isEqualTo(1);
        assertThat(count("select count(*) from taxpayer.v_party_subject where party_id = ?", party(2)))
                .isEqualTo(3);
        assertThatThrownBy(() -> links.undo(merged, "后面还有拆分"))
                .isInstanceOf(Refusal.class)
                .hasMessage("taxpayer.link.later");
    }

    @Test
    void aRunAppliesOnceBreaksTheWeakestBridgeAndRespectsPeople() {
        long run = run();
        found(
                run,
                String.join(
                        ",",
                        pair(1, 2, "'ER-T2', 1.0, 'LINKED', null"),
                        pair(2, 3, "'ER-P1', 0.91, 'LINKED', null"),
                        pair(3, 4, "'ER-S2', 0.95, 'LINKED', null"),
                        pair(1, 4, "'ER-P2', 0.80, 'QUEUED', 'ER-N1'")));
        assertThat(links.apply(run)).isEqualTo(new LinkService.Applied(2, 1));
        assertThat(subject(1)).isEqualTo(subject(2)).isNotEqualTo(subject(3));
        assertThat(subject(3)).isEqualTo(subject(4));
        assertThat(jdbc.sql("""
                                select veto from taxpayer.v_resolution_pair
                                where outcome = 'QUEUED' and rule = 'ER-P1' and superseded_at is null and run_id = ?""").param(run).query(String.class).single()).isEqualTo("COMPONENT");
        assertThat(links.apply(run)).isEqualTo(new LinkService.Applied(0, 0));

        links.split(subject(3), Set.of(party(4)), "两家");
        long again = run();
        found(again, pair(3, 4, "'ER-T1', 1.0, 'LINKED', null"));
        assertThat(links.apply(again).moved()).isZero();
        assertThat(subject(3)).isNotEqualTo(subject(4));
        assertThatThrownBy(() -> links.merge(subject(1), subject(4), "明知冲突"))
                .isInstanceOf(Refusal.class)
                .hasMessage("taxpayer.link.contradiction");
        assertThat(subject(1)).as("nothing was changed").isNotEqualTo(subject(4));
    }

    @Test
    void splittingAnInnerPartyKeepsBothSidesWhole() {
        long one = subject(1);
        long four = subject(4);
        links.merge(one, subject(2), "一");
        links.merge(one, subject(3), "二");
        long last = links.merge(one, four, "三");
        long split = links.split(one, Set.of(party(3), party(4)), "两对");
        assertThat(subject(1)).isEqualTo(one).isEqualTo(subject(2));
        assertThat(subject(3)).isEqualTo(subject(4)).isNotEqualTo(one);
        links.undo(split, "拆错了");
        assertThat(List.of(subject(1), subject(2), subject(3), subject(4))).containsOnly(one);
        links.undo(last, "也不是");
        assertThat(subject(4)).isEqualTo(four);
        assertThatThrownBy(() -> links.undo(last, "再撤"))
                .isInstanceOf(Refusal.class)
                .hasMessage("taxpayer.link.undoneAlready");
        assertThatThrownBy(() -> links.merge(one, four, " "))
                .isInstanceOf(Refusal.class)
                .hasMessage("taxpayer.link.reason");
    }
}
