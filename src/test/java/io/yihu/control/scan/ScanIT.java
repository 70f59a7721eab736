package io.yihu.control.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.control.finding.ControlFindingService;
import io.yihu.platform.Actor;
import io.yihu.platform.ActorDirectory;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import io.yihu.support.CleanDatabase;
import io.yihu.support.FileWorld;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** One small history; every indicator counted by hand, every level of the heat map adds up, findings go their whole way. */
@YihuIT
class ScanIT {
    private static final Instant TO = Instant.parse("2026-05-06T02:00:00Z");
    private static final LocalDate MAY = LocalDate.of(2026, 5, 1);
    /** Units and hits, counted by hand over {@link #history}. */
    private static final Map<String, String> BY_HAND = byHand();

    @Autowired
    FileWorld world;

    @Autowired
    StagedFeeds staging;

    @Autowired
    ScanBook book;

    @Autowired
    UnitScan units;

    @Autowired
    ScanService scans;

    @Autowired
    ControlMapQueries maps;

    @Autowired
    CellQueries cells;

    @Autowired
    ControlFindingService findings;

    @Autowired
    List<ActorDirectory> directory;

    @Autowired
    YihuClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc web;

    @Value("${yihu.test.database}")
    String database;

    private long firm;
    private long buyer;
    private long neighbour;
    private long li;
    private long wang;
    private long chen;
    private long branch;

    private static Map<String, String> byHand() {
        Map<String, String> known = new TreeMap<>();
        String[] all =
                ("4/2 6/1 10/2 3/1 1/1 7/4 4/2 8/1 2/1 8/6 2/1 2/1 17/2 2/1 6/1 2/1 2/1 2/1 1/1 1/1 2/1 1/1 3/2 2/1 3/1 2/1 1/1 2/1"
                                + " 1/1 1/1 2/1 2/1")
                        .split(" ");
        for (int i = 0; i < all.length; i++) {
            known.put(String.format("IC-I%02d", i + 1), all[i]);
        }
        return known;
    }

    @BeforeEach
    void history() throws Exception {
        CleanDatabase.clean(database);
        world.build();
        firm = world.subject(FileWorld.FIRM);
        buyer = world.subject("海岸采购有限公司");
        neighbour = world.subject(FileWorld.NEIGHBOUR);
        li = world.officer("S001");
        wang = world.officer("S002");
        chen = world.officer("S003");
        branch = world.office("13301060001");
        people();
        work();
        acts();
        log();
        foreign();
    }

    private void people() {
        jdbc.sql("insert into organization.officer (staff_no, name, office_id) values ('S900', '双岗人', ?)")
                .param(branch)
                .update();
        jdbc.sql("""
                        insert into organization.officer_post (officer_id, post_code, is_primary, valid_from)
                        select f.id, unnest(array[x.held, x.wanted]), false, '2020-01-01' from organization.officer f, (
                          select a.post_code as held, b.post_code as wanted from organization.v_incompatible_duty i
                          join organization.v_post_duty a on a.duty_code = i.duty_a join organization.v_post_duty b on b.duty_code = i.duty_b
                          where a.post_code <> b.post_code and a.valid_to is null and b.valid_to is null and 'LEADER' not in (a.post_code, b.post_code) limit 1) x where f.staff_no = 'S900'""").update();
    }

    /** Rows as a person would note them: id, officer, office, subject, type, source, level, state, six moments, conclusion, approver, returned. */
    private void work() {
        task(
                1,
                li,
                firm,
                "POST_RESPONSE",
                "RISK",
                "HIGH",
                "CLOSED",
                "03-01",
                "03-02T00:00",
                "03-02T00:05",
                "03-03",
                "03-03",
                "03-10",
                "EXCLUDED",
                li,
                0);
        task(
                2,
                li,
                firm,
                "POST_RESPONSE",
                "RISK",
                "HIGH",
                "CLOSED",
                "03-01",
                "03-02",
                "03-05",
                "03-06",
                "03-06",
                "03-04",
                "CONFIRMED",
                wang,
                1);
        task(
                3,
                li,
                buyer,
                "ASSESSMENT",
                "RISK",
                "MEDIUM",
                "PROCESSING",
                "03-10",
                "03-11",
                null,
                null,
                null,
                "04-01",
                null,
                null,
                0);
        task(
                4,
                li,
                firm,
                "SERVICE",
                "QUOTA",
                "LOW",
                "PROCESSING",
                "03-01",
                "03-02",
                null,
                null,
                null,
                "03-05",
                null,
                null,
                0);
        task(
                5, li, firm, "SERVICE", "QUOTA", "HIGH", "CLOSED", "03-15", "03-16", null, null, "03-20", "03-25", null,
                null, 0);
        task(
                6,
                wang,
                firm,
                "AUDIT",
                "AUDIT",
                "HIGH",
                "CLOSED",
                "03-01",
                "03-02",
                null,
                null,
                "03-10",
                "05-30",
                "CONFIRMED",
                null,
                0);
        task(
                7,
                li,
                buyer,
                "POST_RESPONSE",
                "RISK",
                "HIGH",
                "CLOSED",
                "03-15",
                "03-16",
                null,
                null,
                "03-20",
                "03-25",
                "TRANSFERRED",
                null,
                0);
        task(
                8,
                chen,
                neighbour,
                "REGION_CHECK",
                "REGION",
                "LOW",
                "SUBMITTED",
                "03-01",
                null,
                "03-12",
                null,
                null,
                "03-10",
                null,
                null,
                0);
        event(1, "PROCESSING", "SUBMITTED", li, "03-02");
        event(2, "PROCESSING", "SUBMITTED", li, "03-05");
        List.of("03-11", "03-12", "03-13").forEach(day -> event(3, "PROCESSING", "DISPATCHED", wang, day));
        candidate(1, firm, li);
        candidate(3, buyer, wang);
        String same = "案头核对开票、抵扣与申报三方数据，疑点成立，企业已补缴税款。";
        feedback(1, firm, same);
        feedback(2, firm, same);
        feedback(3, buyer, "实地走访仓库与车间，库存与账面一致，运输单据和收款凭证齐全，可以排除。");
        jdbc.sql("""
                        insert into task.task_step (task_id, subject_id, step, started_at, finished_at, officer_id, companion_id, occurred_on)
                        values (3, ?, 'onsite', '2026-03-09', '2026-03-10', ?, ?, '2026-03-10')""").params(buyer, li, world.officer("S004")).update();
        matter(firm, "RISK", "HIGH", "1", "2026-03-01T01:00:00Z");
        matter(buyer, "SAMPLE", "LOW", "s1", "2026-03-01T01:00:00Z");
        matter(neighbour, "SAMPLE", "LOW", "s2", "2026-03-01T01:00:00Z");
        for (int i = 0; i < 10; i++) {
            matter(buyer, "RISK", "LOW", "b" + i, "2026-04-01T18:10:00Z");
        }
        run("2026-04-01T18:00:00Z");
        run("2026-04-15T18:00:00Z");
    }

    private void acts() {
        act("REFUND_APPROVAL", firm, "2026-03-01", null, null, null, "T1");
        act("REFUND_APPROVAL", buyer, "2026-03-01", null, null, null, "T2");
        act("DEREGISTRATION", firm, "2026-03-05", null, null, null, "Z1");
        act("DEREGISTRATION", buyer, "2026-03-05", null, null, null, "Z2");
        act("VOUCHER_RELEASE", firm, "2026-03-05", null, null, null, "V1");
        act("PENALTY", firm, "2026-03-05", "20000", "10000", "EVASION", "F1");
        act("PENALTY", firm, "2026-03-05", "8000", "10000", "EVASION", "F2");
        act("SAMPLE_REPLACE", firm, "2026-03-05", null, null, null, "S1");
        act("DATA_CORRECTION", firm, "2026-03-05", null, null, null, null);
        act("DATA_CORRECTION", firm, "2026-03-05", null, null, null, "GD-1");
        staging.load(
                "registration_changes",
                "test",
                "reg_serial,item,old_value,new_value,change_date\nR1,STATUS,03,05,2026-03-20");
        for (String object : List.of("1", "1", "1", "2")) {
            jdbc.sql("""
                            insert into control.firing (at, point, level, outcome, asked, step, actor, officer_id, office_id, object_type, object_id)
                            values ('2026-03-05T02:00:00Z', 'EC-05', 'BLOCK', 'BLOCKED', true, 'x', 'li.officer', ?, ?, 'act', ?)""").params(li, branch, object).update();
        }
    }

    private void log() {
        trail("dossier.subject.view", firm, "2026-03-03T02:00:00Z", "{}", null);
        trail("dossier.subject.view", neighbour, "2026-03-03T02:00:00Z", "{}", null);
        trail("dossier.export.request", null, "2026-03-03T02:00:00Z", "{\"rows\":\"3000\"}", null);
        trail("dossier.export.request", null, "2026-03-03T15:00:00Z", "{\"rows\":\"2500\"}", null);
        trail("dossier.export.request", null, "2026-03-08T02:00:00Z", "{\"rows\":\"10\"}", null);
        trail("dossier.person.sensitive", null, "2026-03-04T02:00:00Z", "{\"purpose\":\"TASK\"}", null);
        trail("dossier.person.sensitive", null, "2026-03-04T03:00:00Z", "{}", null);
        trail(
                "risk.override.request",
                firm,
                "2026-03-04T03:00:00Z",
                "{\"level\":{\"before\":\"HIGH\",\"after\":\"LOW\"}}",
                null);
        trail(
                "risk.override.request",
                firm,
                "2026-03-04T03:00:00Z",
                "{\"level\":{\"before\":\"LOW\",\"after\":\"HIGH\"}}",
                null);
        trail("risk.model.propose", null, "2026-04-15T03:00:00Z", "{}", null);
        trail("risk.model.approve", null, "2026-04-15T03:00:00Z", "{}", null);
        trail("organization.session.open", null, "2026-03-03T02:00:00Z", "{}", "10.1.0.1");
        trail("organization.session.open", null, "2026-03-03T02:10:00Z", "{}", "10.2.0.1");
    }

    private void foreign() {
        StringBuilder csv = new StringBuilder("log,case_id,activity,time,resource,role,subject_tax_id\n");
        csv.append("core,A,提交申请,2026-03-10T02:00:00Z,S001,岗,\n").append("core,A,审批批准,2026-03-10T02:00:30Z,S001,岗,\n");
        csv.append("core,B,提交申请,2026-03-10T02:00:00Z,S002,岗,\n").append("core,B,退回补正,2026-03-10T03:00:00Z,S003,岗,\n");
        csv.append("core,C,审批批准,2026-03-10T04:00:00Z,S002,岗,\n");
        csv.append("core,D,专票增额核准,2026-03-02T02:00:00Z,S001,岗,91330106MA0000001A\n");
        for (int i = 0; i < 5; i++) {
            csv.append("core,E")
                    .append(i)
                    .append(",专票增额核准,2026-03-02T05:")
                    .append(i)
                    .append("0:00Z,S001,岗,91330106MA0000003C\n");
        }
        staging.load("event_log", "core", csv.toString());
    }

    @Test
    void everyIndicatorEqualsTheCountByHand() {
        Map<String, String> counted = new TreeMap<>();
        book.all().forEach(indicator -> {
            assertThat(units.faults(indicator, TO)).as(indicator.code()).isEmpty();
            UnitScan.Sum sum = units.sum(indicator, TO);
            counted.put(indicator.code(), sum.units() + "/" + sum.hits());
        });
        assertThat(counted).isEqualTo(BY_HAND);
    }

    @Test
    void everyLevelAddsUpDownToTheLinesOfTheLog() throws Exception {
        scan();
        Actor hq = new Actor(null, "boss", "总", null, null, "总局", "/", java.util.Set.of("SUPERVISOR"));
        int walked = CurrentActor.as(hq, () -> reconcile(world.office("10000000000")));
        assertThat(walked).isGreaterThan(60);
        CellQueries.Cell quotas = new CellQueries.Cell(MAY, "IC-I15", branch, null, null);
        CurrentActor.as(hq, () -> {
            ControlMap.Cell cell = maps.of(branch, MAY, null, false).total().cells().stream()
                    .filter(each -> each.indicator().code().equals("IC-I15"))
                    .findFirst()
                    .orElseThrow();
            assertThat(cell.num()).isEqualByComparingTo("1");
            assertThat(cell.n()).isEqualTo(6);
            assertThat(cell.step()).as("high").isEqualTo(1);
            CellQueries.Part officer = cells.officers(quotas).get(0);
            assertThat(officer.id()).isEqualTo(li);
            CellQueries.Part subject = cells.subjects(new CellQueries.Cell(MAY, "IC-I15", branch, li, null))
                    .get(0);
            assertThat(subject.id()).isEqualTo(firm);
            List<CellQueries.Line> lines = cells.lines(new CellQueries.Cell(MAY, "IC-I15", branch, li, firm), 10);
            assertThat(lines).hasSize(1);
            assertThat(lines.get(0).ref()).startsWith("event:");
            return null;
        });
        web.perform(get("/control/map").with(user("wang.super")))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.not(Matchers.containsString("山前"))));
        for (String hidden : List.of(
                "/control/map?office=" + world.office("13301080000"),
                "/control/staff/" + chen,
                "/control/subject/" + neighbour,
                "/control/cell?period=2026-05&indicator=IC-I06&office=" + world.office("10000000000"))) {
            web.perform(get(hidden).with(user("wang.super"))).andExpect(status().isNotFound());
        }
        for (String page : List.of(
                "/control/staff/" + li,
                "/control/subject/" + firm,
                "/control/office/" + branch,
                "/control/findings",
                "/control/logs/core",
                "/control/indicators",
                "/control/cell?period=2026-05&indicator=IC-I15&office=" + branch + "&officer=" + li + "&subject="
                        + firm,
                "/control/map?all=true&risk=INTEGRITY",
                "/control/supervision",
                "/control/digest")) {
            web.perform(get(page).with(user("wang.super"))).andExpect(status().isOk());
        }
        web.perform(get("/control/map").with(user("li.officer"))).andExpect(status().isForbidden());
        web.perform(get("/control/digest").with(user("li.officer")))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("秒办")));
    }

    /** Rows below sum to the total; what is behind each cell sums to the cell. */
    private int reconcile(long office) {
        ControlMap map = maps.of(office, MAY, null, true);
        int walked = 0;
        for (int i = 0; i < map.indicators().size(); i++) {
            int column = i;
            ControlMap.Cell total = map.total().cells().get(i);
            List<ControlMap.Cell> below = map.rows().stream()
                    .map(row -> row.cells().get(column))
                    .filter(cell -> cell.n() != null)
                    .toList();
            assertThat(below.stream().mapToLong(ControlMap.Cell::n).sum()).isEqualTo(total.n() == null ? 0 : total.n());
            assertThat(below.stream().map(ControlMap.Cell::num).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(total.n() == null ? BigDecimal.ZERO : total.num());
            if (total.n() != null) {
                CellQueries.Cell cell =
                        new CellQueries.Cell(MAY, map.indicators().get(i).code(), office, null, null);
                assertThat(cells.sums(cell).n()).isEqualTo(total.n());
                assertThat(sum(cells.officers(cell))).isEqualByComparingTo(total.num());
                assertThat(sum(cells.subjects(cell))).isEqualByComparingTo(total.num());
                assertThat(cells.lines(cell, 1000)).hasSize(total.n().intValue());
                walked++;
            }
        }
        for (ControlMap.Row row : map.rows()) {
            walked += row.kind() == ControlMap.Kind.OFFICE ? reconcile(row.id()) : 0;
        }
        return walked;
    }

    private static BigDecimal sum(List<CellQueries.Part> parts) {
        return parts.stream().map(CellQueries.Part::num).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void aFindingIsExplainedRectifiedReviewedByAnotherAndComesAgainOnlyForSomethingNew() {
        assertThat(scan().refused()).isEmpty();
        long id = finding("IC-I15", "STAFF");
        assertThat(notices(id)).as("officer and leader are told").containsExactlyInAnyOrder(li, wang);
        assertThat(scan().findings()).as("an open one is brought up to date").isZero();
        at(() -> as("li.officer", () -> findings.explain(id, "该户增额系核心系统批量下发，已报告。")));
        assertThatThrownBy(() -> at(() -> as("chen.other", () -> findings.rectify(id, "替别人整改一下试试看。"))))
                .hasMessage("platform.error.notFound");
        at(() -> as("wang.super", () -> findings.judge(id, true, "请逐户复核增额依据并补充材料。")));
        at(() -> as("li.officer", () -> findings.rectify(id, "已复核并调减该户限额，材料补齐。")));
        assertThatThrownBy(() -> at(() -> as("li.officer", () -> findings.close(id, true, "自己办结一下看行不行。"))))
                .hasMessage("platform.error.notFound");
        at(() -> as("wang.super", () -> findings.close(id, true, "整改到位，同意办结该疑点。")));
        assertThat(jdbc.sql("select state || verdict from control.finding where id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .isEqualTo("CLOSEDVIOLATION");
        assertThat(jdbc.sql(
                                "select string_agg(to_state, ' ' order by id) from control.finding_step where finding_id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .isEqualTo("NEW EXPLAIN RECTIFY REVIEW CLOSED");
        scan();
        assertThat(jdbc.sql("select count(*) from control.finding where indicator = 'IC-I15' and scope = 'STAFF'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        staging.load(
                "event_log",
                "core",
                "log,case_id,activity,time,resource,role,subject_tax_id\ncore,Z,专票增额核准,2026-05-06T05:00:00Z,S001,岗,91330106MA0000001A");
        clock.at(TO.plusSeconds(86400), () -> scans.scan("TEST"));
        assertThat(finding("IC-I15", "STAFF")).isGreaterThan(id);
    }

    private long finding(String indicator, String scope) {
        return jdbc.sql("select max(id) from control.finding where indicator = ? and scope = ? and state <> 'CLOSED'")
                .params(indicator, scope)
                .query(Long.class)
                .single();
    }

    private List<Long> notices(long finding) {
        return jdbc.sql("select officer_id from control.notice where ref = ?")
                .param("finding:" + finding)
                .query(Long.class)
                .list();
    }

    private ScanService.Scanned scan() {
        return clock.at(TO, () -> scans.scan("TEST"));
    }

    private void at(Runnable work) {
        clock.at(TO.plusSeconds(60), () -> {
            work.run();
            return null;
        });
    }

    private void as(String login, Runnable work) {
        Actor actor = directory.stream()
                .flatMap(each -> each.byLogin(login).stream())
                .findFirst()
                .orElseThrow();
        CurrentActor.as(actor, (Supplier<Object>) () -> {
            work.run();
            return null;
        });
    }

    private void task(
            long id,
            long officer,
            long subject,
            String type,
            String source,
            String level,
            String state,
            String created,
            String accepted,
            String submitted,
            String approved,
            String closed,
            String due,
            String conclusion,
            Long approver,
            int returned) {
        jdbc.sql("""
                        insert into task.task (id, matter_id, work_order_id, subject_id, matter_type, source, level, office_id, officer_id, duty_code, state, priority,
                          standard_minutes, created_at, dispatched_at, accepted_at, submitted_at, approved_at, closed_at, due_at, conclusion, approver_id, returned_count)
                        select ?, ?, ?, ?, ?, ?, ?, f.office_id, f.id, 'X', ?, 1, 60, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? from organization.officer f where f.id = ?""")
                .params(Arrays.asList(
                        id,
                        id,
                        id,
                        subject,
                        type,
                        source,
                        level,
                        state,
                        day(created),
                        day(created),
                        day(accepted),
                        day(submitted),
                        day(approved),
                        day(closed),
                        day(due),
                        conclusion,
                        approver,
                        returned,
                        officer))
                .update();
    }

    private static OffsetDateTime day(String text) {
        return text == null
                ? null
                : Instant.parse("2026-" + (text.contains("T") ? text + ":00Z" : text + "T00:00:00Z"))
                        .atOffset(ZoneOffset.UTC);
    }

    private void event(long task, String from, String to, long officer, String at) {
        jdbc.sql(
                        "insert into task.task_event (task_id, subject_id, at, officer_id, actor, from_state, to_state) values (?, ?, ?, ?, 'x', ?, ?)")
                .params(task, firm, day(at), officer, from, to)
                .update();
    }

    private void candidate(long task, long subject, long chosen) {
        jdbc.sql("""
                        insert into task.candidate (subject_id, task_id, officer_id, dispatch_run_id, grid_id, skill, open_minutes, open_count, capacity_pct, available_minutes,
                          saturation, continuity, score, tie_hash, rank, chosen) values (?, ?, ?, 1, 1, 1, 0, 0, 100, 100, 0, 0, 1, 'x', 1, true)""").params(subject, task, chosen).update();
    }

    private void feedback(long task, long subject, String text) {
        jdbc.sql(
                        "insert into task.feedback (task_id, subject_id, category, text, facts, officer_id, created_at) values (?, ?, 'CONFIRMED', ?, '{}', ?, '2026-03-05')")
                .params(task, subject, text, li)
                .update();
    }

    private void matter(long subject, String source, String level, String ref, String at) {
        jdbc.sql("""
                        insert into task.matter (subject_id, type_code, source, source_ref, level, title, work_order_id, created_at, due_at)
                        values (?, 'RISK_REMIND', ?, ?, ?, 'x', 1, ?::timestamptz, '2026-06-01')""").params(subject, source, ref, level, at).update();
    }

    private void run(String at) {
        jdbc.sql(
                        "insert into indicator.run (as_of, period, state, started_by, created_at, started_at, finished_at) values (?::date, '2026-03-01', 'DONE', 'x', now(), ?::timestamptz, ?::timestamptz + interval '1 hour')")
                .params(at.substring(0, 10), at, at)
                .update();
    }

    private void act(
            String kind, long subject, String at, String amount, String base, String ground, String reference) {
        jdbc.sql(
                        "insert into control.act (subject_id, kind, at, officer_id, office_id, actor, reference, amount, base, ground) values (?, ?, ?::date, ?, ?, 'li.officer', ?, ?::numeric, ?::numeric, ?)")
                .params(Arrays.asList(subject, kind, at, li, branch, reference, amount, base, ground))
                .update();
    }

    private void trail(String action, Long subject, String at, String details, String ip) {
        jdbc.sql(
                        "insert into trail.action (happened_at, actor, officer_id, office_id, action, subject_id, details, ip) values (?::timestamptz, 'li.officer', ?, ?, ?, ?, ?::jsonb, ?)")
                .params(new ArrayList<>(Arrays.asList(at, li, branch, action, subject, details, ip)))
                .update();
    }
}
