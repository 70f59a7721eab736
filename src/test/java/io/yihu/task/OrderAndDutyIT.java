package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.grid.PartitionService;
import io.yihu.organization.DutyService;
import io.yihu.platform.Refusal;
import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Merging by subject with every deadline kept, splitting again; duties and kinds of matters that hold for what comes next. */
@YihuIT
class OrderAndDutyIT {
    private static final String WHY = "按要求分别办理";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MatterService matters;

    @Autowired
    OrderService orders;

    @Autowired
    ContactQueries contacts;

    @Autowired
    TypeService types;

    @Autowired
    DutyService duties;

    @Autowired
    DispatchService dispatch;

    @Autowired
    PartitionService partition;

    @Autowired
    Environment environment;

    TaskWorld world;
    long branch;
    long lead;

    @BeforeEach
    void authority() throws Exception {
        CleanDatabase.clean(environment.getProperty("yihu.test.database"));
        world = new TaskWorld(jdbc);
        branch = world.office("B", "BRANCH", world.office("C", "COUNTY", null));
        lead = world.officer("长", branch);
    }

    /** Reference rows are kept between tests: what this one changes it puts back. */
    @AfterEach
    void back() {
        jdbc.sql("update task.matter_type set standard_minutes = 30 where code = 'RISK_REMIND'")
                .update();
        jdbc.sql("delete from organization.post_duty where post_code = 'SERVICE' and duty_code = 'RISK_REMIND'")
                .update();
    }

    private long raise(long subject, String type, String ref) {
        partition.refresh();
        matters.raise(List.of(new RaiseMatter(subject, type, "TEST", ref, "LOW", "事项" + ref, null)));
        return world.taskOf(ref);
    }

    private record Order(long items, String state, boolean earliest) {}

    private Order order(long task) {
        return jdbc.sql("""
                        select w.items, w.state, w.due_at = (select min(m.due_at) from task.matter m where m.work_order_id = w.id
                          and m.state = 'OPEN') as earliest
                        from task.work_order w join task.task t on t.work_order_id = w.id and t.subject_id = w.subject_id where t.id = ?""").param(task).query(Order.class).single();
    }

    private void refused(Runnable work, String key) {
        assertThatThrownBy(work::run).isInstanceOf(Refusal.class).hasMessage(key);
    }

    @Test
    void mattersOfOneSubjectAreOneOrderUntilSplitAndConfidentialOnesNeverAre() {
        long firm = world.subject("甲", branch);
        long risk = raise(firm, "RISK_REMIND", "r");
        long voucher = raise(firm, "ABNORMAL_VOUCHER", "v");
        long audit = raise(firm, "AUDIT", "a");
        long other = raise(world.subject("乙", branch), "RISK_REMIND", "o");
        assertThat(order(risk)).isEqualTo(new Order(2, "OPEN", true));
        assertThat(order(audit)).isEqualTo(new Order(1, "OPEN", true));
        // four matters of two taxpayers, three orders
        assertThat(contacts.quarters(1)).singleElement().satisfies(quarter -> {
            assertThat(quarter.before()).isEqualTo(2.0);
            assertThat(quarter.after()).isEqualTo(1.5);
        });
        world.supervisor(lead, branch, () -> {
            orders.split(voucher, WHY);
            assertThat(order(voucher)).isEqualTo(new Order(1, "OPEN", true));
            assertThat(order(risk)).isEqualTo(new Order(1, "OPEN", true));
            refused(() -> orders.split(voucher, WHY), "task.refused.orderAlone");
            refused(() -> orders.join(audit, risk, WHY), "task.refused.confidential");
            refused(() -> orders.join(other, risk, WHY), "task.refused.orderOther");
            orders.join(voucher, risk, WHY);
            assertThat(order(voucher)).isEqualTo(new Order(2, "OPEN", true));
        });
        assertThat(jdbc.sql("select count(*) from task.work_order where state = 'OPEN'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void aDutyGivenToAPostHoldsForTheNextTaskWithoutRestart() {
        long officer = world.officer("服务", branch);
        jdbc.sql("update organization.officer set status = 'LEAVE' where id = ?")
                .param(lead)
                .update();
        jdbc.sql("insert into organization.officer_post (officer_id, post_code) values (?, 'SERVICE')")
                .param(officer)
                .update();
        long firm = world.subject("甲", branch);
        long first = raise(firm, "RISK_REMIND", "1");
        assertThat(dispatch.dispatch().dispatched()).isZero();
        duties.grant("SERVICE", "RISK_REMIND", null);
        refused(() -> duties.grant("SERVICE", "RISK_REMIND", null), "organization.duty.held");
        refused(() -> duties.grant("SERVICE", "QUOTA_APPROVE", null), "organization.duty.incompatible");
        assertThat(dispatch.dispatch().dispatched()).isEqualTo(1);
        duties.end("SERVICE", "RISK_REMIND", null);
        refused(() -> duties.end("SERVICE", "RISK_REMIND", null), "organization.duty.notHeld");
        assertThat(jdbc.sql("select officer_id from task.v_task where id = ?")
                        .param(first)
                        .query(Long.class)
                        .single())
                .isEqualTo(officer);
    }

    @Test
    void aKindOfMatterChangesForNewMattersAndKeepsItsHistory() {
        long before = raise(world.subject("甲", branch), "RISK_REMIND", "1");
        TypeService.TypeChange wanted = new TypeService.TypeChange(
                "RISK_REMIND", List.of("RISK_RESPONSE"), List.of(), false, 45, "DAY", 10, "RISK", 72);
        types.change("RISK_REMIND", wanted, "核定标准用时");
        refused(() -> types.change("RISK_REMIND", wanted, "核定标准用时"), "task.refused.typeSame");
        refused(
                () -> types.change(
                        "RISK_REMIND",
                        new TypeService.TypeChange("NONE", List.of(), List.of(), false, 45, "DAY", 10, "RISK", 72),
                        "没有的职责"),
                "task.refused.dutyUnknown");
        long after = raise(world.subject("乙", branch), "RISK_REMIND", "2");
        assertThat(jdbc.sql("select standard_minutes from task.v_task where id in (?, ?) order by id")
                        .params(before, after)
                        .query(Integer.class)
                        .list())
                .containsExactly(30, 45);
        assertThat(types.history(5))
                .singleElement()
                .satisfies(past -> assertThat(past.before()).contains("\"standard_minutes\": 30"));
    }
}
