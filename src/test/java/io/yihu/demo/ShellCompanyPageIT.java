package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.yihu.support.PageWalk;
import org.junit.jupiter.api.Test;

/** Golden scenario GS-01 on the seeded demo: the numbers of the domain reference, then what officer 李 sees of it. */
class ShellCompanyPageIT extends PageWalk {
    private static final String FIRM = "南京江宁恒晟能源贸易有限公司";

    private long subject() {
        return jdbc.sql("select id from taxpayer.v_subject where name = ?")
                .param(FIRM)
                .query(Long.class)
                .single();
    }

    @Test
    void surgeAfterTheChangeIsEightHundredTwentyTimesTheFloor() {
        Double surge = jdbc.sql("""
                        select v."values"[i.position] from indicator.v_vector v join indicator.v_indicator i on i.code = 'RI-C01'
                        where v.subject_id = ? and v.period = date '2026-04-01'""").param(subject()).query(Double.class).single();
        assertThat(surge).isEqualTo(820.0, within(1e-9));
    }

    @Test
    void levelIsHighAndTheMatterLiesWithHerOpen() {
        var level = jdbc.sql("select level, score from risk.v_subject_level where subject_id = ?")
                .param(subject())
                .query((row, n) -> row.getString(1) + (row.getDouble(2) >= 70 ? " over 70" : " under 70"))
                .single();
        assertThat(level).isEqualTo("HIGH over 70");
        String officer = jdbc.sql("""
                        select distinct f.name || ' ' || t.matter_type from task.v_task t join organization.v_officer f on f.id = t.officer_id
                        where t.subject_id = ? and t.closed_at is null and t.level = 'HIGH'""").param(subject()).query(String.class).single();
        assertThat(officer).isEqualTo("李青禾 POST_RESPONSE");
    }

    @Test
    void salesOfTheFirmAreExactlyThoseOfTheScenario() {
        var months = jdbc.sql("""
                        select month || ' ' || out_amt from invoice.v_fact_subject_month
                        where subject_id = ? and month >= date '2026-02-01' order by month""").param(subject()).query(String.class).list();
        assertThat(months).containsExactly("2026-02-01 3000.00", "2026-03-01 8200000.00", "2026-04-01 6500000.00");
    }

    @Test
    void fileOfTheFirmShowsLevelCurveAndTheChange() {
        signIn("li");
        open("/subject/" + subject());
        assertThat(text("main")).contains(FIRM);
        look("subject-gs01");
        open("/subject/" + subject() + "?tab=time");
        assertThat(text("main")).contains("2026-03-02");
        look("subject-gs01-time");
    }
}
