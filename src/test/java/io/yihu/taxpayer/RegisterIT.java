package io.yihu.taxpayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.exchange.MergeCounts;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Registrations, persons, roles and changes as they are loaded, linked and found again. */
@YihuIT
class RegisterIT {
    private static final String HEAD = "reg_serial,tax_id,uscc,name,status,office_code,register_date\n";

    @Autowired
    StagedFeeds staging;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SubjectQueries subjects;

    @Autowired
    SubjectSearch search;

    @Autowired
    PersonQueries persons;

    @Autowired
    TaxpayerLabelService labels;

    @BeforeEach
    void offices() {
        staging.load("offices", "test", """
                code,name,level,parent_code
                10000000000,总局,HQ,
                11100000000,一省局,PROVINCE,10000000000
                11101000000,一市局,CITY,11100000000
                11200000000,二省局,PROVINCE,10000000000
                """);
    }

    private Actor officerOf(String code) {
        String path = jdbc.sql("select path from organization.v_office where code = ?")
                .param(code)
                .query(String.class)
                .single();
        return new Actor(1L, "o", "o", 1L, 1L, code, path, Set.of("OFFICER"));
    }

    private List<String> found(String q, String office) {
        return CurrentActor.as(
                officerOf(office),
                () -> search.search(q, CurrentActor.get().scope(), null, 20).rows().stream()
                        .map(SubjectHit::name)
                        .toList());
    }

    @Test
    void sqlAndJavaComputeTheSamePartyAndTheSameChecks() {
        for (String taxId : List.of("9144030071526726XG", "a b c", "９１ＡＢ", "440300192203821", "税号")) {
            assertThat(jdbc.sql("select taxpayer.party_id(?)")
                            .param(taxId)
                            .query(Long.class)
                            .single())
                    .as(taxId)
                    .isEqualTo(PartyId.of(taxId));
        }
        assertThat(jdbc.sql("select taxpayer.uscc_check('9144030071526726XH')")
                        .query(String.class)
                        .single())
                .isEqualTo("G");
        assertThat(jdbc.sql("select taxpayer.id_number_18('150102880730303')")
                        .query(String.class)
                        .single())
                .isEqualTo("150102198807303035");
        assertThat(jdbc.sql("select taxpayer.id_number_notes('110105194912310021')::text")
                        .query(String.class)
                        .single())
                .isEqualTo("{ID_CHECK}");
    }

    @Test
    void anExternalPartyKeepsItsSubjectWhenItRegisters() {
        staging.load("invoices", "t", """
                kind,number,issue_time,seller_tax_id,seller_name,buyer_tax_id,amount,tax,status
                PAPER_NORMAL,1,2024-01-05T10:00:00+08:00,91110000802100433B,百度,X9,100,13,NORMAL
                """);
        Long external = jdbc.sql(
                        "select id from taxpayer.v_subject where tax_id = '91110000802100433B' and external and office_id is null")
                .query(Long.class)
                .single();
        staging.load(
                "registrations",
                "t",
                HEAD + "R-EXT,91110000802100433B,91110000802100433B,北京百度,03,11101000000,2001-01-01\n");
        assertThat(jdbc.sql(
                                "select id from taxpayer.v_subject where tax_id = '91110000802100433B' and not external and name = '北京百度'")
                        .query(Long.class)
                        .single())
                .isEqualTo(external);
        assertThat(jdbc.sql("select count(*) from taxpayer.v_party where subject_id = ? and not external")
                        .param(external)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void theLatestNormalRegistrationIsTheGoldenRecord() {
        staging.load("registrations", "t", HEAD + """
                R-1,440300192203821,,旧（名）,07,11100000000,1999-01-01
                R-2,440300192203821,,新名,03,11101000000,2005-01-01
                R-3,440300192203821,,报验名,09,11200000000,2020-01-01
                """);
        assertThat(jdbc.sql("select name || main_reg_serial from taxpayer.v_subject where tax_id = '440300192203821'")
                        .query(String.class)
                        .single())
                .isEqualTo("新名R-2");
        assertThat(staging.load("registrations", "t", HEAD + "R-2,440300192203821,,新名,07,11101000000,2005-01-01\n")
                        .counts())
                .isEqualTo(new MergeCounts(0, 1, 0));
        assertThat(jdbc.sql("select main_reg_serial from taxpayer.v_subject where tax_id = '440300192203821'")
                        .query(String.class)
                        .single())
                .as("none is normal: the youngest")
                .isEqualTo("R-3");
    }

    @Test
    void wrongCheckDigitsAreFlaggedAndUnknownOfficesRefused() {
        var load = staging.load("registrations", "t", HEAD + """
                R-10,9144030071526726XH,9144030071526726XH,错码,03,11100000000,
                R-11,91440300715267261R,91440300715267261R,机构码错,03,11100000000,
                R-12,914403001922038216,914403001922038216,对,03,11100000000,
                R-13,91330100799655058B,,不知何处,03,99,
                """);
        assertThat(load.rejected()).isEqualTo(Map.of("taxpayer.unknownOffice", List.of(5L)));
        assertThat(jdbc.sql(
                                "select reg_serial || notes::text from taxpayer.v_registration where reg_serial in ('R-10', 'R-11', 'R-12') order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("R-10{USCC_CHECK}", "R-11{ORG_CHECK}", "R-12{}");
    }

    @Test
    void findsByTwoCharactersTaxIdInitialsAndPersonWithinScopeOnly() {
        staging.load("registrations", "t", HEAD + """
                R-20,91310110666007217T,,重庆长安贸易有限公司,03,11101000000,
                R-21,SEARCH0000021,,上海长宁贸易有限公司,03,11200000000,
                """);
        staging.load("persons", "t", """
                person_no,id_type,id_number,name,phone
                P1,201,11010519491231002X,欧阳测试,13800001111
                """);
        staging.load("person_roles", "t", """
                reg_serial,person_no,role,from,to
                R-20,P1,LEGAL_REP,2020-01-01,
                """);
        assertThat(found("长安", "11100000000")).containsExactly("重庆长安贸易有限公司");
        assertThat(found("长", "11100000000")).containsExactly("重庆长安贸易有限公司");
        assertThat(found("贸易", "11200000000")).containsExactly("上海长宁贸易有限公司");
        assertThat(found("search0000", "11200000000")).containsExactly("上海长宁贸易有限公司");
        assertThat(found("search0000", "11100000000")).isEmpty();
        assertThat(found("cqca", "11101000000")).containsExactly("重庆长安贸易有限公司");
        assertThat(found("欧阳", "11100000000")).containsExactly("重庆长安贸易有限公司");
        assertThat(found("欧阳", "11200000000")).isEmpty();
        assertThat(found("100%", "11100000000")).isEmpty();
        long shanghai = jdbc.sql("select id from taxpayer.v_subject where tax_id = 'SEARCH0000021'")
                .query(Long.class)
                .single();
        CurrentActor.as(officerOf("11100000000"), () -> {
            assertThatThrownBy(() -> subjects.require(shanghai)).isInstanceOf(Refusal.class);
            return null;
        });
    }

    @Test
    void aPersonsNumbersAreNeverStoredOpenly() {
        staging.load("persons", "t", """
                person_no,id_type,id_number,name,phone
                P8,201,150102880730303,甲,13900002222
                P9,201,150102198807303035,甲,
                """);
        assertThat(jdbc.sql(
                                "select count(distinct id_hash) as hashes, min(id_masked) as id, min(phone_masked) as phone from taxpayer.person where person_no in ('P8', 'P9')")
                        .query()
                        .singleRow()
                        .values())
                .containsExactly(1L, "150***********3035", "139****2222");
        assertThat(jdbc.sql(
                                "select count(*) from taxpayer.person p where p::text like '%19880730%' or p::text like '%13900002222%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void changesAndRolesAreIdempotentAndMustKnowTheirRegistration() {
        staging.load("registrations", "t", HEAD + "R-30,CHANGE0000030,,变更,03,11100000000,\n");
        staging.load("persons", "t", "person_no,name\nP30,乙\n");
        String changes = """
                reg_serial,item,old_value,new_value,change_date,person_no
                R-30,LEGAL_REP,甲,乙,2026-03-02,P30
                R-31,NAME,a,b,2026-03-02,
                """;
        var first = staging.load("registration_changes", "t", changes);
        assertThat(first.counts()).isEqualTo(new MergeCounts(1, 0, 0));
        assertThat(first.rejected()).isEqualTo(Map.of("taxpayer.unknownRegistration", List.of(3L)));
        assertThat(staging.load("registration_changes", "t", changes).counts()).isEqualTo(new MergeCounts(0, 0, 1));
        String roles =
                "reg_serial,person_no,role,from,to,share_pct\nR-30,P30,SHAREHOLDER,,,60\nR-30,P30,SHAREHOLDER,2020-01-01,2019-01-01,60\n";
        assertThat(staging.load("person_roles", "t", roles).rejected())
                .isEqualTo(Map.of("taxpayer.roleEndsBeforeStart", List.of(3L)));
        assertThat(staging.load("person_roles", "t", roles).counts()).isEqualTo(new MergeCounts(0, 0, 1));
    }

    @Test
    void rolesAndChangesFollowTheRegistrationToItsNewTaxId() {
        staging.load("registrations", "t", HEAD + """
                R-40,FORMERID0000040,,改号前,03,11100000000,
                R-41,FORMERID0000040,,不改号,03,11100000000,
                """);
        staging.load("persons", "t", "person_no,name\nP40,丙\n");
        staging.load("person_roles", "t", "reg_serial,person_no,role\nR-40,P40,LEGAL_REP\nR-41,P40,DIRECTOR\n");
        staging.load(
                "registration_changes",
                "t",
                "reg_serial,item,new_value,change_date\nR-40,NAME,改号前,2026-01-05\nR-41,NAME,不改号,2026-01-05\n");
        staging.load("registrations", "t", HEAD + "R-40,LATTERID0000040,,改号后,03,11100000000,\n");
        for (String table : List.of("person_role", "change")) {
            assertThat(jdbc.sql("select reg_serial, party_id from taxpayer." + table
                                    + " where reg_serial in ('R-40', 'R-41') order by 1")
                            .query((row, n) -> row.getString(1) + " " + row.getLong(2))
                            .list())
                    .as(table)
                    .containsExactly("R-40 " + PartyId.of("LATTERID0000040"), "R-41 " + PartyId.of("FORMERID0000040"));
        }
    }

    @Test
    void aLabelEndsButStays() {
        long subject = 4711;
        labels.put(subject, "risk.covered", "1", "test");
        labels.put(subject, "risk.covered", "1", "test again");
        labels.end(subject, "risk.covered", "over");
        assertThat(jdbc.sql("select count(*) as n, count(valid_to) as ended from taxpayer.v_label where subject_id = ?")
                        .param(subject)
                        .query()
                        .singleRow()
                        .values())
                .containsExactly(1L, 1L);
        assertThat(jdbc.sql("select count(*) from trail.v_action where subject_id = ?")
                        .param(subject)
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }
}
