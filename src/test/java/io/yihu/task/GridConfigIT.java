package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.grid.ConfigPreview;
import io.yihu.grid.ConfigQueries;
import io.yihu.grid.ConfigRehearsal;
import io.yihu.grid.ConfigService;
import io.yihu.grid.DraftService;
import io.yihu.grid.GridRole;
import io.yihu.grid.GridRule;
import io.yihu.grid.GridType;
import io.yihu.grid.PartitionService;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A configuration from its first line to the day it is undone: rehearsed without a trace, blocked by gaps, followed by open work. */
@YihuIT
class GridConfigIT {
    private static final String WHY = "年度网格优化调整";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ConfigService configs;

    @Autowired
    DraftService drafts;

    @Autowired
    ConfigPreview previews;

    @Autowired
    ConfigQueries queries;

    @Autowired
    ConfigRehearsal rehearsals;

    @Autowired
    DispatchRehearsal dispatches;

    @Autowired
    DispatchPolicies policies;

    @Autowired
    PartitionService partition;

    @Autowired
    MatterService matters;

    @Autowired
    DispatchService dispatch;

    @Autowired
    ProofQueries proof;

    @Autowired
    YihuClock clock;

    @Autowired
    Environment environment;

    TaskWorld world;
    long county;
    long a;
    long b;

    @BeforeEach
    void authority() throws Exception {
        CleanDatabase.clean(environment.getProperty("yihu.test.database"));
        world = new TaskWorld(jdbc);
        county = world.office("C", "COUNTY", null);
        a = world.office("A", "BRANCH", county);
        b = world.office("B", "BRANCH", county);
        for (String name : List.of("甲", "乙")) {
            posted(name, a);
        }
        for (String name : List.of("丙", "丁")) {
            posted(name, b);
        }
        for (int i = 0; i < 6; i++) {
            long subject = world.subject("户" + i, i < 4 ? a : b);
            jdbc.sql("update taxpayer.subject set industry_code = ?, employees = ? where id = ?")
                    .params(i % 2 == 0 ? "5112" : "3311", i * 100, subject)
                    .update();
            jdbc.sql("""
                            insert into taxpayer.party (id, tax_id, subject_id, home_subject_id, external)
                            select id, tax_id, id, id, false from taxpayer.subject where id = ?""").param(subject).update();
            jdbc.sql("""
                            insert into taxpayer.credit_rating (party_id, year, level, source, batch_id, line_no)
                            values (?, 2025, ?, 'test', 1, 1)""").params(subject, i == 1 ? "D" : "A").update();
        }
        partition.refresh();
        jdbc.sql(
                        "update grid.grid_member set role = 'DEPUTY' where officer_id in (select max(id) from organization.officer group by office_id)")
                .update();
        jdbc.sql(
                        "update grid.grid_member set role = 'LEADER' where officer_id in (select min(id) from organization.officer group by office_id)")
                .update();
    }

    private long posted(String name, long office) {
        long officer = world.officer(name, office);
        jdbc.sql("insert into organization.officer_post (officer_id, post_code) values (?, 'SOURCE_MGMT')")
                .param(officer)
                .update();
        world.skill(officer, "VAT", 3);
        return officer;
    }

    private static GridRule industries(String... codes) {
        return new GridRule(null, null, List.of(codes), null, null, null);
    }

    private long grid(String name) {
        return jdbc.sql("select id from grid.v_grid where name = ? and status = 'ACTIVE'")
                .param(name)
                .query(Long.class)
                .single();
    }

    private List<String> stands() {
        return jdbc.sql("""
                        select g.name || ' ' || g.type || ' ' || g.status || ' ' || g.rule::text || ' ' ||
                          (select count(*) from grid.v_grid_subject k where k.grid_id = g.id) || ' ' ||
                          (select string_agg(m.officer_id || m.role || m.capacity_pct, ',' order by m.officer_id)
                            from grid.v_grid_member m where m.grid_id = g.id and m.valid_to is null)
                        from grid.v_grid g order by g.id""").query((row, n) -> String.valueOf(row.getString(1))).list();
    }

    private void refused(Runnable work, String key) {
        assertThatThrownBy(work::run).isInstanceOf(Refusal.class).hasMessage(key);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
    }

    /** 户0, 2, 4 are wholesale; a group over both branches takes them, and the dry run gives one of them to its member. */
    @Test
    void aDraftShowsItsEffectAndADryRunWithoutChangingAnything() {
        long elsewhere = posted("专家", county);
        jdbc.sql("update organization.officer_skill set level = 5 where officer_id = ?")
                .param(elsewhere)
                .update();
        long target = jdbc.sql("select id from taxpayer.v_subject where name = '户2'")
                .query(Long.class)
                .single();
        matters.raise(List.of(new RaiseMatter(target, "ASSESSMENT", "TEST", "t", "MEDIUM", "评估", null)));
        List<String> before = stands();
        long config = configs.create("跨区批发");
        drafts.addGrid(config, GridType.GROUP, "批发群组", "C", industries("51"));
        refused(() -> drafts.addGrid(config, GridType.GROUP, "批发群组", "C", industries("51")), "grid.refused.inDraft");
        refused(() -> drafts.addGrid(config, GridType.GROUP, "空", "C", industries()), "grid.refused.ruleEmpty");
        ConfigPreview.Preview bare = previews.preview(config);
        assertThat(bare.problems()).extracting(ConfigQueries.Problem::code).containsExactly("NO_MEMBERS");
        refused(() -> configs.release(config, null, WHY), "grid.refused.coverage");
        drafts.addMember(config, "new:1", staff(elsewhere), GridRole.LEADER, 50);
        assertThat(drafts.addBySkill(config, "new:1", new DraftService.BySkill("VAT", 3, "B", GridRole.DEPUTY, 20)))
                .isEqualTo(new DraftService.Added(2, 0));
        ConfigPreview.Preview preview = previews.preview(config);
        assertThat(preview.problems()).isEmpty();
        assertThat(preview.effects()).singleElement().satisfies(effect -> {
            assertThat(effect.before()).isNull();
            assertThat(effect.after().subjects()).isEqualTo(3);
            assertThat(effect.after().members()).isEqualTo(3);
        });
        var planned = rehearsals.within(config, grids -> dispatches.rehearse(policies.current(), 10));
        assertThat(planned.rows().get(0).officerId()).isEqualTo(elsewhere);
        assertThat(planned.rows().get(0).grid()).isEqualTo("批发群组");
        assertThat(stands()).isEqualTo(before);

        configs.release(config, today().plusDays(1), WHY);
        assertThat(queries.find(config).orElseThrow().state()).isEqualTo("SCHEDULED");
        assertThat(stands()).isEqualTo(before);
        refused(() -> drafts.remove(config, 1), "grid.refused.configState");
        assertThat(configs.activate(config)).isTrue();
        dispatch.dispatch();
        assertThat(jdbc.sql("select officer_id from task.v_task")
                        .query(Long.class)
                        .single())
                .isEqualTo(elsewhere);
    }

    private String staff(long officer) {
        return jdbc.sql("select staff_no from organization.v_officer where id = ?")
                .param(officer)
                .query(String.class)
                .single();
    }

    /** B is merged into A: its people and taxpayers follow, its unaccepted work queues again; then everything goes back. */
    @Test
    void anOfficeIsMergedItsWorkIsPlannedAnewAndTheVersionIsRolledBack() {
        long inB = jdbc.sql("select id from taxpayer.v_subject where name = '户5'")
                .query(Long.class)
                .single();
        matters.raise(List.of(new RaiseMatter(inB, "RISK_REMIND", "TEST", "t", "LOW", "提示", null)));
        dispatch.dispatch();
        List<String> before = stands();
        long config = configs.create("撤并 B 所");
        drafts.merge(config, grid("局B"), grid("局A"));
        refused(() -> drafts.merge(config, grid("局A"), grid("局A")), "grid.refused.merge");
        drafts.endMember(
                config,
                grid("局A"),
                jdbc.sql("select max(id) from organization.officer where office_id = ?")
                        .param(a)
                        .query(Long.class)
                        .single());
        configs.release(config, null, WHY);
        assertThat(jdbc.sql("select count(*) from grid.v_grid_subject where grid_id = ?")
                        .param(grid("局A"))
                        .query(Integer.class)
                        .single())
                .isEqualTo(6);
        assertThat(jdbc.sql("select count(*) from grid.v_grid_member where grid_id = ? and valid_to is null")
                        .param(grid("局A"))
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
        assertThat(partition.refresh().gridsMade()).isZero();
        assertThat(jdbc.sql("select state from task.v_task").query(String.class).single())
                .isEqualTo("DISPATCHED");
        assertThat(proof.proof().holds()).isTrue();

        long back = configs.rollBack(config, "恢复 B 所");
        configs.release(back, null, WHY);
        assertThat(stands()).isEqualTo(before);
        refused(() -> configs.rollBack(config, "再来一次"), "grid.refused.nothingToUndo");
        refused(() -> configs.release(back, null, WHY), "grid.refused.configState");
    }

    /** The register says that 户5 belongs to another office now: accepted work stays with its officer, what nobody accepted queues anew. */
    @Test
    void anOfficeIsSplitByTheRegisterAndOpenWorkFollowsItsTaxpayers() {
        long moves = jdbc.sql("select id from taxpayer.v_subject where name = '户5'")
                .query(Long.class)
                .single();
        long stays = jdbc.sql("select id from taxpayer.v_subject where name = '户4'")
                .query(Long.class)
                .single();
        matters.raise(List.of(
                new RaiseMatter(moves, "RISK_REMIND", "TEST", "new", "LOW", "提示", null),
                new RaiseMatter(stays, "RISK_REMIND", "TEST", "stay", "LOW", "提示", null)));
        dispatch.dispatch();
        long before = world.taskOf("stay");
        jdbc.sql("update taxpayer.subject set office_id = ? where id = ?")
                .params(a, moves)
                .update();
        partition.refresh();
        assertThat(jdbc.sql(
                                "select state || coalesce(queue_reason, '') || (office_id = ?) from task.v_task where id = ?")
                        .params(a, world.taskOf("new"))
                        .query(String.class)
                        .single())
                .isEqualTo("NEWREPLANNEDtrue");
        assertThat(jdbc.sql("select state || (office_id = ?) from task.v_task where id = ?")
                        .params(b, before)
                        .query(String.class)
                        .single())
                .isEqualTo("DISPATCHEDtrue");
        dispatch.dispatch();
        assertThat(jdbc.sql(
                                "select f.office_id from task.v_task t join organization.v_officer f on f.id = t.officer_id where t.id = ?")
                        .param(world.taskOf("new"))
                        .query(Long.class)
                        .single())
                .isEqualTo(a);
        assertThat(proof.proof().jurisdiction()).isZero();
    }

    @Test
    void workNobodyAcceptedQueuesAgainWhenItsOfficerLeavesTheGrid() {
        long subject = jdbc.sql("select id from taxpayer.v_subject where name = '户5'")
                .query(Long.class)
                .single();
        matters.raise(List.of(new RaiseMatter(subject, "RISK_REMIND", "TEST", "t", "LOW", "提示", null)));
        dispatch.dispatch();
        long officer =
                jdbc.sql("select officer_id from task.v_task").query(Long.class).single();
        long config = configs.create("换人");
        long newcomer = posted("新", b);
        drafts.addMember(config, Long.toString(grid("局B")), staff(newcomer), GridRole.LEADER, 100);
        drafts.addMember(config, Long.toString(grid("局B")), staff(posted("副", b)), GridRole.DEPUTY, 100);
        drafts.endMember(config, grid("局B"), officer);
        configs.release(config, null, WHY);
        assertThat(jdbc.sql("select state || queue_reason from task.v_task")
                        .query(String.class)
                        .single())
                .isEqualTo("NEWREPLANNED");
        assertThat(proof.proof().holds()).isTrue();
    }

    /** Sizes: 户3 has 300 employees, 户4 400, 户5 500; only 户1 is credit D. Two rules that share 户3 overlap. */
    @Test
    void rulesBySizeAndCreditOverlapAndGapBlock() {
        long config = configs.create("分级");
        GridRule medium = new GridRule(null, null, null, null, null, List.of("MEDIUM"), null, null);
        GridRule creditD = new GridRule(null, null, null, null, null, null, List.of("D"), null);
        drafts.addGrid(config, GridType.REGION, "中型", "C", medium);
        drafts.addGrid(config, GridType.REGION, "D 级", "C", creditD);
        ConfigPreview.Preview preview = previews.preview(config);
        assertThat(preview.effects())
                .extracting(e -> e.after().name() + e.after().subjects())
                .containsExactlyInAnyOrder("中型3", "D 级1");
        long overlapping = configs.create("重叠");
        drafts.addGrid(overlapping, GridType.INSTITUTION, "A 中型", "A", medium);
        drafts.addGrid(overlapping, GridType.INSTITUTION, "A 制造", "A", industries("33"));
        assertThat(previews.preview(overlapping).problems())
                .filteredOn(problem -> problem.code().equals("OVERLAP"))
                .extracting(ConfigQueries.Problem::subjects)
                .containsExactly(1L);
        long gap = configs.create("缺口");
        drafts.retire(gap, grid("局A"));
        assertThat(previews.preview(gap).problems())
                .filteredOn(problem -> problem.code().equals("GAP"))
                .extracting(ConfigQueries.Problem::subjects)
                .containsExactly(4L);
        refused(() -> configs.release(gap, null, WHY), "grid.refused.coverage");
        refused(() -> configs.release(gap, today().minusDays(1), WHY), "grid.refused.dayPast");
        refused(() -> configs.release(configs.create("空"), null, WHY), "grid.refused.configEmpty");
        long unposted = world.officer("无岗", a);
        refused(() -> drafts.addMember(config, "new:1", staff(unposted), GridRole.MEMBER, 50), "grid.refused.noPost");
    }
}
