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
class OfficerLoadIT {
    private static final String LI =
            "S001|李敏|13300000000|SOURCE_MGMT;SERVICE|VAT:4;COLD_CHAIN:2|ON_DUTY|420|C1|2030-01-01|";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    OfficeLoad offices;

    @Autowired
    OfficerLoad load;

    @Autowired
    PlatformTransactionManager manager;

    @Value("${yihu.test.database}")
    String database;

    @BeforeEach
    void offices() throws Exception {
        CleanDatabase.clean(database);
        new StagedRows(jdbc, new TransactionTemplate(manager), offices, "offices", 1)
                .rows(OfficeLoadIT.HQ, OfficeLoadIT.PROVINCE)
                .merge();
    }

    @Test
    void anOfficerArrivesWithPostsAndSkills() {
        assertThat(staged(2, LI, "S002|王强|10000000000").merge()).isEqualTo(new MergeCounts(2, 0, 0));

        assertThat(posts("S001")).containsExactly("SERVICE 2000-01-01", "SOURCE_MGMT* 2000-01-01");
        assertThat(skills("S001")).containsExactly("COLD_CHAIN:2", "VAT:4");
        assertThat(jdbc.sql("select status || minutes_per_day from organization.v_officer where staff_no = 'S002'")
                        .query(String.class)
                        .single())
                .isEqualTo("ON_DUTY420");
    }

    @Test
    void theSameRowIsNothingAndAChangedListIsAnUpdate() {
        staged(2, LI).merge();

        assertThat(staged(3, LI).merge()).isEqualTo(new MergeCounts(0, 0, 1));
        assertThat(staged(
                                4,
                                LI.replace("SOURCE_MGMT;SERVICE", "SERVICE;INVOICE")
                                        .replace("VAT:4", "VAT:5"))
                        .merge())
                .isEqualTo(new MergeCounts(0, 1, 0));

        assertThat(posts("S001").stream().map(post -> post.split(" ")[0])).containsExactly("INVOICE", "SERVICE*");
        assertThat(skills("S001")).containsExactly("COLD_CHAIN:2", "VAT:5");
        assertThat(jdbc.sql("select count(*) from organization.v_officer_post where valid_to is not null")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        assertThat(staged(5, LI).merge()).as("back again on the same day").isEqualTo(new MergeCounts(0, 1, 0));
        assertThat(posts("S001").stream().map(post -> post.split(" ")[0])).containsExactly("SERVICE", "SOURCE_MGMT*");
    }

    @Test
    void emptyListsLeavePostsAndSkillsAsTheyAre() {
        staged(2, LI).merge();

        staged(3, "S001|李敏|10000000000|||ON_DUTY|420|C1|2030-01-01|").merge();

        assertThat(posts("S001")).hasSize(2);
        assertThat(skills("S001")).hasSize(2);
    }

    @Test
    void badRowsAreNamedByLineAndReason() {
        assertThat(staged(
                                2,
                                LI.replace("13300000000", "13399999999"),
                                LI.replace("SERVICE", "KING"),
                                LI.replace("VAT:4", "VAT:9"),
                                LI.replace("|420|", "|1500|"),
                                LI)
                        .rejects())
                .containsExactly(
                        "officerOfficeUnknown:2", "officerPostUnknown:3", "officerSkill:4", "officerMinutes:5");
    }

    private StagedRows staged(long batch, String... lines) {
        return new StagedRows(jdbc, new TransactionTemplate(manager), load, "officers", batch).rows(lines);
    }

    private List<String> posts(String staffNo) {
        return jdbc.sql("""
                        select p.post_code || case when p.is_primary then '*' else '' end || ' ' || p.valid_from
                        from organization.v_officer_post p join organization.v_officer f on f.id = p.officer_id
                        where f.staff_no = ? and p.valid_to is null order by p.post_code""").param(staffNo).query(String.class).list();
    }

    private List<String> skills(String staffNo) {
        return jdbc.sql("""
                        select s.tag || ':' || s.level from organization.v_officer_skill s
                        join organization.v_officer f on f.id = s.officer_id where f.staff_no = ? order by 1""").param(staffNo).query(String.class).list();
    }
}
