package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.grid.PartitionService;
import io.yihu.platform.Refusal;
import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the people who run the dispatch do: levers, dry runs, moving work, taking work; and what they may not. */
@YihuIT
class DispatchOfficeIT {
    private static final String WHY = "人员休假，统一调整";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MatterService matters;

    @Autowired
    DispatchService dispatch;

    @Autowired
    DispatchRehearsal rehearsal;

    @Autowired
    PolicyService policy;

    @Autowired
    DispatchPolicies policies;

    @Autowired
    MoveService moves;

    @Autowired
    NextWorkService next;

    @Autowired
    TaskService service;

    @Autowired
    ProofQueries proof;

    @Autowired
    FairnessQueries fairness;

    @Autowired
    PartitionService partition;

    @Autowired
    Environment environment;

    TaskWorld world;
    long branch;

    @BeforeEach
    void authority() throws Exception {
        CleanDatabase.clean(environment.getProperty("yihu.test.database"));
        world = new TaskWorld(jdbc);
        branch = world.office("B", "BRANCH", world.office("C", "COUNTY", null));
    }

    private List<Long> raise(String type, String level, String prefix, int count) {
        List<RaiseMatter> raised = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long subject = world.subject(prefix + i, branch);
            raised.add(new RaiseMatter(subject, type, "TEST", prefix + i, level, "事项" + prefix + i, null));
        }
        partition.refresh();
        matters.raise(raised);
        return raised.stream().map(m -> world.taskOf(m.sourceRef())).toList();
    }

    private Long owner(long task) {
        return jdbc.sql("select coalesce(officer_id, 0) from task.v_task where id = ?")
                .param(task)
                .query(Long.class)
                .single();
    }

    private int count(String sql, Object... params) {
        return jdbc.sql(sql).params(params).query(Integer.class).single();
    }

    private static DispatchLevers levers(int skill, int room, int continuity, int full, int gate, boolean preempt) {
        return new DispatchLevers(0, skill, room, continuity, 5, full, false, gate, 0, preempt);
    }

    private void refused(Runnable work, String key) {
        assertThatThrownBy(work::run).isInstanceOf(Refusal.class).hasMessage(key);
    }

    /** VAT 5 and 40 % of the time filled against VAT 1 and nothing: 0.5 + 0.24 beats 0.1 + 0.4, at weights 10/90 it is 0.64 to 0.92. */
    @Test
    void leversChangeWhoGetsAMatterAndADryRunSaysSoWithoutWriting() {
        long skilled = world.officer("专", branch);
        long idle = world.officer("闲", branch);
        world.skill(skilled, "VAT", 5);
        world.skill(idle, "VAT", 1);
        jdbc.sql("insert into task.workload values (?, 1, 840)").param(skilled).update();
        long task = raise("ASSESSMENT", "MEDIUM", "a", 1).get(0);
        var before = rehearsal.rehearse(policies.current(), 10);
        var after = rehearsal.rehearse(levers(10, 90, 0, 120, 0, false), 10);
        assertThat(before.rows().get(0).officerId()).isEqualTo(skilled);
        assertThat(before.rows().get(0).score()).isEqualByComparingTo("0.74");
        assertThat(before.rows().get(0).secondScore()).isEqualByComparingTo("0.5");
        assertThat(after.rows().get(0).officerId()).isEqualTo(idle);
        assertThat(after.rows().get(0).score()).isEqualByComparingTo("0.92");
        assertThat(owner(task)).isZero();
        assertThat(count("select count(*) from task.v_dispatch_run")).isZero();

        assertThat(policy.change(levers(10, 90, 0, 120, 0, false), 0, "均衡优先于专长"))
                .isEqualTo(1);
        refused(() -> policy.change(levers(20, 80, 0, 120, 0, false), 0, "第二次点击"), "task.refused.policyMoved");
        refused(() -> policy.change(levers(10, 90, 10, 120, 0, false), 1, "合计不是一百"), "task.refused.weights");
        refused(() -> policy.change(levers(10, 90, 0, 120, 0, false), 1, "没有任何变化"), "task.refused.policySame");
        world.supervisor(idle, branch, () -> dispatch.dispatchOne(task));
        assertThat(owner(task)).isEqualTo(idle);
        var again = rehearsal.rehearse(levers(50, 40, 10, 120, 0, false), 10);
        assertThat(again.again())
                .as("an empty queue: what nobody accepted is rehearsed")
                .isTrue();
        assertThat(again.rows().get(0).officerId()).isEqualTo(skilled);
        assertThat(again.rows().get(0).score())
                .as("who has it gains nothing by that")
                .isEqualByComparingTo("0.74");
        assertThat(again.rows().get(0).secondScore()).isEqualByComparingTo("0.5");
        assertThat(owner(task)).isEqualTo(idle);
        world.supervisor(idle, branch, () -> refused(() -> dispatch.dispatchOne(task), "task.refused.notQueued"));
        assertThat(count("select policy_version from task.v_dispatch_run")).isEqualTo(1);
        assertThat(count("select count(*) from task.dispatch_input")).isEqualTo(2);
        assertThat(count("select open_minutes::int from task.dispatch_input where officer_id = ?", skilled))
                .isEqualTo(840);
    }

    @Test
    void theGateShutsForWhoLetsWorkRotAndMandatorySkillsAreAsked() {
        long rotting = world.officer("积", branch);
        long other = world.officer("勤", branch);
        world.skill(rotting, "SERVICE", 5);
        List<Long> old = raise("SERVICE", "LOW", "o", 2);
        dispatch.dispatch();
        old.forEach(
                task -> jdbc.sql("update task.task set officer_id = ?, due_at = now() - interval '9 days' where id = ?")
                        .params(rotting, task)
                        .update());
        long before = raise("SERVICE", "LOW", "b", 1).get(0);
        dispatch.dispatch();
        assertThat(owner(before)).isEqualTo(rotting);
        policy.change(levers(50, 40, 10, 120, 3, false), 0, "积压者不再派单");
        long still = raise("SERVICE", "LOW", "s", 1).get(0);
        dispatch.dispatch();
        assertThat(owner(still)).isEqualTo(rotting);
        policy.change(levers(50, 40, 10, 120, 2, false), 1, "闸门收紧到两件");
        long after = raise("SERVICE", "LOW", "n", 1).get(0);
        dispatch.dispatch();
        assertThat(owner(after)).isEqualTo(other);
        assertThat(jdbc.sql("select excluded from task.v_candidate where task_id = ? and officer_id = ?")
                        .params(after, rotting)
                        .query(String.class)
                        .single())
                .isEqualTo("ROTTING");
    }

    @Test
    void anUrgentMatterSendsTheLeastUrgentUnacceptedOneBack() {
        long officer = world.officer("满", branch);
        List<Long> low = raise("RISK_REMIND", "LOW", "l", 84);
        dispatch.dispatch();
        jdbc.sql("update task.task set due_at = due_at + interval '1 day' where id = ?")
                .param(low.get(7))
                .update();
        long urgent = raise("POST_RESPONSE", "HIGH", "u", 1).get(0);
        assertThat(owner(urgent)).isEqualTo(officer);
        assertThat(jdbc.sql("select state || queue_reason from task.task where id = ?")
                        .param(low.get(7))
                        .query(String.class)
                        .single())
                .isEqualTo("NEWPREEMPTED");
        assertThat(count("select count(*) from task.v_task where state = 'NEW'"))
                .isEqualTo(1);
        assertThat(count("select preempted from task.v_dispatch_run order by id desc limit 1"))
                .isEqualTo(1);
        assertThat(proof.proof().holds()).isTrue();
    }

    /** Twelve reminders of 30 minutes lie with one of three equal officers: four each, after a preview that wrote nothing. */
    @Test
    void rebalancingMovesWhatNobodyBeganExactlyAsShown() {
        long full = world.officer("满", branch);
        List<Long> tasks = raise("RISK_REMIND", "LOW", "r", 12);
        dispatch.dispatch();
        world.officer("甲", branch);
        world.officer("乙", branch);
        jdbc.sql(
                        "insert into grid.grid_member (grid_id, officer_id, role, capacity_pct, valid_from) select g.id, f.id, 'MEMBER', 100, '2000-01-01' from grid.grid g, organization.officer f where f.id <> ?")
                .param(full)
                .update();
        world.officer(full, branch, () -> service.accept(tasks.get(0)));
        MoveService.Plan plan = moves.previewRebalance();
        assertThat(plan.moves()).isEqualTo(8);
        assertThat(count("select count(*) from task.v_task where officer_id = ?", full))
                .isEqualTo(12);
        refused(() -> moves.rebalance("0", WHY), "task.refused.planMoved");
        refused(() -> moves.rebalance(plan.digest(), "短"), "task.refused.note");
        assertThat(moves.rebalance(plan.digest(), WHY).moves()).isEqualTo(8);
        refused(() -> moves.rebalance(plan.digest(), WHY), "task.refused.nothingToMove");
        assertThat(jdbc.sql("select count(*)::int from task.v_task group by officer_id")
                        .query(Integer.class)
                        .list())
                .containsExactly(4, 4, 4);
        assertThat(owner(tasks.get(0))).isEqualTo(full);
        assertThat(
                        count(
                                "select count(*) from trail.v_action where action = 'task.dispatch.rebalance' and object_type = 'task' and subject_id is not null"))
                .isEqualTo(8);
        assertThat(fairness.fairness().all().jain()).isEqualTo(1.0);
        assertThat(proof.proof()).extracting(ProofQueries.Proof::counters).isEqualTo(0L);
    }

    @Test
    void aBulkReassignmentMovesWhatItMayAndSaysWhyTheRestStays() {
        long from = world.officer("走", branch);
        List<Long> tasks = raise("ASSESSMENT", "MEDIUM", "t", 3);
        dispatch.dispatch();
        long to = world.officer("来", branch);
        world.member(jdbc.sql("select id from grid.v_grid").query(Long.class).single(), to, "MEMBER", 100);
        jdbc.sql(
                        "insert into organization.avoidance (officer_id, subject_id, relation, valid_from) select ?, subject_id, '亲属', '2000-01-01' from task.task where id = ?")
                .params(to, tasks.get(1))
                .update();
        world.officer(from, branch, () -> service.accept(tasks.get(2)));
        MoveService.Wish wish = new MoveService.Wish(List.of(), from, "", to, false);
        MoveService.Plan plan = moves.previewReassign(wish);
        assertThat(plan.moves()).isEqualTo(2);
        assertThat(plan.refused()).containsOnlyKeys("AVOIDANCE");
        moves.reassign(wish, plan.digest(), WHY);
        assertThat(tasks.stream().map(this::owner)).containsExactly(to, from, to);
        assertThat(jdbc.sql("select step from task.v_task where id = ?")
                        .param(tasks.get(2))
                        .query(String.class)
                        .single())
                .isEqualTo("desk");
        world.officer(to, branch, () -> service.accept(tasks.get(2)));
        assertThat(jdbc.sql("select note from task.v_task_event where task_id = ? and note is not null")
                        .param(tasks.get(0))
                        .query(String.class)
                        .single())
                .isEqualTo(WHY);
        assertThat(
                        count(
                                "select count(*) from trail.v_action where action = 'task.task.reassign' and object_type = 'task'"))
                .isEqualTo(2);
        jdbc.sql("update organization.officer set cert_valid_to = '2001-01-01' where id = ?")
                .param(to)
                .update();
        assertThat(proof.proof().certificate()).isEqualTo(2);
        assertThat(proof.broken(10)).hasSize(2).allMatch(b -> b.rule().equals("CERTIFICATE"));
    }

    @Test
    void anOfficerTakesTheNextBestTasksAndNoneThatIsNotForHim() {
        long officer = world.officer("取", branch);
        long uncertified = world.officer("无证", branch);
        jdbc.sql("update organization.officer set cert_no = null where id = ?")
                .param(uncertified)
                .update();
        List<Long> low = raise("SERVICE", "LOW", "s", 3);
        long assessment = raise("ASSESSMENT", "MEDIUM", "m", 1).get(0);
        world.officer(uncertified, branch, () -> {
            assertThat(next.next(10)).extracting(TaskRow::id).containsExactlyElementsOf(low);
            refused(() -> service.accept(assessment), "task.refused.certificate");
        });
        world.officer(officer, branch, () -> {
            assertThat(next.next(1)).extracting(TaskRow::id).containsExactly(assessment);
            assertThat(next.skim(2)).isEqualTo(2);
            refused(() -> next.skim(11), "task.refused.skim");
        });
        assertThat(owner(assessment)).isEqualTo(officer);
        assertThat(owner(low.get(0))).isEqualTo(officer);
        assertThat(owner(low.get(1))).isZero();
        long stranger = world.officer("外", world.office("X", "COUNTY", null));
        world.officer(stranger, branch, () -> refused(() -> next.skim(1), "task.refused.nothingNext"));
    }

    @Test
    void whatCannotBeRaisedIsRefusedWithItsReasonAndNothingIsHalfDone() {
        world.officer("甲", branch);
        long gone = world.subject("注销", branch);
        long alive = world.subject("在管", branch);
        jdbc.sql("update taxpayer.subject set status = '07' where id = ?")
                .param(gone)
                .update();
        partition.refresh();
        RaiseMatter cancelled = new RaiseMatter(gone, "SERVICE", "MANUAL", "1", "LOW", "辅导", null);
        Instant past = Instant.parse("2020-01-01T00:00:00Z");
        RaiseMatter late = new RaiseMatter(alive, "SERVICE", "MANUAL", "2", "LOW", "辅导", null, past);
        Instant soon = Instant.parse("2999-01-01T10:00:00Z");
        RaiseMatter good = new RaiseMatter(alive, "SERVICE", "MANUAL", "3", "LOW", "辅导", null, soon);
        refused(() -> matters.raiseOne(cancelled), "task.refused.cancelled");
        refused(() -> matters.raiseOne(late), "task.refused.duePast");
        matters.raiseOne(good);
        refused(() -> matters.raiseOne(good), "task.refused.raised");
        assertThat(matters.raise(List.of(cancelled, good))).isZero();
        assertThat(count("select count(*) from task.v_task")).isEqualTo(1);
        assertThat(jdbc.sql("select due_at from task.v_task")
                        .query((row, n) -> row.getTimestamp(1).toInstant())
                        .single())
                .isEqualTo(soon);
    }
}
