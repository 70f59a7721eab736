package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.grid.PartitionService;
import io.yihu.platform.Refusal;
import io.yihu.support.YihuIT;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** POL-11 and POL-13: what an assessment hands over must be audited, by the level the taxpayer's class belongs to. */
@YihuIT
class AuditTierIT {
    @Autowired
    JdbcClient jdbc;

    @Autowired
    MatterService matters;

    @Autowired
    DispatchService dispatch;

    @Autowired
    TaskService service;

    @Autowired
    EvidenceService evidence;

    @Autowired
    PartitionService partition;

    private TaskWorld world;

    private long holder(String name, long office, String post) {
        long officer = world.officer(name, office);
        jdbc.sql(
                        "insert into organization.officer_post (officer_id, post_code, valid_from) values (?, ?, '2000-01-01')")
                .params(officer, post)
                .update();
        return officer;
    }

    private long firm(String name, long branch, String taxSourceClass) {
        long firm = world.subject(name, branch);
        jdbc.sql("update taxpayer.subject set tax_source_class = ? where id = ?")
                .params(taxSourceClass, firm)
                .update();
        return firm;
    }

    private static RaiseMatter audit(long firm, String ref) {
        return new RaiseMatter(firm, "AUDIT", "TEST", ref, "HIGH", "疑似虚开", null);
    }

    private String lies(String ref) {
        return jdbc.sql("""
                        select f.name || ' ' || coalesce(x.tier_level, '-') || ' ' || coalesce(o.level, '-') || ' ' || t.state
                        from task.v_task t join organization.v_officer f on f.id = t.officer_id left join task.v_task_tier x on x.task_id = t.id
                        left join organization.v_office o on o.id = x.tier_office_id where t.id = ?""").param(world.taskOf(ref)).query(String.class).single();
    }

    private static void refused(Runnable turn, String key) {
        assertThatThrownBy(turn::run).isInstanceOf(Refusal.class).hasMessage(key);
    }

    @Test
    void keyGoesToTheProvinceLargeToTheCitySmallToTheCountyOrOneUp() {
        world = new TaskWorld(jdbc);
        long province = world.office("TP", "PROVINCE", world.office("TH", "HQ", null));
        long city = world.office("TC", "CITY", province);
        long county = world.office("TX", "COUNTY", city);
        long other = world.office("TY", "COUNTY", city);
        long branch = world.office("TB", "BRANCH", county);
        long otherBranch = world.office("TD", "BRANCH", other);
        long li = world.officer("李", branch);
        long wang = world.officer("王", county);
        long zhao = world.officer("赵", city);
        holder("省选", province, "AUDIT_SELECTION");
        long first = holder("市选甲", city, "AUDIT_SELECTION");
        long second = holder("市选乙", city, "AUDIT_SELECTION");
        holder("县选", other, "AUDIT_SELECTION");
        long inspector = holder("市查", city, "AUDIT_INSPECTION");
        holder("省查", province, "AUDIT_INSPECTION");
        long key = firm("重点", branch, "KEY");
        long large = firm("大中", branch, "LARGE_MEDIUM");
        long larger = firm("大中二", branch, "LARGE_MEDIUM");
        long small = firm("小散", branch, null);
        long elsewhere = firm("他县小散", otherBranch, "SMALL");
        jdbc.sql(
                        "insert into organization.avoidance (officer_id, subject_id, relation, valid_from) values (?, ?, 'KIN', '2000-01-01')")
                .params(first, larger)
                .update();
        world.skill(first, "WHOLESALE", 4);
        jdbc.sql("update taxpayer.subject set industry_code = '5124' where id = ?")
                .param(large)
                .update();
        partition.refresh();
        matters.raise(List.of(
                audit(key, "key"),
                audit(large, "large"),
                audit(larger, "larger"),
                audit(small, "small"),
                audit(elsewhere, "elsewhere")));
        assertThat(lies("key")).isEqualTo("省选 PROVINCE PROVINCE DISPATCHED");
        assertThat(lies("larger"))
                .as("who has to avoid the taxpayer is left out")
                .isEqualTo("市选乙 CITY CITY DISPATCHED");
        assertThat(lies("large")).as("who knows the trade comes first").isEqualTo("市选甲 CITY CITY DISPATCHED");
        assertThat(lies("small")).as("the county has nobody").startsWith("市选").endsWith(" COUNTY CITY DISPATCHED");
        assertThat(lies("elsewhere")).isEqualTo("县选 COUNTY COUNTY DISPATCHED");
        assertThat(jdbc.sql("select count(*) from task.task where dispatch_cause = 'TIER' and eligible >= 1")
                        .query(Integer.class)
                        .single())
                .isEqualTo(5);

        long task = world.taskOf("larger");
        world.supervisor(zhao, city, () -> {
            refused(() -> service.transfer(task, first, "换一名选案人员办理"), "task.refused.nextOfficer");
            refused(() -> service.transfer(task, li, "换一名选案人员办理"), "task.refused.nextOfficer");
            refused(() -> service.transfer(task, second, ""), "task.refused.note");
        });
        world.officer(second, city, () -> {
            refused(() -> service.giveBack(task, "不愿意办理这一件"), "task.refused.relayed");
            service.accept(task);
            service.completeStep(task, "selection", new StepResult("INSPECTION", "按规定办理选案", null, null));
        });
        assertThat(jdbc.sql("select officer_id from task.v_task where id = ?")
                        .param(task)
                        .query(Long.class)
                        .single())
                .as("the office of that level keeps the case")
                .isEqualTo(inspector);
        handedOver(branch, li, county, wang, city, zhao);
    }

    /** A high-level assessment that ends in a hand-over brings one audit; the county cannot drop it, the city can and says why. */
    private void handedOver(long branch, long li, long county, long wang, long city, long zhao) {
        long firm = firm("移送户", branch, "LARGE_MEDIUM");
        partition.refresh();
        matters.raise(List.of(new RaiseMatter(firm, "ABNORMAL_VOUCHER", "TEST", "av", "HIGH", "异常凭证", null)));
        dispatch.dispatch();
        long task = world.taskOf("av");
        world.officer(li, branch, () -> {
            service.accept(task);
            evidence.add(task, "核查.pdf", "%PDF-1.4".getBytes(StandardCharsets.US_ASCII));
            service.submit(task, new Feedback("TRANSFERRED", null, "开票无真实业务支撑，建议移送稽查处理。", Map.of()));
        });
        assertThat(jdbc.sql("select count(*) from task.v_matter where source = 'TRANSFER'")
                        .query(Integer.class)
                        .single())
                .as("nothing before the verdict")
                .isZero();
        world.supervisor(wang, county, () -> {
            service.approve(task, "同意移送");
            service.approve(task, "同意移送");
        });
        assertThat(jdbc.sql("select type_code || ' ' || level from task.v_matter where source = 'TRANSFER'")
                        .query(String.class)
                        .list())
                .containsExactly("AUDIT HIGH");
        long audit = world.taskOf(Long.toString(task));
        assertThat(lies(Long.toString(task))).startsWith("市选").contains(" CITY CITY ");
        world.supervisor(
                wang,
                county,
                () -> assertThatThrownBy(() -> service.cancel(audit, "企业已经说明情况"))
                        .isInstanceOf(Refusal.class)
                        .extracting(refusal -> ((Refusal) refusal).code())
                        .isEqualTo("EC-21"));
        world.supervisor(zhao, city, () -> service.cancel(audit, "与在办案件重复，并案处理"));
        assertThat(jdbc.sql(
                                "select count(*) from trail.v_action where action = 'task.task.cancel' and details::text like '%并案处理%'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }
}
