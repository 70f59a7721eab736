package io.yihu.taxpayer.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.grid.PartitionService;
import io.yihu.organization.OfficerService;
import io.yihu.support.FileWorld;
import io.yihu.support.YihuIT;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import io.yihu.taxpayer.PartyId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What hangs on a taxpayer moves with a merge and goes home at a split: grids, matters, work orders, findings, avoidance. */
@YihuIT
class FollowIT {
    @Autowired
    FileWorld world;

    @Autowired
    LinkService links;

    @Autowired
    MatterService matters;

    @Autowired
    PartitionService partition;

    @Autowired
    OfficerService officers;

    @Autowired
    JdbcClient jdbc;

    private long firm;
    private long twin;

    @BeforeEach
    void aFirmAndItsOtherRegistration() {
        world.build();
        partition.refresh();
        firm = world.subject(FileWorld.FIRM);
        twin = world.subject("海岸采购有限公司");
    }

    private List<String> rows(String sql, Object... params) {
        return jdbc.sql(sql).params(params).query(String.class).list();
    }

    private String everything() {
        return String.join("\n", rows("""
                select 'grid ' || subject_id || ' ' || grid_id from grid.grid_subject
                union all select 'level ' || subject_id || ' ' || level || ' ' || coalesce(finding_id, 0) from risk.subject_level
                union all select 'finding ' || id || ' ' || subject_id || ' ' || parked from risk.finding
                union all select 'matter ' || id || ' ' || subject_id || ' ' || work_order_id || ' ' || source_ref from task.matter
                union all select 'order ' || id || ' ' || subject_id || ' ' || state || ' ' || items || ' ' || level from task.work_order where items > 0
                union all select 'task ' || id || ' ' || subject_id || ' ' || matter_id || ' ' || work_order_id || ' ' || state from task.task
                union all select 'candidate ' || subject_id || ' ' || task_id || ' ' || officer_id from task.candidate
                union all select 'avoid ' || officer_id || ' ' || subject_id from organization.avoidance where valid_to is null
                order by 1"""));
    }

    private void judged(long run, long subject, String level, double score) {
        jdbc.sql("""
                        insert into risk.judgement (subject_id, period, run_id, score, raw, computed, level, hard)
                        values (?, '2026-04-01', ?, ?, 1, ?, ?, false)""").params(subject, run, score, level, level).update();
        long finding = jdbc.sql("""
                        insert into risk.finding (subject_id, run_id, period, as_of, model_version_id, score, raw, level, computed, hard,
                          hit_codes, hit_values, hit_severities, hit_shares, hard_codes, created_at)
                        values (?, ?, '2026-04-01', '2026-05-01', 1, ?, 1, ?, ?, false, '{RI-A01}', '{NULL}', '{0.5}', '{1}', '{}', now())
                        returning id""")
                .params(subject, run, score, level, level)
                .query(Long.class)
                .single();
        jdbc.sql(
                        "insert into risk.subject_level (subject_id, level, score, period, run_id, finding_id) values (?, ?, ?, '2026-04-01', ?, ?)")
                .params(subject, level, score, run, finding)
                .update();
    }

    @Test
    void allOfItMovesAndAllOfItGoesHome() {
        judged(7, firm, "LOW", 35.5);
        judged(7, twin, "HIGH", 81.25);
        long officer = world.officer("S001");
        officers.addAvoidance(officer, twin, "亲属", null);
        matters.raise(List.of(
                new RaiseMatter(firm, "RISK_REMIND", "RISK", "11", "LOW", "一", null),
                new RaiseMatter(twin, "ASSESSMENT", "RISK", "12", "HIGH", "二", null),
                new RaiseMatter(twin, "AUDIT", "X", "11", "MEDIUM", "三", null),
                new RaiseMatter(firm, "AUDIT", "X", "11", "MEDIUM", "三", null)));
        String before = everything();
        long decision = links.merge(firm, twin, "同一户");
        assertThat(rows("select distinct subject_id::text from task.v_task")).containsExactly(String.valueOf(firm));
        assertThat(rows("select distinct subject_id::text from task.v_matter")).containsExactly(String.valueOf(firm));
        assertThat(rows("""
                        select distinct m.work_order_id::text from task.v_matter m join task.v_task t on t.matter_id = m.id
                        and t.work_order_id = m.work_order_id where m.source = 'RISK'"""))
                .as("both risk matters in one work order, the confidential audits stay alone")
                .hasSize(1);
        assertThat(rows("select distinct work_order_id::text from task.v_matter where source = 'X'"))
                .hasSize(2);
        assertThat(rows("select level || ' ' || items from task.work_order where state = 'OPEN' order by id"))
                .containsExactlyInAnyOrder("HIGH 2", "MEDIUM 1", "MEDIUM 1");
        assertThat(rows("select level || ' ' || score from risk.v_subject_level"))
                .containsExactly("HIGH 81.25");
        assertThat(rows("select subject_id || ' ' || level from risk.finding where not parked"))
                .containsExactly(firm + " HIGH");
        assertThat(rows(
                        "select distinct subject_id::text from grid.v_grid_subject where subject_id in (?, ?)",
                        firm,
                        twin))
                .containsExactly(String.valueOf(firm));
        assertThat(rows("select subject_id::text from organization.v_avoidance where valid_to is null order by 1"))
                .containsExactlyInAnyOrder(String.valueOf(firm), String.valueOf(twin));
        assertThat(rows("select distinct note from task.v_task_event where note like '%现归%'"))
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .endsWith(FileWorld.FIRM);
        links.undo(decision, "看错了");
        assertThat(plain(everything())).isEqualTo(plain(before));
        links.merge(firm, twin, "还是同一户");
        links.split(firm, Set.of(PartyId.of("91330106MA0000003C")), "查实为两家");
        assertThat(plain(everything())).isEqualTo(plain(before));
    }

    /** Work orders may get new numbers on the way. */
    private static String plain(String all) {
        return all.replaceAll("(?m)^order \\d+", "order")
                .replaceAll("(?m)^(matter \\d+ \\d+) \\d+", "$1")
                .replaceAll("(?m)^(task \\d+ \\d+ \\d+) \\d+", "$1")
                .lines()
                .sorted()
                .collect(java.util.stream.Collectors.joining("\n"));
    }
}
