package io.yihu.taxpayer.link;

import static io.yihu.support.SpokenActors.spoken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.platform.Roles;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import io.yihu.taxpayer.PartyId;
import io.yihu.taxpayer.PersonQueries;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Bad identities are held back with their reason; one person under several numbers is one person; the truth judges the links. */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoubtIT {
    @Autowired
    StagedFeeds staging;

    @Autowired
    LinkService links;

    @Autowired
    PairBook pairs;

    @Autowired
    PersonQueries persons;

    @Autowired
    DoubtService doubts;

    @Autowired
    ResolutionQueries resolution;

    @Autowired
    ResolutionRuns runs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc mvc;

    @BeforeAll
    void contradictionsOfEveryKind() {
        staging.load("registrations", "t", """
                reg_serial,tax_id,name,status,register_date
                R1,A1,甲一公司,03,2010-01-01
                R2,A2,甲二公司,03,2012-01-01
                R3,A3,甲三公司,03,2014-01-01
                R4,B1,乙一商贸,03,2010-01-01
                R5,B2,乙二商贸,03,2010-01-01
                R6,B3,乙三商贸,03,2010-01-01
                R7,C1,丙服装厂,03,2010-01-01
                R8,C1,丁运输队,03,2011-01-01
                R9,D1,戊公司,03,2999-01-01
                R10,E1,己公司,03,2010-01-01
                R11,E2,己公司,07,2009-01-01
                R12,E2,己公司东湖分点,09,2015-01-01
                """);
        staging.load("registration_changes", "t", """
                reg_serial,item,old_value,new_value,change_date
                R1,TAX_ID,A1,A2,2011-01-01
                R2,TAX_ID,A2,A3,2013-01-01
                R3,TAX_ID,A3,A1,2015-01-01
                R4,TAX_ID,B1,B2,2016-01-01
                R4,TAX_ID,B1,B3,2017-01-01
                R10,TAX_ID,E2,E1,2012-01-01
                """);
        staging.load("persons", "t", """
                person_no,id_type,id_number,name,birth,sex,phone,capability_flag
                P1,ID,110105194912310021,钱多,1949-12-31,F,13800000001,NONE
                P2,ID,110105194912310021,钱多,1949-12-31,F,,LIMITED
                P3,,,钱多,1949-12-31,F,13800000001,
                P4,ID,110105194912310099,钱多,1949-12-31,F,13800000001,
                P5,ID,110105194912310021,孙少,1950-01-01,F,,
                P6,,,李四,1980-01-01,M,13900000000,
                P7,,,李四,1980-01-01,M,13900000000,
                """);
        staging.load("person_roles", "t", """
                reg_serial,person_no,role,from
                R1,P1,LEGAL_REP,2010-01-01
                R2,P2,LEGAL_REP,2012-01-01
                R3,P3,FIN_OFFICER,2014-01-01
                R4,P4,LEGAL_REP,2010-01-01
                """);
        staging.load("registration_truth", "t", """
                reg_serial,entity,kind
                R10,己,ER-T
                R11,己,ER-T
                R12,己,ER-T
                R4,乙一,
                R5,乙二,
                """);
        long run = runs.open("FULL", null);
        pairs.record(run, """
                select taxpayer.party_id(a) as party_a, taxpayer.party_id(b) as party_b, null::text as reg_a, null::text as reg_b, r as rule,
                  1.0 as score, '{}'::jsonb as evidence, 'LINKED' as outcome, null::text as veto, null::text as reason
                from (values ('A1', 'A2', 'ER-T1'), ('A2', 'A3', 'ER-T1'), ('B1', 'B2', 'ER-T1'), ('E1', 'E2', 'ER-T1'), ('B2', 'B3', 'ER-S2')) x (a, b, r)""", null);
        links.apply(run);
        runs.close(run, true, "{}");
    }

    private boolean together(String one, String other) {
        return jdbc.sql("select count(distinct subject_id) = 1 from taxpayer.v_party where id in (?, ?)")
                .params(PartyId.of(one), PartyId.of(other))
                .query(Boolean.class)
                .single();
    }

    @Test
    void contradictoryChangesWaitWithTheirReasonAndSoundOnesLink() {
        assertThat(together("E1", "E2")).isTrue();
        assertThat(List.of(together("A1", "A2"), together("A2", "A3"), together("B1", "B2")))
                .containsOnly(false);
        assertThat(jdbc.sql("""
                        select rule || ' ' || coalesce(veto, reason) from taxpayer.v_resolution_pair where outcome = 'QUEUED' and superseded_at is null order by 1""").query(String.class).list())
                .containsExactly(
                        "ER-T1 CONTRADICTION", "ER-T1 CONTRADICTION", "ER-T1 CYCLE", "ER-T1 CYCLE", "ER-T1 CYCLE");
        assertThat(doubts.open())
                .extracting(DoubtService.Doubt::kind)
                .containsExactly("CONTRADICTION", "CYCLE", "FUTURE_DATE", "TWO_LIVELY");
        assertThat(doubts.open()).extracting(DoubtService.Doubt::detail).anyMatch(text -> text.contains("丙服装厂"));
    }

    @Test
    void oneIdNumberIsOnePersonAndWhatContradictsWaits() {
        long main = jdbc.sql("select id from taxpayer.person where person_no = 'P1'")
                .query(Long.class)
                .single();
        assertThat(jdbc.sql("""
                        select r.role || y.tax_id from taxpayer.v_person_role r join taxpayer.v_registration y on y.reg_serial = r.reg_serial
                        where r.person_id = ?""").param(main).query(String.class).list())
                .as("the roles of all three numbers")
                .containsExactlyInAnyOrder("LEGAL_REPA1", "LEGAL_REPA2", "FIN_OFFICERA3");
        assertThat(jdbc.sql("select capability_flag from taxpayer.v_person where id = ?")
                        .param(main)
                        .query(String.class)
                        .single())
                .isEqualTo("LIMITED");
        assertThat(jdbc.sql("select person_no from taxpayer.v_person_same order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("P2", "P3", "P7");
        assertThat(persons.main(main)).isEmpty();
        assertThat(persons.main(jdbc.sql("select id from taxpayer.person where person_no = 'P3'")
                        .query(Long.class)
                        .single()))
                .contains(main);
        assertThat(doubts.people())
                .extracting(pair -> pair.noA() + pair.noB() + pair.veto())
                .containsExactlyInAnyOrder("P1P4TWO_IDS", "P1P5ID_TWO_NAMES");
    }

    @Test
    void linksAreJudgedByTheTruthWhereItIsKnown() throws Exception {
        var quality = resolution.quality();
        assertThat(quality.registrations()).isEqualTo(5);
        assertThat(quality.recall()).isEqualTo(new ResolutionQueries.Score("", 3, 3));
        assertThat(quality.precision()).isEqualTo(new ResolutionQueries.Score("", 3, 3));
        assertThat(quality.byEvidence())
                .contains(new ResolutionQueries.Score("SAME_ID", 1, 1), new ResolutionQueries.Score("ER-T1", 1, 1));
        assertThat(quality.byCase()).containsExactly(new ResolutionQueries.Score("ER-T", 3, 3));
        for (String page : List.of("/taxpayer/resolution", "/taxpayer/doubts", "/invoice/unresolved")) {
            String body = mvc.perform(get(page).with(spoken("/", Roles.SUPERVISOR)))
                    .andExpect(status().isOk())
                    .andReturn()
                    .getResponse()
                    .getContentAsString();
            assertThat(body).contains("<h1").doesNotContain("??");
        }
    }
}
