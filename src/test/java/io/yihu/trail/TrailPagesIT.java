package io.yihu.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.platform.JobContext;
import io.yihu.support.CleanDatabase;
import io.yihu.support.FileWorld;
import io.yihu.support.YihuIT;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@YihuIT
class TrailPagesIT {
    @Autowired
    FileWorld world;

    @Autowired
    Sealer sealer;

    @Autowired
    OutsideCopy outside;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc mvc;

    @Autowired
    VerifyJob job;

    @Autowired
    VerificationLog log;

    @Autowired
    SealStore store;

    @Value("${yihu.test.database}")
    String database;

    @BeforeEach
    void someRows() throws Exception {
        CleanDatabase.clean(database);
        FileSystemUtils.deleteRecursively(outside.folder());
        world.build();
        String path = jdbc.sql("select path from organization.office where code = '13301060001'")
                .query(String.class)
                .single();
        String beside = jdbc.sql("select path from organization.office where code = '13301080001'")
                .query(String.class)
                .single();
        jdbc.sql("""
                        insert into trail.action (happened_at, actor, actor_name, office_path, action, object_type, object_id, details)
                        select timestamptz '2026-03-02 01:00Z' + n * interval '1 minute', case when n % 2 = 0 then 'li.officer' else 'chen.other' end,
                          case when n % 2 = 0 then '李四海' else '陈邻里' end, case when n % 2 = 0 then ? else ? end, 'task.task.accept', 'task', n,
                          jsonb_build_object('state', jsonb_build_object('before', 'DISPATCHED', 'after', 'ACCEPTED'), '备注', '第' || n || '件')
                        from generate_series(1, 120) n""").params(path, beside).update();
        sealer.sealAll();
    }

    @Test
    void eachSeesOwnRowsTheirOfficesOrAll() throws Exception {
        mvc.perform(get("/trail/actions").param("object", "task").with(user("aud.one")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("李四海")))
                .andExpect(content().string(containsString("陈邻里")));
        mvc.perform(get("/trail/actions").param("object", "task").with(user("wang.super")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("李四海")))
                .andExpect(content().string(not(containsString("陈邻里"))));
        mvc.perform(get("/trail/actions").param("object", "task").with(user("chen.other")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("陈邻里")))
                .andExpect(content().string(not(containsString("李四海"))));
        long foreign = jdbc.sql("select id from trail.action where actor = 'chen.other' limit 1")
                .query(Long.class)
                .single();
        mvc.perform(get("/trail/actions/" + foreign).with(user("wang.super"))).andExpect(status().isNotFound());
        mvc.perform(get("/trail/actions/" + foreign).with(user("aud.one")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("DISPATCHED")));
        mvc.perform(get("/trail/verify").with(user("wang.super"))).andExpect(status().isForbidden());
    }

    @Test
    void pagesByKeyGiveEveryRowOnce() throws Exception {
        List<Long> seen = new ArrayList<>();
        String after = null;
        do {
            var request = get("/api/v1/trail")
                    .param("object", "task")
                    .param("limit", "50")
                    .with(user("aud.one"));
            JsonNode answer = new JsonMapper()
                    .readTree(mvc.perform(after == null ? request : request.param("after", after))
                            .andExpect(status().isOk())
                            .andReturn()
                            .getResponse()
                            .getContentAsString());
            answer.get("rows").forEach(row -> seen.add(row.get("id").longValue()));
            after = answer.get("next").isNull() ? null : answer.get("next").stringValue();
        } while (after != null);
        assertThat(seen).hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void filtersNarrowAndBadInputGetsASentence() throws Exception {
        mvc.perform(get("/api/v1/trail").param("object", "task:42").with(user("aud.one")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("第42件")))
                .andExpect(content().string(not(containsString("第43件"))));
        mvc.perform(get("/api/v1/trail")
                        .param("actor", "li.officer")
                        .param("from", "2026-03-02")
                        .param("to", "2026-03-02")
                        .param("q", "第100件")
                        .with(user("aud.one")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("第100件")));
        mvc.perform(get("/api/v1/trail")
                        .param("q", "100%")
                        .param("to", "2026-03-02")
                        .with(user("aud.one")))
                .andExpect(content().string(containsString("\"rows\":[]")));
        mvc.perform(get("/api/v1/trail").param("after", "x").with(user("aud.one")))
                .andExpect(status().isUnprocessableContent());
        mvc.perform(get("/api/v1/trail").param("limit", "9999").with(user("aud.one")))
                .andExpect(status().isUnprocessableContent());
        mvc.perform(get("/trail/actions").param("from", "2026-02-30").with(user("aud.one")))
                .andExpect(status().isBadRequest());
    }

    @Test
    void theJobTellsItsProgressAndKeepsTheResult() throws Exception {
        jdbc.sql(
                        "insert into trail.action (happened_at, actor, action) select now(), 'x', 'y' from generate_series(1, 12000)")
                .update();
        sealer.sealAll();
        List<Long> told = new ArrayList<>();
        job.run(new JobContext() {
            @Override
            public long id() {
                return 1;
            }

            @Override
            public String parameters() {
                return "{\"actor\":\"aud.one\"}";
            }

            @Override
            public void progress(long done, long total, String phrase) {
                jdbc.sql("insert into platform.marker (key, value) values ('told.' || ?, 'x')")
                        .param(told.size())
                        .update();
                told.add(done);
            }

            @Override
            public boolean stopRequested() {
                return false;
            }
        });
        assertThat(told)
                .hasSizeGreaterThan(1)
                .last()
                .isEqualTo(store.last().orElseThrow().treeSize());
        assertThat(log.latest(1).get(0).problem()).isNull();
        assertThat(log.latest(1).get(0).actor()).isEqualTo("aud.one");
    }

    @Test
    void proofsCheckpointsAndVerificationAreThere() throws Exception {
        mvc.perform(get("/api/v1/trail/proof").param("seq", "0").with(user("aud.one")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("\"holds\":true")));
        mvc.perform(get("/api/v1/trail/proof").param("seq", "100000").with(user("aud.one")))
                .andExpect(status().isNotFound());
        mvc.perform(get("/api/v1/trail/checkpoints").with(user("aud.one")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("yihu-trail/1")));
        mvc.perform(get("/api/v1/trail/checkpoints").with(user("wang.super"))).andExpect(status().isForbidden());
        mvc.perform(get("/trail/verify").with(user("aud.one"))).andExpect(status().isOk());
        mvc.perform(post("/trail/verify").with(user("aud.one"))).andExpect(status().isForbidden());
        mvc.perform(post("/trail/verify").with(user("aud.one")).with(csrf())).andExpect(status().is3xxRedirection());
    }
}
