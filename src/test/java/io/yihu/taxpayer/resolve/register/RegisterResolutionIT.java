package io.yihu.taxpayer.resolve.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.indicator.RunContext;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import io.yihu.taxpayer.EntityResolution;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From loaded registrations to subjects: every rule, every doubt, and a new batch against its neighbourhood. */
@YihuIT
class RegisterResolutionIT {
    private static final String HEAD =
            "reg_serial,tax_id,uscc,name,subject_kind,status,office_code,register_date,address,phone,industry_code,division_code\n";

    @Autowired
    StagedFeeds staging;

    @Autowired
    EntityResolution resolution;

    @Autowired
    ResolveStep step;

    @Autowired
    JdbcClient jdbc;

    @Test
    void evidenceBecomesSubjectsAndDoubtWaitsForAPerson() {
        register();
        people();
        changes();
        long run = resolution.resolveAll();

        assertThat(pair("L-NEW", "L-OLD")).isEqualTo("ER-T2 1.00000 LINKED - -");
        assertThat(pair("S-ONE", "S-TWO")).isEqualTo("ER-S1 1.00000 LINKED - -");
        assertThat(pair("P-ONE", "P-TWO")).isEqualTo("ER-P1 0.90000 LINKED - -");
        assertThat(sameSubject("L-NEW", "L-OLD")).isTrue();
        assertThat(sameSubject("S-ONE", "S-TWO")).isTrue();
        assertThat(sameSubject("P-ONE", "P-TWO")).isTrue();
        assertThat(pairs("HARD-A", "HARD-B"))
                .as("one legal representative alone says nothing")
                .isZero();
        assertThat(sameSubject("C-OLD", "C-NEW"))
                .as("recorded change of the tax id")
                .isTrue();
        assertThat(changed("CYCLE1111111111", "CYCLE2222222222")).isEqualTo("QUEUED CYCLE");
        assertThat(changed("FUTURE111111111", "FUTURE222222222")).isEqualTo("QUEUED FUTURE_DATE");
        assertThat(changed("SPLIT1111111111", "SPLIT2222222222")).isEqualTo("QUEUED CONTRADICTION");
        assertThat(sameSubject("CY-A", "CY-B")).isFalse();
        assertThat(sameSubject("FU-A", "FU-B")).isFalse();
        assertThat(pair("TWO-A", "TWO-B"))
                .as("one code, two lively enterprises")
                .endsWith("QUEUED - TWO_LIVELY");
        assertThat(sameSubject("TWO-A", "TWO-B")).isFalse();
        assertThat(jdbc.sql("select state || ' ' || (figures ->> 'searched') from taxpayer.resolution_run where id = ?")
                        .param(run)
                        .query(String.class)
                        .single())
                .isEqualTo("DONE " + count("taxpayer.registration"));
        assertThat(jdbc.sql("select count(*) from taxpayer.resolution_pair where evidence::text like '%13800001111%'")
                        .query(Long.class)
                        .single())
                .as("telephones in full")
                .isZero();

        long before = count("taxpayer.resolution_pair");
        resolution.resolveAll();
        assertThat(count("taxpayer.resolution_pair"))
                .as("a second search finds nothing new")
                .isEqualTo(before);
        newcomers();
        evidenceOfOtherFeeds();
        whatWaitsIsSearchedAtNight();
    }

    /** Registrations that come later meet the ones that are there, without a search over all. */
    private void newcomers() {
        long others = jdbc.sql("select count(*) from taxpayer.resolution_pair where superseded_at is null")
                .query(Long.class)
                .single();
        staging.load(
                "registrations",
                "t",
                HEAD + "S-THREE,B99MA0000000003,914403001922038216,华远测试通信有限公司,单位纳税人,09,11200000000,2021-01-01,,,,\n");
        assertThat(sameSubject("S-ONE", "S-THREE")).isTrue();
        staging.load(
                "registrations", "t", HEAD + "M-ONE,MOVED1111111111,,云杉测试造纸厂,单位纳税人,03,11100000000,2010-01-01,,,,\n");
        staging.load(
                "registrations", "t", HEAD + "M-ONE,MOVED2222222222,,云杉测试造纸厂,单位纳税人,03,11100000000,2010-01-01,,,,\n");
        assertThat(jdbc.sql("""
                        select r.rule || ' ' || r.outcome from taxpayer.resolution_pair r
                        where r.party_a in (taxpayer.party_id('MOVED1111111111'), taxpayer.party_id('MOVED2222222222'))
                          and r.superseded_at is null""").query(String.class).list()).containsExactly("ER-T3 LINKED");
        assertThat(jdbc.sql("select count(*) from taxpayer.resolution_pair where superseded_at is null")
                        .query(Long.class)
                        .single())
                .as("the others stand as they were; the newcomer is linked to both of its twins")
                .isEqualTo(others + 3);
    }

    /** Roles, people and changes that come later are evidence as well, each for its own neighbourhood. */
    private void evidenceOfOtherFeeds() {
        staging.load("registrations", "t", HEAD + """
                R-ONE,T33MA0000000011,,松江栖云测试食品有限公司,单位纳税人,03,11100000000,2005-01-01,,13900003333,1499,310100
                R-TWO,T33MA0000000012,,松江栖云测试食品有限责任公司,单位纳税人,03,11100000000,2006-01-01,,13900003333,1499,310100
                U-ONE,T33MA0000000021,,青浦望山测试家具有限公司,单位纳税人,03,11100000000,2005-01-01,,13900004444,2110,310100
                U-TWO,T33MA0000000022,,青浦望山测试家具有限责任公司,单位纳税人,03,11100000000,2006-01-01,,13900004444,2110,310100
                V-OLD,VALID1111111111,,金山临海测试渔具店,个体工商户,07,11100000000,2001-01-01,,,,
                V-NEW,VALID2222222222,,金山临海测试渔具店,个体工商户,03,11100000000,2015-01-01,,,,
                V-OTHER,VALID3333333333,,崇明东滩测试农庄,个体工商户,03,11100000000,2016-01-01,,,,
                """);
        staging.load("persons", "t", "person_no,name\nRR,测试丙\nU1,测试丁\nU2,测试丁\n");
        assertThat(sameSubject("R-ONE", "R-TWO")).isFalse();
        staging.load("person_roles", "t", """
                reg_serial,person_no,role,from,to
                R-ONE,RR,LEGAL_REP,2005-01-01,
                R-TWO,RR,LEGAL_REP,2006-01-01,
                U-ONE,U1,LEGAL_REP,2005-01-01,
                U-TWO,U2,LEGAL_REP,2006-01-01,
                """);
        assertThat(pair("R-ONE", "R-TWO")).isEqualTo("ER-P1 0.90000 LINKED - -");
        assertThat(sameSubject("R-ONE", "R-TWO")).isTrue();
        assertThat(sameSubject("U-ONE", "U-TWO")).as("two people so far").isFalse();
        staging.load("persons", "t", """
                person_no,id_type,id_number,name
                U1,201,150102198807303035,测试丁
                U2,201,150102198807303035,测试丁
                """);
        assertThat(sameSubject("U-ONE", "U-TWO")).isTrue();

        staging.load("registration_changes", "t", """
                reg_serial,item,old_value,new_value,change_date
                V-NEW,TAX_ID,VALID1111111111,VALID2222222222,2015-01-01
                """);
        assertThat(sameSubject("V-OLD", "V-NEW")).isTrue();
        staging.load("registration_changes", "t", """
                reg_serial,item,old_value,new_value,change_date
                V-OTHER,TAX_ID,VALID1111111111,VALID3333333333,2016-01-01
                """);
        assertThat(changed("VALID1111111111", "VALID2222222222"))
                .as("a second new id casts doubt on the first")
                .isEqualTo("QUEUED CONTRADICTION");
        assertThat(sameSubject("V-OLD", "V-NEW")).isFalse();
        assertThat(sameSubject("V-OLD", "V-OTHER")).isFalse();
    }

    /** A load too large to be searched at once is searched by the nightly step, once. */
    private void whatWaitsIsSearchedAtNight() {
        jdbc.sql("insert into taxpayer.resolution_waiting values (1, 'registrations', 30000, now())")
                .update();
        RunContext night = new RunContext(1, LocalDate.of(2026, 5, 6), LocalDate.of(2026, 4, 1));
        assertThat(step.run(night)).isEqualTo(count("taxpayer.registration"));
        assertThat(count("taxpayer.resolution_waiting")).isZero();
        assertThat(step.run(night)).isZero();
        assertThat(jdbc.sql("select count(*) from taxpayer.resolution_run where state <> 'DONE'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void register() {
        staging.load("offices", "test", """
                code,name,level,parent_code
                10000000000,总局,HQ,
                11100000000,一省局,PROVINCE,10000000000
                11200000000,二省局,PROVINCE,10000000000
                """);
        staging.load("registrations", "t", HEAD + """
                L-OLD,44030071526726X,,深南测试科技有限公司,单位纳税人,07,11100000000,1999-01-01,,,,
                L-NEW,9144030071526726XG,9144030071526726XG,深南测试科技有限公司,单位纳税人,03,11100000000,2016-01-01,,,,
                S-ONE,914403001922038216,914403001922038216,华远测试通信有限公司,单位纳税人,03,11100000000,2001-01-01,,,,
                S-TWO,B11MA0000000001,914403001922038216,华远测试通信有限公司,单位纳税人,09,11200000000,2019-01-01,,,,
                P-ONE,91330100799655058B,91330100799655058B,杭州栖霞测试纺织有限公司,单位纳税人,03,11100000000,2005-01-01,栖霞路1号,13800001111,1711,330100
                P-TWO,T33MA0000000002,,杭州栖霞测试纺织有限责任公司,单位纳税人,03,11100000000,2004-01-01,别处2号,13800001111,1711,330100
                HARD-A,91110000802100433B,91110000802100433B,百川测试信息有限公司,单位纳税人,03,11100000000,2003-01-01,同一路9号,13800002222,6420,110000
                HARD-B,T11MA0000000009,,千山测试餐饮有限公司,单位纳税人,03,11100000000,2008-01-01,同一路9号,13800002222,6210,110000
                C-OLD,CHANGED11111111,,青禾测试农资店,个体工商户,07,11100000000,2001-01-01,,,,
                C-NEW,CHANGED22222222,,青禾测试农资店,个体工商户,03,11100000000,2015-01-01,,,,
                CY-A,CYCLE1111111111,,环一测试店,个体工商户,03,11100000000,2001-01-01,,,,
                CY-B,CYCLE2222222222,,环二测试行,个体工商户,03,11100000000,2001-01-01,,,,
                FU-A,FUTURE111111111,,未来一测试店,个体工商户,03,11100000000,2001-01-01,,,,
                FU-B,FUTURE222222222,,将来二测试行,个体工商户,03,11100000000,2001-01-01,,,,
                SP-A,SPLIT1111111111,,分岔一测试店,个体工商户,07,11100000000,2001-01-01,,,,
                SP-B,SPLIT2222222222,,分岔二测试行,个体工商户,03,11100000000,2001-01-01,,,,
                SP-C,SPLIT3333333333,,分岔三测试部,个体工商户,03,11100000000,2001-01-01,,,,
                TWO-A,91310110666007217T,91310110666007217T,浦汇测试物流有限公司,单位纳税人,03,11100000000,2007-01-01,,,,
                TWO-B,T31MA0000000077,91310110666007217T,金桥印刷测试厂,单位纳税人,03,11200000000,2009-01-01,,,,
                """);
    }

    private void people() {
        staging.load("persons", "t", """
                person_no,id_type,id_number,name
                PP,201,11010519491231002X,测试甲
                HH,201,440524188001010014,测试乙
                """);
        staging.load("person_roles", "t", """
                reg_serial,person_no,role,from,to
                P-ONE,PP,LEGAL_REP,2005-01-01,
                P-TWO,PP,LEGAL_REP,2004-01-01,
                HARD-A,HH,LEGAL_REP,2003-01-01,
                HARD-B,HH,LEGAL_REP,2008-01-01,
                """);
    }

    private void changes() {
        staging.load("registration_changes", "t", """
                reg_serial,item,old_value,new_value,change_date
                C-NEW,TAX_ID,CHANGED11111111,CHANGED22222222,2015-01-01
                CY-A,TAX_ID,CYCLE1111111111,CYCLE2222222222,2015-01-01
                CY-B,TAX_ID,CYCLE2222222222,CYCLE1111111111,2016-01-01
                FU-B,TAX_ID,FUTURE111111111,FUTURE222222222,2999-01-01
                SP-B,TAX_ID,SPLIT1111111111,SPLIT2222222222,2015-01-01
                SP-C,TAX_ID,SPLIT1111111111,SPLIT3333333333,2015-02-01
                """);
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private String pair(String a, String b) {
        List<String> found =
                jdbc.sql("""
                        select concat_ws(' ', r.rule, r.score, r.outcome, coalesce(r.veto, '-'), coalesce(r.reason, '-'))
                        from taxpayer.resolution_pair r where r.superseded_at is null and r.reg_a in (:a, :b) and r.reg_b in (:a, :b)""").param("a", a).param("b", b).query(String.class).list();
        assertThat(found).as(a + " and " + b).hasSize(1);
        return found.get(0);
    }

    private long pairs(String a, String b) {
        return jdbc.sql("select count(*) from taxpayer.resolution_pair where reg_a in (:a, :b) and reg_b in (:a, :b)")
                .param("a", a)
                .param("b", b)
                .query(Long.class)
                .single();
    }

    private String changed(String oldId, String newId) {
        return jdbc.sql("""
                        select outcome || ' ' || reason from taxpayer.resolution_pair
                        where superseded_at is null and party_a = least(taxpayer.party_id(:a), taxpayer.party_id(:b))
                          and party_b = greatest(taxpayer.party_id(:a), taxpayer.party_id(:b))""")
                .param("a", oldId)
                .param("b", newId)
                .query(String.class)
                .single();
    }

    private boolean sameSubject(String a, String b) {
        return jdbc.sql("select count(distinct subject_id) = 1 from taxpayer.v_registration where reg_serial in (?, ?)")
                .params(a, b)
                .query(Boolean.class)
                .single();
    }
}
