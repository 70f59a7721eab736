package io.yihu.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.YihuIT;
import io.yihu.task.TaskWorld;
import io.yihu.taxpayer.RegistrationsLoaded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every active taxpayer in exactly one institution grid; region and group grids over them. */
@YihuIT
class GridPartitionIT {
    @Autowired
    JdbcClient jdbc;

    @Autowired
    PartitionService partition;

    @Autowired
    GridService grids;

    @Autowired
    CoverageQueries coverage;

    @Autowired
    ApplicationEventPublisher events;

    private List<String> gridsOf(long subject) {
        return jdbc.sql("""
                        select g.type || ' ' || g.name from grid.v_grid_subject k join grid.v_grid g on g.id = k.grid_id
                        where k.subject_id = ? order by 1""").param(subject).query(String.class).list();
    }

    @Test
    void loadedRegistrationsStandInExactlyOneInstitutionGridAndInEveryGridWhoseRuleTakesThem() {
        TaskWorld world = new TaskWorld(jdbc);
        long county = world.office("C", "COUNTY", null);
        long b1 = world.office("B1", "BRANCH", county);
        long b2 = world.office("B2", "BRANCH", county);
        long leader = world.officer("长", b1);
        world.officer("员", b1);
        jdbc.sql("insert into organization.officer_post (officer_id, post_code) values (?, 'LEADER')")
                .param(leader)
                .update();
        long one = world.subject("一", b1);
        long two = world.subject("二", b1);
        long three = world.subject("三", b2);
        long gone = world.subject("注销", b1);
        jdbc.sql("update taxpayer.subject set status = '07' where id = ?")
                .param(gone)
                .update();
        jdbc.sql("update taxpayer.subject set industry_code = '5112' where id = ?")
                .param(two)
                .update();
        events.publishEvent(new RegistrationsLoaded(1));
        assertThat(gridsOf(one)).containsExactly("INSTITUTION 局B1");
        assertThat(gridsOf(three)).containsExactly("INSTITUTION 局B2");
        assertThat(gridsOf(gone)).isEmpty();
        assertThat(jdbc.sql("select role from grid.v_grid_member where officer_id = ?")
                        .param(leader)
                        .query(String.class)
                        .single())
                .isEqualTo("LEADER");

        grids.create(GridType.INSTITUTION, "批发组", b1, new GridRule(null, null, List.of("51"), null, null, null));
        grids.create(GridType.GROUP, "重点户", county, new GridRule(null, null, null, null, null, List.of(three)));
        grids.create(
                GridType.REGION, "全区", county, new GridRule(List.of(county), List.of("3301"), null, null, null, null));
        assertThat(gridsOf(one)).containsExactly("INSTITUTION 局B1", "REGION 全区");
        assertThat(gridsOf(two)).containsExactly("INSTITUTION 批发组", "REGION 全区");
        assertThat(gridsOf(three)).containsExactly("GROUP 重点户", "INSTITUTION 局B2", "REGION 全区");
        assertThat(coverage.coverage())
                .extracting(
                        c -> Map.of("active", c.active(), "covered", c.covered(), "none", c.none(), "twice", c.twice()))
                .isEqualTo(Map.of("active", 3L, "covered", 3L, "none", 0L, "twice", 0L));

        PartitionService.Refreshed again = partition.refresh();
        assertThat(again.added()).isZero();
        assertThat(again.removed()).isZero();
        jdbc.sql("update taxpayer.subject set status = '07' where id = ?")
                .param(one)
                .update();
        assertThat(partition.refresh().removed()).isEqualTo(2);
    }
}
