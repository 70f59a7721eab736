package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.grid.ConfigService;
import io.yihu.grid.DraftService;
import io.yihu.grid.GridRole;
import io.yihu.grid.GridRule;
import io.yihu.grid.GridType;
import io.yihu.grid.PartitionService;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.support.YihuIT;
import io.yihu.task.region.RegionCheckService;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What cannot be is refused with its reason and leaves every table of grids, tasks and processes as it was. */
@YihuIT
class BadInputIT {
    @Autowired
    JdbcClient jdbc;

    @Autowired
    PartitionService partition;

    @Autowired
    ConfigService configs;

    @Autowired
    DraftService drafts;

    @Autowired
    MatterService matters;

    @Autowired
    DispatchService dispatch;

    @Autowired
    TaskService service;

    @Autowired
    RegionCheckService regions;

    @Autowired
    ProcessChangeService changes;

    private List<String> everything() {
        return jdbc.sql("""
                        select table_schema || '.' || table_name || ' ' || (xpath('/row/c/text()', query_to_xml(format(
                          'select md5(coalesce(string_agg(x::text, '','' order by x::text), '''')) as c from %I.%I x', table_schema, table_name),
                          false, true, '')))[1]::text
                        from information_schema.tables where table_schema in ('grid', 'task', 'flowable') and table_type = 'BASE TABLE'
                        order by 1""").query(String.class).list();
    }

    private void refused(String key, Runnable work) {
        List<String> before = everything();
        assertThatThrownBy(work::run).as(key).isInstanceOf(Refusal.class).hasMessage(key);
        assertThat(everything()).as(key + " leaves nothing half-done").isEqualTo(before);
    }

    private void unchanged(Runnable work) {
        List<String> before = everything();
        work.run();
        assertThat(everything()).isEqualTo(before);
    }

    private static RaiseMatter matter(long subject, String ref, Instant due) {
        return new RaiseMatter(subject, "SERVICE", "MANUAL", ref, "LOW", "辅导", null, due);
    }

    @Test
    void everyWrongTurnOfTheListIsRefused() {
        TaskWorld world = new TaskWorld(jdbc);
        long top = world.office("H", "HQ", null);
        long county = world.office("C", "COUNTY", top);
        long branch = world.office("B", "BRANCH", county);
        long other = world.office("E", "BRANCH", county);
        long li = world.officer("李", branch);
        long chen = world.officer("陈", other);
        long firm = world.subject("在管", branch);
        long gone = world.subject("注销", branch);
        partition.refresh();
        world.member(world.grid("REGION", "邻区", other, "{}"), chen, "MEMBER", 50);
        jdbc.sql("update taxpayer.subject set status = '07' where id = ?")
                .param(gone)
                .update();

        long config = configs.create("新群组");
        drafts.addGrid(config, GridType.GROUP, "空网格", "C", new GridRule(null, null, List.of("51"), null, null, null));
        refused("grid.refused.coverage", () -> configs.release(config, null, "年度网格优化调整"));
        String staff = jdbc.sql("select staff_no from organization.v_officer where id = ?")
                .param(li)
                .query(String.class)
                .single();
        refused("grid.refused.noPost", () -> drafts.addMember(config, "new:1", staff, GridRole.MEMBER, 50));

        refused("task.refused.cancelled", () -> matters.raiseOne(matter(gone, "1", null)));
        refused(
                "task.refused.duePast",
                () -> matters.raiseOne(matter(firm, "2", Instant.parse("2020-01-01T00:00:00Z"))));
        matters.raiseOne(matter(firm, "3", null));
        refused("task.refused.raised", () -> matters.raiseOne(matter(firm, "3", null)));
        dispatch.dispatch();
        long task = world.taskOf("3");
        world.officer(li, branch, () -> {
            service.accept(task);
            unchanged(() -> service.accept(task));
        });
        world.officer(chen, other, () -> refused("task.refused.taken", () -> service.accept(task)));

        long check = jdbc.sql("""
                        insert into task.region_check (issuer_subject_id, source_task_id, source_work_order_id, issuer_office_id, issuer_officer_id,
                          recipient_grid_id, recipient_office_id, lead_subject_id, state, vouchers, amount, tax, due_at)
                        select t.subject_id, t.id, t.work_order_id, :issuer, :li, g.id, :recipient, t.subject_id, 'FEEDBACK', 1, 1, 1,
                          now() + interval '9 days'
                        from task.task t join grid.grid g on g.unit_office_id = :recipient where t.id = :task returning id""")
                .param("issuer", branch)
                .param("recipient", other)
                .param("li", li)
                .param("task", task)
                .query(Long.class)
                .single();
        world.officer(chen, other, () -> refused("task.refused.region.side", () -> regions.issuerAck(check)));
        world.officer(li, branch, () -> {
            refused("task.refused.region.side", () -> regions.recipientAck(check));
            regions.issuerAck(check);
            unchanged(() -> regions.issuerAck(check));
        });

        long an = world.officer("安", top);
        world.as(an, top, Set.of(Roles.GRID_ADMIN), () -> {
            refused(
                    "task.refused.bpmn.xml",
                    () -> changes.propose("x.bpmn20.xml", "<definitions>".getBytes(StandardCharsets.UTF_8), "优化环节名称"));
            return null;
        });
    }
}
