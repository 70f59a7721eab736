package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.grid.PartitionService;
import io.yihu.platform.Roles;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import io.yihu.task.directive.DirectiveQueries;
import io.yihu.task.directive.DirectiveService;
import io.yihu.task.region.RegionCheckService;
import io.yihu.task.region.RegionQueries;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * GS-06: headquarters name ten violent issuers; the batch goes down five levels, merges with the abnormal vouchers of the
 * same firms, seven are confirmed, 23 recipient grids get a package, 21 feed back in time, both sides acknowledge, and
 * every level counts the same.
 */
@YihuIT
class MiddleLoopIT {
    private static final int ISSUERS = 10;
    private static final int CONFIRMED = 7;
    private static final int RECIPIENTS = 23;
    private static final int PROMPT = 21;
    private static final Feedback YES = new Feedback("CONFIRMED", null, "经核查，属于虚开，列入异常凭证。", null);
    private static final Feedback NO = new Feedback("EXCLUDED", "GENUINE_BUSINESS", "合同、运输与资金一致，业务真实。", null);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    StagedFeeds staging;

    @Autowired
    PartitionService partition;

    @Autowired
    MatterService matters;

    @Autowired
    DispatchService dispatch;

    @Autowired
    TaskService service;

    @Autowired
    DirectiveService directives;

    @Autowired
    DirectiveQueries boards;

    @Autowired
    RegionCheckService regions;

    @Autowired
    RegionQueries packages;

    TaskWorld world;
    final Map<String, Long> offices = new HashMap<>();
    final Map<Long, Long> leads = new HashMap<>();
    final Map<Long, Long> officers = new HashMap<>();

    private long office(String code) {
        return offices.get(code);
    }

    private void offices() {
        open("HQ", "HQ", null);
        for (String province : List.of("A", "B")) {
            open(province, "PROVINCE", "HQ");
            for (String city : List.of(province + "1", province + "2")) {
                open(city, "CITY", province);
                open(city + "X", "COUNTY", city);
                for (int b = 0; b < (province.equals("B") ? 12 : 2); b++) {
                    open(city + "X" + b, "BRANCH", city + "X");
                }
            }
        }
    }

    private void open(String code, String level, String parent) {
        long id = world.office(code, level, parent == null ? null : office(parent));
        offices.put(code, id);
        leads.put(id, world.officer("领" + code, id));
        officers.put(id, world.officer("员" + code, id));
    }

    private static String issuer(int i) {
        return "91330106MAISSU%04d".formatted(i);
    }

    private static String recipient(int r) {
        return "91440106MARECV%04d".formatted(r);
    }

    /** Ten issuers in the four branches of province A; 23 recipients, one in each branch of B but one. */
    private void firms() {
        StringBuilder registrations =
                new StringBuilder("reg_serial,tax_id,name,status,taxpayer_type,office_code,register_date,capital\n");
        for (int i = 0; i < ISSUERS; i++) {
            registrations.append("RI%1$d,%4$s,开票方%1$d,03,GENERAL,A%2$dX%3$d,2021-03-01,100\n"
                    .formatted(i, i % 2 + 1, i / 2 % 2, issuer(i)));
        }
        for (int r = 0; r < RECIPIENTS; r++) {
            registrations.append("RR%1$d,%4$s,受票方%1$d,03,GENERAL,B%2$dX%3$d,2021-03-01,100\n"
                    .formatted(r, r % 2 + 1, r / 2, recipient(r)));
        }
        staging.load("registrations", "test", registrations.toString());
        String month = Instant.now().minus(40, ChronoUnit.DAYS).toString().substring(0, 10);
        StringBuilder invoices = new StringBuilder(
                "kind,code,number,issue_time,seller_tax_id,seller_name,buyer_tax_id,buyer_name,amount,tax,status\n");
        for (int r = 0; r < RECIPIENTS; r++) {
            for (int n = 0; n < 2; n++) {
                invoices.append(line("PAPER_SPECIAL", r * 10 + n + 1, month, r % CONFIRMED, r, "NORMAL"));
            }
        }
        invoices.append(line("PAPER_SPECIAL", 99999999, month, 9, 0, "NORMAL"));
        invoices.append(line("PAPER_NORMAL", 99999998, month, 0, 1, "NORMAL"));
        invoices.append(line("PAPER_SPECIAL", 99999997, month, 0, 1, "VOID"));
        staging.load("invoices", "test", invoices.toString());
        partition.refresh();
    }

    private static String line(String kind, int number, String day, int seller, int buyer, String status) {
        return "%s,3300,%08d,%sT10:00:00+08:00,%s,甲,%s,乙,10000.00,1300.00,%s\n"
                .formatted(kind, number, day, issuer(seller), recipient(buyer), status);
    }

    private void lead(String code, Runnable work) {
        world.supervisor(leads.get(office(code)), office(code), work);
    }

    @Test
    void aBatchOfTheTopComesFullCircleBetweenTwoRegions() {
        world = new TaskWorld(jdbc);
        offices();
        firms();
        long directive = issue();
        down(directive);
        matters.raise(jdbc.sql(
                        "select id, name from taxpayer.v_subject where tax_id like '91330106MAISSU%' order by tax_id")
                .query((row, n) -> new RaiseMatter(
                        row.getLong(1), "ABNORMAL_VOUCHER", "INVOICE", "av" + row.getLong(1), "HIGH", "异常凭证认定", null))
                .list());
        assertThat(jdbc.sql("select items from task.work_order where state = 'OPEN'")
                        .query(Integer.class)
                        .list())
                .as("ten work orders of two items")
                .hasSize(ISSUERS)
                .containsOnly(2);
        dispatch.dispatch();
        handle();
        assertThat(jdbc.sql("select count(distinct recipient_grid_id) from task.v_region_check where state = 'PUSHED'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(RECIPIENTS);
        assertThat(jdbc.sql("select sum(vouchers) from task.v_region_check")
                        .query(Integer.class)
                        .single())
                .as("two special invoices each; the void, the ordinary and that of an issuer not confirmed stay out")
                .isEqualTo(2 * RECIPIENTS);
        dispatch.dispatch();
        List<Long> ids = jdbc.sql("select id from task.v_region_check order by id")
                .query(Long.class)
                .list();
        ids.subList(0, PROMPT).forEach(this::answer);
        jdbc.sql("update task.region_check set due_at = now() - interval '10 days' where feedback_at is null")
                .update();
        assertThat(world.as(leads.get(office("HQ")), office("HQ"), Set.of(Roles.SUPERVISOR), packages::counts)
                        .late())
                .isEqualTo(RECIPIENTS - PROMPT);
        ids.subList(0, PROMPT).forEach(this::acknowledge);
        assertThat(jdbc.sql("select state || ' ' || count(*) from task.v_region_check group by state order by state")
                        .query(String.class)
                        .list())
                .containsExactly("CLOSED " + PROMPT, "PUSHED " + (RECIPIENTS - PROMPT));
        counted(directive);
    }

    private long issue() {
        List<String> ids =
                IntStream.range(0, ISSUERS).mapToObj(MiddleLoopIT::issuer).toList();
        Instant due = Instant.now().plus(30, ChronoUnit.DAYS);
        return world.as(leads.get(office("HQ")), office("HQ"), Set.of(Roles.SUPERVISOR), () -> {
            List<String> wrong = new ArrayList<>(ids);
            wrong.add("NOBODY");
            assertThatThrownBy(() -> directives.issue(
                            new DirectiveService.NewDirective("暴力虚开", null, "POST_RESPONSE", "HIGH", wrong, due)))
                    .hasMessage("task.refused.directive.taxIds");
            assertThatThrownBy(() -> directives.issue(new DirectiveService.NewDirective(
                            "暴力虚开",
                            null,
                            "POST_RESPONSE",
                            "HIGH",
                            ids,
                            Instant.now().minusSeconds(1))))
                    .hasMessage("task.refused.duePast");
            return directives.issue(
                    new DirectiveService.NewDirective("暴力虚开应对", "先控票再核查", "POST_RESPONSE", "HIGH", ids, due));
        });
    }

    private long node(long directive, String code) {
        return jdbc.sql("select id from task.v_directive_node where directive_id = ? and office_id = ?")
                .params(directive, office(code))
                .query(Long.class)
                .single();
    }

    /** Five levels: nobody passes on before accepting, nobody acts for another office, a level may pass on in parts. */
    private void down(long directive) {
        long province = node(directive, "A");
        lead(
                "HQ",
                () -> assertThatThrownBy(() -> directives.accept(province, null))
                        .hasMessage("task.refused.directive.office"));
        lead(
                "B",
                () -> assertThatThrownBy(() -> directives.accept(province, null))
                        .hasMessage("platform.error.notFound"));
        lead("A", () -> {
            assertThatThrownBy(() -> directives.pass(province, null, null))
                    .hasMessage("task.refused.directive.notAccepted");
            directives.accept(province, "省局：两日内首次处理");
            directives.accept(province, "省局：两日内首次处理");
            directives.pass(province, Set.of(office("A1")), null);
            assertThat(boards.nodes(directive))
                    .filteredOn(each -> each.id() == province)
                    .allSatisfy(each -> {
                        assertThat(each.state()).as("half of it still waits").isEqualTo("ACCEPTED");
                        assertThat(each.waiting()).isEqualTo(ISSUERS / 2);
                    });
            assertThatThrownBy(() -> directives.pass(province, Set.of(office("A1")), null))
                    .hasMessage("task.refused.directive.nothing");
            directives.pass(province, null, null);
        });
        for (String code : List.of("A1", "A2", "A1X", "A2X")) {
            lead(code, () -> {
                directives.accept(node(directive, code), code + "已布置");
                directives.pass(node(directive, code), null, null);
            });
        }
        for (String code : List.of("A1X0", "A1X1", "A2X0", "A2X1")) {
            lead(code, () -> directives.accept(node(directive, code), null));
        }
        assertThat(jdbc.sql("select distinct state from task.v_directive_node")
                        .query(String.class)
                        .list())
                .containsExactly("PASSED");
        assertThat(jdbc.sql(
                                "select distinct why from task.v_matter where source = 'DIRECTIVE' and subject_id = (select id from taxpayer.v_subject where tax_id = '91330106MAISSU0000')")
                        .query(String.class)
                        .single())
                .isEqualTo("先控票再核查\n省局：两日内首次处理\nA1已布置\nA1X已布置");
    }

    /** Every officer handles both matters of each firm; the first seven firms are confirmed. */
    private void handle() {
        record Work(long task, String type, long officer, long office, String taxId) {}
        List<Work> all = jdbc.sql("""
                        select t.id as task, t.matter_type as type, t.officer_id as officer, f.office_id as office, s.tax_id
                        from task.v_task t join organization.v_officer f on f.id = t.officer_id join taxpayer.v_subject s on s.id = t.subject_id
                        order by s.tax_id, t.id""").query(Work.class).list();
        assertThat(all).hasSize(2 * ISSUERS);
        for (Work work : all) {
            Feedback found = Integer.parseInt(work.taxId().substring(14)) < CONFIRMED ? YES : NO;
            world.officer(work.officer(), work.office(), () -> {
                service.accept(work.task());
                if (work.type().equals("POST_RESPONSE")) {
                    service.completeStep(work.task(), "freeze", new StepResult("DECISION", "已核对发票流向", null, null));
                }
                jdbc.sql("""
                                insert into task.evidence (task_id, subject_id, file_name, media_type, size, sha256, content, uploaded_at)
                                select id, subject_id, 'a.pdf', 'application/pdf', 1, 'x', 'x', now() from task.v_task where id = ?""").param(work.task()).update();
                service.submit(work.task(), found);
            });
            lead("A", () -> service.approve(work.task(), "同意"));
        }
    }

    private RegionQueries.Row row(long id) {
        return world.as(
                leads.get(office("HQ")),
                office("HQ"),
                Set.of(Roles.SUPERVISOR),
                () -> packages.row(id).orElseThrow());
    }

    /** The recipient receives, answers voucher by voucher, feeds back; the issuer may do none of it. */
    private void answer(long id) {
        RegionQueries.Row row = row(id);
        long issuerOffice = row.issuerOfficeId();
        world.officer(
                row.issuerOfficerId(),
                issuerOffice,
                () -> assertThatThrownBy(() -> regions.receive(id)).hasMessage("task.refused.region.side"));
        world.officer(row.recipientOfficerId(), row.recipientOfficeId(), () -> {
            assertThatThrownBy(() -> regions.recipientAck(id)).hasMessage("task.refused.region.state");
            regions.receive(id);
            regions.receive(id);
            regions.answer(id, Set.of(1), "TRANSFERRED_OUT", "已做进项转出");
            assertThatThrownBy(() -> regions.feedback(id, "本网格两张凭证已核对完毕。"))
                    .hasMessage("task.refused.region.unanswered");
            assertThatThrownBy(() -> regions.answer(id, Set.of(2), "MAYBE", null))
                    .hasMessage("task.refused.region.answer");
            regions.answer(id, Set.of(2), "VERIFIED_REAL", null);
            regions.feedback(id, "本网格两张凭证已核对完毕，一张转出。");
            assertThatThrownBy(() -> regions.answer(id, Set.of(2), "FLED", null))
                    .hasMessage("task.refused.region.state");
        });
        assertThat(jdbc.sql("select facts ->> 'INPUT_TRANSFER' from task.v_feedback where task_id = ?")
                        .param(row(id).taskId())
                        .query(String.class)
                        .single())
                .isEqualTo("1300.00");
    }

    /** Issuer first, then recipient; each is refused what belongs to the other, a stranger sees nothing. */
    private void acknowledge(long id) {
        RegionQueries.Row row = row(id);
        world.officer(row.recipientOfficerId(), row.recipientOfficeId(), () -> {
            assertThatThrownBy(() -> regions.issuerAck(id)).hasMessage("task.refused.region.side");
            assertThatThrownBy(() -> regions.recipientAck(id)).hasMessage("task.refused.region.state");
        });
        lead("HQ", () -> assertThatThrownBy(() -> regions.issuerAck(id)).hasMessage("task.refused.region.side"));
        world.officer(row.issuerOfficerId(), row.issuerOfficeId(), () -> {
            regions.issuerAck(id);
            regions.issuerAck(id);
            assertThatThrownBy(() -> regions.recipientAck(id)).hasMessage("task.refused.region.side");
        });
        assertThat(row(id).closedAt()).as("one acknowledgement closes nothing").isNull();
        world.officer(row.recipientOfficerId(), row.recipientOfficeId(), () -> regions.recipientAck(id));
        long stranger = officers.get(office("A"));
        world.officer(
                stranger,
                office("A"),
                () -> assertThatThrownBy(() -> regions.issuerAck(id)).hasMessage("platform.error.notFound"));
    }

    /** Each level's figures, counted here from matters and offices alone. */
    private void counted(long directive) {
        Map<String, String> expected = new HashMap<>();
        jdbc.sql("""
                        select o.code, count(*) || '/' || count(*) filter (where m.state = 'CLOSED') || '/' || count(*) filter (where m.conclusion = 'CONFIRMED') as n
                        from organization.v_office o join taxpayer.v_subject s on s.tax_id like '91330106MAISSU%'
                        join organization.v_office own on own.id = s.office_id and own.path like o.path || '%'
                        join task.v_matter m on m.subject_id = s.id and m.source = 'DIRECTIVE' group by 1""")
                .query((row, n) -> expected.put(row.getString(1), row.getString(2)))
                .list();
        assertThat(expected.get("HQ")).isEqualTo(ISSUERS + "/" + ISSUERS + "/" + CONFIRMED);
        Map<String, Long> codes = offices;
        for (String reader : List.of("HQ", "A", "A1", "A1X", "A1X0")) {
            lead(reader, () -> {
                Map<String, String> shown = boards.nodes(directive).stream()
                        .collect(Collectors.toMap(
                                each -> codes.entrySet().stream()
                                        .filter(entry -> entry.getValue() == each.officeId())
                                        .findFirst()
                                        .orElseThrow()
                                        .getKey(),
                                each -> each.total() + "/" + each.closed() + "/" + each.confirmed()));
                assertThat(shown)
                        .isNotEmpty()
                        .allSatisfy((code, figures) -> assertThat(figures)
                                .as("%s as %s sees it", code, reader)
                                .isEqualTo(expected.get(code)));
                assertThat(shown).containsKey(reader);
            });
        }
        lead("B", () -> assertThat(boards.row(directive)).isEmpty());
    }
}
