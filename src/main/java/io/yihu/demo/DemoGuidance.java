package io.yihu.demo;

import io.yihu.exchange.ImportService;
import io.yihu.guidance.BenefitService;
import io.yihu.guidance.DemandService;
import io.yihu.guidance.EventRound;
import io.yihu.guidance.Occasion;
import io.yihu.guidance.PushAccess;
import io.yihu.guidance.PushService;
import io.yihu.guidance.TaxpayerService;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Two weeks of service: reminders of low risks that some answer and some do not, questions on the express line, quotas of three
 * firms of 李's branch at each level, a benefit told to a county.
 */
@Component
@RequiredArgsConstructor
class DemoGuidance {
    private static final LocalDate SENT = LocalDate.of(2026, 4, 24);
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 6);
    private static final String OFFICER = "li";
    private static final String LEADER = "wang";
    private static final String POLICY = "SMALL_VAT";
    private static final int SAMPLE = 36;
    private static final List<String> SAID = List.of("已自查，申报收入与开票一致。", "四月有一笔销售退回，红字发票已开具。", "本月搬迁，已办理地址变更，业务照常。");
    private static final List<List<String>> ASKED = List.of(
            List.of("FILING", "红字发票当月已开具，申报时销售额填负数还是直接冲减？", "按红字发票金额冲减当期销售额，在申报表对应栏次填列冲减后的金额即可。"),
            List.of("INVOICE", "换了开票员，旧开票员的权限怎样停用？", "在电子税务局“身份管理”中解除旧开票员授权，新开票员完成实名认证后即可开票。"),
            List.of("NOTICE", "收到自查提示，是否要把资料送到大厅？", "不需要。您已在本页说明情况，资料留存备查；如需补充，我会再联系您。"),
            List.of("REFUND", "多缴的税款多久能退到账？", "受理后一般在十个工作日内办结，退税进度可在电子税务局查询。"));

    private final JdbcClient jdbc;
    private final PushService pushes;
    private final TaxpayerService taxpayers;
    private final DemandService demands;
    private final BenefitService benefits;
    private final EventRound events;
    private final ImportService imports;
    private final DemoHalls halls;
    private final DemoCoachings coachings;
    private final DemoFeeds feeds;
    private final DemoHandling handling;
    private final DemoClock clock;

    private record Found(long subjectId, String ref, Instant at, long taskId) {}

    private record Sent(long id, long subjectId, String taxId, String name) {}

    /** Each part looks whether it was played: a killed seeding goes on with the next one. */
    void play() {
        if (fresh("FINDING")) {
            clock.at(SENT, LocalTime.of(10, 0), () -> pushes.send("FINDING", reminded()));
            answers();
            for (int day : new int[] {27, 29}) {
                clock.at(LocalDate.of(2026, 4, day), LocalTime.of(9, 0), pushes::remind);
            }
            clock.at(LocalDate.of(2026, 4, 29), LocalTime.of(18, 0), pushes::remind);
        }
        if (fresh("HALL_INVITATION")) {
            halls.play();
        }
        if (jdbc.sql("select not exists (select from guidance.v_coaching)")
                .query(Boolean.class)
                .single()) {
            coachings.play();
        }
        quotas();
        if (fresh("POLICY")) {
            benefit();
        }
        clock.at(TODAY, LocalTime.of(9, 5), () -> events.round());
    }

    private boolean fresh(String event) {
        return jdbc.sql("select not exists (select from guidance.v_push where event = ?)")
                .param(event)
                .query(Boolean.class)
                .single();
    }

    /** Low risks that wait for an officer, two of each branch. */
    private List<Occasion> reminded() {
        return jdbc.sql("""
                        select subject_id, ref, at, task_id from (
                          select m.subject_id, m.source || ' ' || m.source_ref as ref, m.created_at as at, t.id as task_id, s.tax_id,
                            row_number() over (partition by t.office_id order by s.tax_id) as place
                          from task.v_matter m join task.v_task t on t.subject_id = m.subject_id and t.matter_id = m.id and t.closed_at is null
                          join taxpayer.v_subject s on s.id = m.subject_id
                          where m.type_code = 'RISK_REMIND' and m.state = 'OPEN' and m.created_at < '2026-04-24T00:00:00Z') x
                        where place <= 2 order by place, tax_id limit ?""").param(SAMPLE).query(Found.class).list().stream()
                .map(each -> new Occasion(each.subjectId(), each.ref(), each.at(), each.taskId(), Map.of()))
                .toList();
    }

    /** Two of three answer within some days; every third of those asks, and mostly gets an answer. */
    private void answers() {
        List<Sent> sent = sent("FINDING");
        for (int i = 0; i < sent.size(); i++) {
            Sent one = sent.get(i);
            int place = i;
            if (i % 3 == 2) {
                continue;
            }
            Instant at = SENT.plusDays(i % 4)
                    .atTime(10 + i % 7, 5 + i)
                    .atZone(YihuClock.CHINA)
                    .toInstant();
            as(at, one, () -> {
                taxpayers.read(one.id());
                if (place % 2 == 0) {
                    taxpayers.explain(one.id(), SAID.get(place % SAID.size()));
                } else {
                    taxpayers.acknowledge(one.id());
                }
            });
            if (i % 3 == 0) {
                talk(one, i / 3, at.plusSeconds(300));
            }
        }
    }

    private void talk(Sent one, int n, Instant at) {
        List<String> asked = ASKED.get(n % ASKED.size());
        long[] demand = new long[1];
        as(at, one, () -> demand[0] = taxpayers.ask(one.id(), asked.get(0), asked.get(1)));
        String officer = jdbc.sql("""
                        select coalesce((select a.login from guidance.v_demand d join task.v_task t on t.id = d.task_id
                          join organization.v_account a on a.officer_id = t.officer_id where d.id = ?), '')""").param(demand[0]).query(String.class).single();
        if (officer.isEmpty() || n % 4 == 3) {
            return;
        }
        clock.at(
                at.plusSeconds(7200),
                () -> CurrentActor.as(handling.actor(officer), () -> {
                    demands.answer(demand[0], asked.get(2));
                    return null;
                }));
        if (n % 4 != 2) {
            as(
                    at.plusSeconds(20_000),
                    one,
                    () -> taxpayers.rate(demand[0], n % 4 == 1 ? 3 : 5, n % 4 == 1 ? "希望再快一点" : null));
        }
    }

    /** Quotas approved for three firms of the branch, one at each level: a message, a call, a visit to the hall. */
    private void quotas() {
        StringBuilder csv = new StringBuilder(
                "tax_id,kind,per_invoice_limit,monthly_count,monthly_amount,reason,approver,approved_at\n");
        for (String level : List.of("HIGH", "MEDIUM", "LOW")) {
            jdbc.sql("""
                            select s.tax_id from taxpayer.v_subject s join organization.v_account a on a.login = ?
                            join organization.v_officer f on f.id = a.officer_id and f.office_id = s.office_id
                            join risk.v_subject_level l on l.subject_id = s.id and l.level = ?
                            where s.status = '03' and not exists (select from guidance.v_push p where p.subject_id = s.id)
                              and exists (select from taxpayer.v_person_role r where r.subject_id = s.id and r.role = 'LEGAL_REP' and r.valid_to is null)
                            order by s.tax_id limit 1""")
                    .params(OFFICER, level)
                    .query(String.class)
                    .optional()
                    .ifPresent(taxId -> csv.append(taxId)
                            .append(",E_SPECIAL,100000.00,25,2500000.00,APPLIED,办税服务厅,2026-05-05T16:00:00\n"));
        }
        Path file = feeds.folder().resolve("quotas_may.csv");
        try {
            Files.writeString(file, csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        imports.importNow("invoice_quotas", file);
        clock.at(LocalDate.of(2026, 5, 5), LocalTime.of(16, 1), () -> events.round("QUOTA_APPROVED"));
        sent("QUOTA_APPROVED").stream()
                .limit(1)
                .forEach(one -> as(
                        TODAY.atTime(8, 0).atZone(YihuClock.CHINA).toInstant(), one, () -> taxpayers.read(one.id())));
    }

    /** The supervisor of the county tells a benefit; some take it, some decline, most have not looked yet. */
    private void benefit() {
        String period = jdbc.sql("select coalesce(max(period), '') from guidance.v_benefit_match where policy = ?")
                .param(POLICY)
                .query(String.class)
                .single();
        boolean waiting =
                jdbc.sql("""
                        select exists (select from guidance.v_benefit_match b join taxpayer.v_subject s on s.id = b.subject_id
                          join organization.v_office o on o.id = s.office_id join organization.v_account a on a.login = ?
                          join organization.v_officer f on f.id = a.officer_id join organization.v_office w on w.id = f.office_id
                          where b.policy = ? and not b.enjoyed and o.path like w.path || '%')""").params(LEADER, POLICY).query(Boolean.class).single();
        if (!waiting) {
            return;
        }
        clock.at(
                LocalDate.of(2026, 4, 30),
                LocalTime.of(15, 0),
                () -> CurrentActor.as(handling.actor(LEADER), () -> benefits.tell(POLICY, period)));
        List<Sent> told = sent("POLICY");
        for (int i = 0; i < Math.min(told.size(), 24); i++) {
            Sent one = told.get(i);
            String choice = i % 4 == 3 ? "DECLINED" : "ACCEPTED";
            as(Instant.parse("2026-04-30T08:00:00Z").plusSeconds(900L * i), one, () -> {
                taxpayers.read(one.id());
                taxpayers.choose(one.id(), choice);
            });
        }
    }

    private List<Sent> sent(String event) {
        return jdbc.sql("""
                        select p.id, p.subject_id, s.tax_id, s.name from guidance.v_push p join taxpayer.v_subject s on s.id = p.subject_id
                        where p.event = ? and p.state = 'WAITING' order by s.tax_id""").param(event).query(Sent.class).list();
    }

    private void as(Instant at, Sent one, Runnable work) {
        clock.at(
                at,
                () -> CurrentActor.as(PushAccess.actor(one.taxId(), one.name()), () -> {
                    work.run();
                    return null;
                }));
    }
}
