package io.yihu.demo;

import io.yihu.demo.world.DemoGenerator;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.task.EvidenceService;
import io.yihu.task.Feedback;
import io.yihu.task.TaskService;
import io.yihu.task.directive.DirectiveService;
import io.yihu.task.directive.DirectiveService.NewDirective;
import io.yihu.task.region.RegionCheckService;
import io.yihu.task.thread.ThreadService;
import io.yihu.task.thread.Topic;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * GS-06 in small: headquarters send a batch down five levels, one branch is not there yet; an issuer is confirmed and the regions of
 * its buyers answer, the first to the last acknowledgement, the second up to the feedback, the others not yet.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class DemoLoops {
    /** Leader at headquarters. */
    static final String TOP = "sun";

    private final JdbcClient jdbc;
    private final DirectiveService directives;
    private final RegionCheckService regions;
    private final TaskService tasks;
    private final EvidenceService evidence;
    private final ThreadService threads;
    private final DemoTruth truth;
    private final DemoAudits audits;
    private final DemoHandling handling;
    private final DemoClock clock;

    private record Issuer(long id, String taxId, int buyers) {}

    private record Station(long node, String login, String level) {}

    private record Lying(long task, String officer, String leader) {}

    private record Package(long id, String recipient, String issuer, int vouchers) {}

    void play() {
        if (jdbc.sql("select exists (select from task.v_matter where source = 'DIRECTIVE')")
                .query(Boolean.class)
                .single()) {
            return;
        }
        List<Issuer> issuers = issuers();
        if (!issuers.isEmpty()) {
            batch(issuers);
            confirmed(issuers.get(0));
            regions();
        }
        audits.play();
    }

    /** Quiet firms with special invoices to buyers of other provinces, the first one to several of them. */
    private List<Issuer> issuers() {
        truth.conclusions();
        return jdbc
                .sql("""
                        with firm as (
                          select s.id, s.tax_id, left(o.division_code, 2) as province from taxpayer.v_subject s
                          join organization.v_office o on o.id = s.office_id and o.level = 'BRANCH' and o.code <> all (:kept)
                          where s.status = '03' and s.taxpayer_type = 'GENERAL'
                            and not exists (select from task.v_matter m where m.subject_id = s.id and m.state = 'OPEN'))
                        select f.id, f.tax_id, count(distinct b.office_id)::int as buyers
                        from firm f join invoice.v_counterparty_month c on c.subject_id = f.id and c.side = 'OUT' and c.month >= date '2026-01-01'
                        join taxpayer.v_subject b on b.id = c.counter_subject_id and not b.external
                        join organization.v_office o on o.id = b.office_id and left(o.division_code, 2) <> f.province
                        group by f.id, f.tax_id having count(distinct b.office_id) between 2 and 4 order by buyers desc, f.tax_id limit 40""")
                .param("kept", DemoGenerator.SCENARIO_BRANCHES.toArray(String[]::new))
                .query(Issuer.class)
                .list()
                .stream()
                .filter(each -> !truth.leftOpen(each.taxId()))
                .limit(6)
                .toList();
    }

    /** Each level takes it the next morning and passes it on; where the last of several paths is, somebody still has to. */
    private void batch(List<Issuer> issuers) {
        String first = "2026-04-22T09:30";
        long directive = at(
                first,
                TOP,
                () -> directives.issue(new NewDirective(
                        "疑似暴力虚开开票方核查（第二批）",
                        "逐户核实开票业务，认定异常凭证的当日推送受票方所在网格；结果逐级汇总，不得截留。",
                        "ABNORMAL_VOUCHER",
                        "HIGH",
                        issuers.stream().map(Issuer::taxId).toList(),
                        Instant.parse("2026-05-15T10:00:00Z"))));
        LocalDateTime morning = LocalDateTime.parse(first);
        for (int step = 0; step < 4; step++) {
            morning = morning.plusHours(step % 2 == 0 ? 5 : 19);
            for (Station station : waiting(directive)) {
                boolean late = step >= 1 && station.level().equals("CITY") && last(directive, station);
                if (!late) {
                    pass(station, morning.toString());
                }
            }
        }
    }

    private void pass(Station station, String when) {
        boolean branch = station.level().equals("BRANCH");
        play(when, station.login(), () -> {
            directives.accept(station.node(), station.level().equals("PROVINCE") ? "省局补充：三个工作日内完成首次核查。" : null);
            if (!branch) {
                directives.pass(station.node(), Set.of(), null);
            }
        });
    }

    /** Offices that have the batch and did not take it, with somebody who may. */
    private List<Station> waiting(long directive) {
        return jdbc.sql("""
                        select n.id as node, o.level, (select a.login from organization.v_officer f join organization.v_account a on a.officer_id = f.id
                          where f.office_id = o.id order by exists (select from organization.v_officer_post p where p.officer_id = f.id
                            and p.post_code in ('LEADER', 'GRID')) desc, f.staff_no limit 1) as login
                        from task.v_directive_node n join organization.v_office o on o.id = n.office_id
                        where n.directive_id = ? and n.state = 'RECEIVED' order by o.path""").param(directive).query(Station.class).list();
    }

    /** The batch of one city stays with it for the visitor, unless it is the only one. */
    private boolean last(long directive, Station station) {
        List<Long> cities = jdbc.sql("""
                        select n.id from task.v_directive_node n join organization.v_office o on o.id = n.office_id and o.level = 'CITY'
                        where n.directive_id = ? order by o.path""").param(directive).query(Long.class).list();
        return cities.size() > 1 && cities.get(cities.size() - 1) == station.node();
    }

    /** The first issuer is looked at and confirmed, which sends its packages. */
    private void confirmed(Issuer issuer) {
        lying(issuer.id(), "ABNORMAL_VOUCHER").ifPresent(lying -> {
            play("2026-04-24T10:10", lying.officer(), () -> tasks.accept(lying.task()));
            play("2026-04-24T15:40", lying.officer(), () -> {
                evidence.add(lying.task(), "核查记录.pdf", EvidencePaper.of("Issuer " + issuer.taxId()));
                tasks.submit(
                        lying.task(),
                        new Feedback(
                                "CONFIRMED",
                                null,
                                "到户核查无仓储与人员，收款当日转出，与所开品名不符，认定异常凭证并推送受票方。",
                                Map.of("TAX_PAID", BigDecimal.valueOf(86_400))));
            });
            play("2026-04-24T17:05", lying.leader(), () -> tasks.approve(lying.task(), "证据充分，同意认定。"));
        });
    }

    private void regions() {
        List<Package> packages = jdbc.sql("""
                        select c.id, ra.login as recipient, ia.login as issuer, c.vouchers
                        from task.v_region_check c join task.v_task t on t.id = c.task_id join organization.v_account ra on ra.officer_id = t.officer_id
                        join organization.v_account ia on ia.officer_id = c.issuer_officer_id
                        join organization.v_office ro on ro.id = c.recipient_office_id join organization.v_office io on io.id = c.issuer_office_id
                        where c.state = 'PUSHED' and ra.officer_id <> ia.officer_id
                        order by left(ro.division_code, 2) <> left(io.division_code, 2) desc, c.id""").query(Package.class).list();
        for (int i = 0; i < Math.min(2, packages.size()); i++) {
            Package each = packages.get(i);
            Topic topic = new Topic("REGION", each.id());
            play("2026-04-27T09:20", each.recipient(), () -> regions.receive(each.id()));
            play(
                    "2026-04-27T09:45",
                    each.recipient(),
                    () -> threads.post(topic, "核对包已收到，请补充发货地与承运人信息，便于比对到货。", Set.of()));
            play("2026-04-27T11:30", each.issuer(), () -> threads.post(topic, "发货地为登记地址，未查到承运合同；收款账户流水已上传。", Set.of()));
            play("2026-04-28T16:00", each.recipient(), () -> {
                Set<Integer> all = new TreeSet<>();
                for (int line = 1; line <= each.vouchers(); line++) {
                    all.add(line);
                }
                regions.answer(each.id(), all, "TRANSFERRED_OUT", "受票方无法证明货物到达，已作进项转出");
                if (each.vouchers() > 1) {
                    regions.answer(each.id(), Set.of(1), "VERIFIED_REAL", "合同、付款、入库一致");
                }
                regions.feedback(each.id(), "逐票核对完毕：能证明到货的一票核实真实，其余已作进项转出。");
            });
            if (i == 0) {
                play("2026-04-29T09:10", each.issuer(), () -> regions.issuerAck(each.id()));
                play("2026-04-29T14:30", each.recipient(), () -> regions.recipientAck(each.id()));
            }
        }
    }

    /** The open task of a kind about a taxpayer, with its officer and the leader of the county above. */
    private java.util.Optional<Lying> lying(long subject, String type) {
        return jdbc.sql("""
                        select t.id as task, a.login as officer, (select la.login from organization.v_office b
                            join organization.v_officer l on l.office_id = b.parent_id
                            join organization.v_officer_post p on p.officer_id = l.id and p.post_code = 'LEADER'
                            join organization.v_account la on la.officer_id = l.id where b.id = t.office_id order by l.staff_no limit 1) as leader
                        from task.v_task t join organization.v_account a on a.officer_id = t.officer_id
                        where t.subject_id = ? and t.matter_type = ? and t.closed_at is null order by t.id desc limit 1""").params(subject, type).query(Lying.class).optional();
    }

    private <T> T at(String when, String login, Supplier<T> work) {
        return clock.at(
                LocalDateTime.parse(when).atZone(YihuClock.CHINA).toInstant(),
                () -> CurrentActor.as(handling.actor(login), work));
    }

    /** What the services refuse is left out: the rest of the story goes on. */
    void play(String when, String login, Runnable work) {
        at(when, login, () -> {
            try {
                work.run();
            } catch (Refusal refusal) {
                log.info("Refused for {}: {}", login, refusal.getMessage());
            }
            return null;
        });
    }
}
