package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.grid.PartitionService;
import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Dispatch by the formula of DOMAIN 2.7, with scores computed by hand. */
@YihuIT
class DispatchIT {
    @Autowired
    JdbcClient jdbc;

    @Autowired
    MatterService matters;

    @Autowired
    DispatchService dispatch;

    @Autowired
    PartitionService partition;

    @Autowired
    Environment environment;

    TaskWorld world;
    long county;
    long branch;

    @BeforeEach
    void authority() throws Exception {
        CleanDatabase.clean(environment.getProperty("yihu.test.database"));
        world = new TaskWorld(jdbc);
        county = world.office("C", "COUNTY", null);
        branch = world.office("B", "BRANCH", county);
    }

    private long raise(long subject, String type, String level, String ref) {
        matters.raise(List.of(new RaiseMatter(subject, type, "TEST", ref, level, "事项" + ref, null)));
        return world.taskOf(ref);
    }

    private void load(long officer, int tasks) {
        for (int i = 0; i < tasks; i++) {
            long task =
                    raise(world.subject("在办" + officer + "-" + i, branch), "SERVICE", "LOW", "l" + officer + "-" + i);
            jdbc.sql("update task.task set state = 'ACCEPTED', officer_id = ? where id = ?")
                    .params(officer, task)
                    .update();
        }
    }

    private record Weighed(long officerId, BigDecimal saturation, BigDecimal score, String excluded, boolean chosen) {}

    private Map<Long, Weighed> candidates(long task) {
        return jdbc
                .sql("select officer_id, saturation, score, excluded, chosen from task.candidate where task_id = ?")
                .param(task)
                .query(Weighed.class)
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(Weighed::officerId, each -> each));
    }

    private long owner(long task) {
        return jdbc.sql("select officer_id from task.v_task where id = ?")
                .param(task)
                .query(Long.class)
                .single();
    }

    /** GS-05a: loads 4, 7 and 9; 20 minutes each over 5 × 420 minutes: 80/2100, 140/2100, 180/2100. */
    @Test
    void theNewServiceMatterGoesToTheOfficerWithFourTasks() {
        long nine = world.officer("九", branch);
        long four = world.officer("四", branch);
        long seven = world.officer("七", branch);
        long target = world.subject("新办企业", branch);
        load(nine, 9);
        load(four, 4);
        load(seven, 7);
        partition.refresh();
        long task = raise(target, "SERVICE", "LOW", "quota");
        assertThat(dispatch.dispatch().dispatched()).isEqualTo(1);
        assertThat(owner(task)).isEqualTo(four);
        Map<Long, Weighed> weighed = candidates(task);
        assertThat(weighed.get(four).saturation()).isEqualByComparingTo("0.0381");
        assertThat(weighed.get(seven).saturation()).isEqualByComparingTo("0.0667");
        assertThat(weighed.get(nine).saturation()).isEqualByComparingTo("0.0857");
        assertThat(weighed.get(four).score()).isEqualByComparingTo("0.384760");
        assertThat(weighed.get(seven).score()).isEqualByComparingTo("0.373320");
        assertThat(weighed.get(nine).score()).isEqualByComparingTo("0.365720");
    }

    /**
     * GS-10: 40 % of 420 minutes over five days is 840; each assessment weighs 240 × 1.2 = 288. X: 0.9, 0.76284, 0.62572,
     * then 0.48856 with 864/840 = 1.0286; Y stays at 0.2 + 0.4 = 0.6 and gets the fourth.
     */
    @Test
    void anOfficerOfThreeGridsIsFullOverAllOfThem() {
        long branch2 = world.office("B2", "BRANCH", county);
        long branch3 = world.office("B3", "BRANCH", county);
        long x = world.officer("X", branch);
        long y = world.officer("Y", branch);
        world.skill(x, "VAT", 5);
        world.skill(y, "VAT", 2);
        long a = world.subject("甲", branch);
        long d = world.subject("丁", branch);
        long r = world.subject("冷链", branch2);
        long g = world.subject("大企业", branch3);
        long own = world.grid("INSTITUTION", "B", branch, "{}");
        world.member(own, x, "MEMBER", 20);
        world.member(own, y, "MEMBER", 100);
        long region = world.grid("REGION", "跨区冷链", county, "{\"offices\": [%d]}".formatted(branch2));
        world.member(region, x, "MEMBER", 10);
        long group = world.grid("GROUP", "大企业", county, "{\"subjects\": [%d]}".formatted(g));
        world.member(group, x, "LEADER", 10);
        partition.refresh();
        long first = raise(g, "ASSESSMENT", "MEDIUM", "g");
        long second = raise(r, "ASSESSMENT", "MEDIUM", "r");
        long third = raise(a, "ASSESSMENT", "MEDIUM", "a");
        long fourth = raise(d, "ASSESSMENT", "MEDIUM", "d");
        dispatch.dispatch();
        assertThat(List.of(owner(first), owner(second), owner(third), owner(fourth)))
                .containsExactly(x, x, x, y);
        assertThat(candidates(first).get(x).score()).isEqualByComparingTo("0.9");
        assertThat(candidates(second).get(x).score()).isEqualByComparingTo("0.76284");
        assertThat(candidates(third).get(x).score()).isEqualByComparingTo("0.62572");
        assertThat(candidates(third).get(y).score()).isEqualByComparingTo("0.6");
        assertThat(candidates(fourth).get(x).saturation()).isEqualByComparingTo("1.0286");
        assertThat(candidates(fourth).get(x).score()).isEqualByComparingTo("0.48856");
        assertThat(jdbc.sql("select g.type from task.v_task t join grid.v_grid g on g.id = t.grid_id order by t.id")
                        .query(String.class)
                        .list())
                .containsExactly("GROUP", "REGION", "INSTITUTION", "INSTITUTION");
    }

    @Test
    void everyExclusionIsNamedAndAQueueWithoutCandidatesSaysWhy() {
        long subject = world.subject("目标", branch);
        long avoiding = world.officer("回避", branch);
        long away = world.officer("外出", branch);
        long leave = world.officer("休假", branch);
        long uncertified = world.officer("无证", branch);
        long full = world.officer("饱和", branch);
        jdbc.sql(
                        "insert into organization.avoidance (officer_id, subject_id, relation, valid_from) values (?, ?, '亲属', '2000-01-01')")
                .params(avoiding, subject)
                .update();
        jdbc.sql("update organization.officer set unavailable_until = '2999-01-01' where id = ?")
                .param(away)
                .update();
        jdbc.sql("update organization.officer set status = 'LEAVE' where id = ?")
                .param(leave)
                .update();
        jdbc.sql("update organization.officer set cert_valid_to = '2001-01-01' where id = ?")
                .param(uncertified)
                .update();
        partition.refresh();
        long heavy = raise(world.subject("重", branch), "SERVICE", "LOW", "heavy");
        jdbc.sql("update task.task set state = 'ACCEPTED', officer_id = ?, standard_minutes = 2520 where id = ?")
                .params(full, heavy)
                .update();
        long task = raise(subject, "ASSESSMENT", "MEDIUM", "t");
        assertThat(dispatch.dispatch().undispatched()).isEqualTo(1);
        Map<Long, Weighed> weighed = candidates(task);
        assertThat(weighed.get(avoiding).excluded()).isEqualTo("AVOIDANCE");
        assertThat(weighed.get(away).excluded()).isEqualTo("UNAVAILABLE");
        assertThat(weighed.get(leave).excluded()).isEqualTo("OFF_DUTY");
        assertThat(weighed.get(uncertified).excluded()).isEqualTo("NO_CERTIFICATE");
        assertThat(weighed.get(full).excluded()).isEqualTo("SATURATED");
        assertThat(jdbc.sql("select queue_reason from task.v_task where id = ?")
                        .param(task)
                        .query(String.class)
                        .single())
                .isEqualTo("ALL_EXCLUDED");
        jdbc.sql("update organization.officer set unavailable_until = null where id = ?")
                .param(away)
                .update();
        assertThat(dispatch.dispatch().dispatched()).isEqualTo(1);
        assertThat(owner(task)).isEqualTo(away);
    }

    @Test
    void aHighMatterIsDispatchedAtOnceAndTheOrdinaryOneWaits() {
        long officer = world.officer("甲", branch);
        long ordinary = world.subject("普通", branch);
        long urgent = world.subject("紧急", branch);
        partition.refresh();
        long waits = raise(ordinary, "RISK_REMIND", "LOW", "o");
        long goes = raise(urgent, "POST_RESPONSE", "HIGH", "u");
        assertThat(owner(goes)).isEqualTo(officer);
        assertThat(jdbc.sql("select state from task.v_task where id = ?")
                        .param(waits)
                        .query(String.class)
                        .single())
                .isEqualTo("NEW");
    }

    @Test
    void fifteenHundredMattersAreDispatchedInOneGoAndLoadsAreRecounted() {
        for (int i = 0; i < 12; i++) {
            world.skill(world.officer("员" + i, branch), "RISK_RESPONSE", 1 + i % 5);
        }
        List<RaiseMatter> raised = new ArrayList<>();
        jdbc.sql("""
                        insert into taxpayer.subject (name, tax_id, office_id, external, status)
                        select 'N' || i, 'N' || i, ?, false, '03' from generate_series(1, 1500) i returning id""")
                .param(branch)
                .query(Long.class)
                .list()
                .forEach(id -> raised.add(new RaiseMatter(id, "RISK_REMIND", "TEST", "n" + id, "LOW", "提示", null)));
        partition.refresh();
        assertThat(matters.raise(raised)).isEqualTo(1500);
        DispatchResult result = dispatch.dispatch();
        // each officer takes 30-minute reminders until 1.2 × 2100 = 2520 minutes are open: 84 of them
        assertThat(result.dispatched()).isEqualTo(12 * 84);
        assertThat(result.undispatched()).isEqualTo(1500 - 12 * 84);
        assertThat(jdbc.sql("select count(*) from task.v_task where state = 'DISPATCHED' group by officer_id")
                        .query(Integer.class)
                        .list())
                .hasSize(12)
                .allMatch(count -> count == 84);
        assertThat(result.considered()).isEqualTo(1500);
    }
}
