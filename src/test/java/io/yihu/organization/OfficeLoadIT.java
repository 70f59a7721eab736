package io.yihu.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.exchange.MergeCounts;
import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@YihuIT
class OfficeLoadIT {
    static final String HQ = "10000000000|国家税务总局|总局|HQ||";
    static final String PROVINCE = "13300000000|江南省税务局|江南省局|PROVINCE||10000000000|330000";
    static final String CITY = "13301000000|临江市税务局|临江市局|CITY||13300000000|330100";
    static final String COUNTY = "13301060000|西湖区税务局|西湖区局|COUNTY||13301000000|330106";
    static final String BRANCH = "13301060001|西湖区第一税务所|一所|BRANCH||13301060000|330106";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    OfficeLoad load;

    @Autowired
    PlatformTransactionManager manager;

    @Value("${yihu.test.database}")
    String database;

    @BeforeEach
    void empty() throws Exception {
        CleanDatabase.clean(database);
    }

    @Test
    void parentsMayStandBelowTheirChildrenInTheFile() {
        StagedRows file = staged(1, BRANCH, COUNTY, CITY, PROVINCE, HQ);

        assertThat(file.rejects()).isEmpty();
        assertThat(file.merge()).isEqualTo(new MergeCounts(5, 0, 0));

        String chain = jdbc.sql("""
                        select '/' || string_agg(id::text, '/' order by array_position(array['HQ', 'PROVINCE', 'CITY', 'COUNTY', 'BRANCH'], level)) || '/'
                        from organization.v_office""").query(String.class).single();
        assertThat(path("13301060001")).isEqualTo(chain);
        assertThat(jdbc.sql("select kind from organization.v_office where code = '13301060001'")
                        .query(String.class)
                        .single())
                .isEqualTo("BRANCH");
        assertThat(jdbc.sql("select source || batch_id || ':' || line_no from organization.office where level = 'HQ'")
                        .query(String.class)
                        .single())
                .isEqualTo("test file1:6");
    }

    @Test
    void theSameRowsAgainChangeNothingAndAChangedRowIsAnUpdate() {
        staged(1, HQ, PROVINCE).merge();

        assertThat(staged(2, HQ, PROVINCE).merge()).isEqualTo(new MergeCounts(0, 0, 2));
        assertThat(staged(3, HQ, PROVINCE.replace("江南省局", "江南"), CITY).merge()).isEqualTo(new MergeCounts(1, 1, 1));
        assertThat(jdbc.sql("select batch_id from organization.office order by id")
                        .query(Long.class)
                        .list())
                .containsExactly(1L, 3L, 3L);
    }

    @Test
    void aMovedOfficeTakesItsSubtreeAlong() {
        staged(1, HQ, PROVINCE, CITY, COUNTY, BRANCH, "13302000000|滨海市税务局|滨海市局|CITY||13300000000|330200")
                .merge();
        long beach = id("13302000000");

        assertThat(staged(2, COUNTY.replace("||13301000000", "||13302000000")).merge())
                .isEqualTo(new MergeCounts(0, 1, 0));

        assertThat(path("13301060001"))
                .isEqualTo("/" + id("10000000000") + "/" + id("13300000000") + "/" + beach + "/" + id("13301060000")
                        + "/" + id("13301060001") + "/");
    }

    @Test
    void badRowsAreNamedByLineAndReason() {
        staged(1, HQ, PROVINCE).merge();

        StagedRows file = staged(
                2,
                "2330|甲局||CITY||13300000000",
                "13303000000|乙局||CITY||19999999999",
                "13304000000|丙局||PROVINCE||13300000000",
                "13303010000|丁局||COUNTY||13303000000",
                "13300000000|江南省税务局||BRANCH||10000000000",
                "13305000000|戊局||CITY||13300000000");

        assertThat(file.rejects())
                .containsExactly(
                        "officeCode:2",
                        "officeParentUnknown:3",
                        "officeParentLevel:2",
                        "officeParentLevel:4",
                        "officeParentLevel:7",
                        "officeParentRejected:2",
                        "officeParentRejected:3",
                        "officeParentRejected:4",
                        "officeParentRejected:5",
                        "officeParentRejected:7");
    }

    @Test
    void theDatabaseItselfRefusesAnOfficeThatDoesNotStandBelowItsParent() {
        staged(1, HQ, PROVINCE).merge();

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> jdbc.sql(
                                "update organization.office set level = 'PROVINCE', parent_id = id where level = 'HQ'")
                        .update())
                .hasMessageContaining("does not stand below");
    }

    @Test
    void divisionsAndIndustriesStandFromTheFirstStartOn() {
        assertThat(jdbc.sql("select level || count(*) from organization.v_division group by level order by level")
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("CITY342", "COUNTY2978", "PROVINCE31"));
        assertThat(jdbc.sql("select count(*) from organization.v_industry")
                        .query(Long.class)
                        .single())
                .isEqualTo(1424);
    }

    private StagedRows staged(long batch, String... lines) {
        return new StagedRows(jdbc, new TransactionTemplate(manager), load, "offices", batch).rows(lines);
    }

    private String path(String code) {
        return jdbc.sql("select path from organization.v_office where code = ?")
                .param(code)
                .query(String.class)
                .single();
    }

    private long id(String code) {
        return jdbc.sql("select id from organization.v_office where code = ?")
                .param(code)
                .query(Long.class)
                .single();
    }
}
