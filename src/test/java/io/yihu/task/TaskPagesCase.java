package io.yihu.task;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.yihu.grid.PartitionService;
import io.yihu.platform.Roles;
import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** A branch with one officer and one firm under a county with its supervisor, and their pages. */
@YihuIT
abstract class TaskPagesCase {
    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc web;

    @Autowired
    MatterService matters;

    @Autowired
    DispatchService dispatch;

    @Autowired
    TaskService tasks;

    @Autowired
    PartitionService partition;

    @Autowired
    Environment environment;

    TaskWorld world;
    long county;
    long branch;
    long li;
    long wang;
    long firm;

    @BeforeEach
    void authority() throws Exception {
        CleanDatabase.clean(environment.getProperty("yihu.test.database"));
        world = new TaskWorld(jdbc);
        county = world.office("C", "COUNTY", null);
        branch = world.office("B", "BRANCH", county);
        li = world.officer("李", branch);
        wang = world.officer("王", county);
        firm = world.subject("杭州青禾贸易有限公司", branch);
        partition.refresh();
    }

    RequestPostProcessor as(long officer, String... roles) {
        String login =
                "u" + officer + "-" + String.join("-", roles).toLowerCase().replace("_", "");
        jdbc.sql("""
                        insert into organization.account (login, name, person_no, officer_id, password_hash, must_change, created_by)
                        values (?, ?, ?, ?, 'x', false, 'test') on conflict do nothing""").params(login, "员" + officer, "P" + officer, officer).update();
        for (String role : roles) {
            jdbc.sql("""
                            insert into organization.account_role (account_id, person_no, role, granted_by)
                            select id, person_no, ?, 'test' from organization.account where login = ? on conflict do nothing""").params(role, login).update();
        }
        return user(login);
    }

    RequestPostProcessor officer() {
        return as(li, Roles.OFFICER);
    }

    RequestPostProcessor supervisor() {
        return as(wang, Roles.OFFICER, Roles.SUPERVISOR);
    }

    RequestPostProcessor gridAdmin() {
        return as(wang, Roles.OFFICER, Roles.GRID_ADMIN);
    }

    long raise(String type, String level) {
        matters.raise(List.of(new RaiseMatter(firm, type, "RISK", "77", level, "疑似借壳虚开", "三月变更法人后开票突增")));
        dispatch.dispatch();
        return world.taskOf("77");
    }
}
