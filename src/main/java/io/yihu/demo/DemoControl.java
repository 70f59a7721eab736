package io.yihu.demo;

import io.yihu.control.ControlDesk;
import io.yihu.exchange.ImportService;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * GS-07: a morning of steps that controls stop or let pass, a log of the core system with one quota raised while high-risk,
 * findings explained and rectified, orders of a supervisor.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class DemoControl {
    private static final LocalDate DAY = LocalDate.of(2026, 5, 6);
    private static final String OFFICER = "li";
    private static final String LEADER = "wang";

    private final JdbcClient jdbc;
    private final ControlDesk control;
    private final ImportService imports;
    private final DemoFeeds feeds;
    private final DemoHandling handling;
    private final DemoClock clock;

    private record Firm(long id, String taxId) {}

    private record Colleague(String staffNo, String office) {}

    private record Found(long id, String officer, String leader) {}

    void play() {
        if (jdbc.sql("select exists (select from control.v_supervision)")
                .query(Boolean.class)
                .single()) {
            return;
        }
        Colleague li = jdbc.sql("""
                        select f.staff_no, o.code as office from organization.v_account a join organization.v_officer f on f.id = a.officer_id
                        join organization.v_office o on o.id = f.office_id where a.login = ?""").param(OFFICER).query(Colleague.class).single();
        List<Firm> high = firms(li.office(), true, 1);
        List<Firm> calm = firms(li.office(), false, 12);
        coreSystem(li, high, calm);
        clock.at(DAY, LocalTime.of(8, 40), () -> steps(high, calm));
        answers();
        clock.at(DAY, LocalTime.of(9, 20), () -> {
            orders();
            return control.scan();
        });
    }

    private List<Firm> firms(String office, boolean high, int most) {
        return jdbc.sql("""
                        select s.id, s.tax_id from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id and o.code = ?
                        where s.status = '03' and exists (select from task.v_matter m where m.subject_id = s.id and m.level = 'HIGH' and m.state = 'OPEN') = ?
                        order by s.tax_id limit ?""").params(office, high, most).query(Firm.class).list();
    }

    /** The core system's own log of quota changes: ordinary ones, and one for a taxpayer that was high-risk. */
    private void coreSystem(Colleague li, List<Firm> high, List<Firm> calm) {
        StringBuilder csv = new StringBuilder(
                "log,case_id,activity,time,resource,role,office_code,subject_tax_id,amount,terminal\n");
        List<Firm> all = new ArrayList<>(calm.subList(0, Math.min(7, calm.size())));
        all.addAll(high);
        for (int i = 0; i < all.size(); i++) {
            Instant at = Instant.parse("2026-04-28T01:00:00Z").plusSeconds(3000L * i);
            line(csv, i, "票种核定增额申请提交", at, "", "纳税人", li.office(), all.get(i).taxId());
            line(
                    csv,
                    i,
                    "专用发票增额核准",
                    at.plusSeconds(i % 3 == 0 ? 40 : 1900),
                    li.staffNo(),
                    "税源管理岗",
                    li.office(),
                    all.get(i).taxId());
            line(
                    csv,
                    i,
                    "核定结果批准下发",
                    at.plusSeconds(3600),
                    "",
                    "系统",
                    li.office(),
                    all.get(i).taxId());
        }
        Path file = feeds.folder().resolve("event_log.csv");
        try {
            Files.writeString(file, csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        imports.importNow("event_log", file);
    }

    private static void line(
            StringBuilder csv,
            int i,
            String activity,
            Instant at,
            String who,
            String role,
            String office,
            String taxId) {
        csv.append(String.join(
                        ",",
                        "核心征管",
                        "HD2026" + (1000 + i),
                        activity,
                        at.toString(),
                        who,
                        role,
                        office,
                        taxId,
                        "100000",
                        "T" + (i % 4)))
                .append('\n');
    }

    /** What li asks for on a morning: most passes, some is stopped. */
    private Void steps(List<Firm> high, List<Firm> calm) {
        calm.stream().skip(7).forEach(firm -> asked("QUOTA_INCREASE", firm, "80000", "ZE" + firm.id(), "经营扩大，合同已核对"));
        for (Firm firm : high) {
            for (int i = 1; i <= 3; i++) {
                asked("QUOTA_INCREASE", firm, "500000", "ZE" + firm.id() + "-" + i, null);
            }
            asked("DEREGISTRATION", firm, null, "ZX" + firm.id(), null);
        }
        calm.stream().limit(1).forEach(firm -> {
            asked("SAMPLE_REPLACE", firm, null, "CY2026-01", null);
            asked("PENALTY", firm, "60000", "CF2026-03", null);
            asked("DATA_CORRECTION", firm, null, null, "更正注册地址门牌号");
        });
        return null;
    }

    private void asked(String kind, Firm firm, String amount, String reference, String note) {
        as(
                OFFICER,
                () -> control.perform(
                        kind, firm.id(), amount == null ? null : new BigDecimal(amount), reference, note));
    }

    /** The county's leader urges what is late and lists the oldest. */
    private void orders() {
        List<Long> late = jdbc.sql("""
                        select t.id from task.v_task t join organization.v_office o on o.id = t.office_id
                        join organization.v_account a on a.login = ? join organization.v_officer w on w.id = a.officer_id
                        join organization.v_office c on c.id = w.office_id and o.path like c.path || '%'
                        where t.closed_at is null and t.submitted_at is null and t.officer_id is not null order by t.due_at, t.id limit 4""").param(LEADER).query(Long.class).list();
        for (int i = 0; i < late.size(); i++) {
            long task = late.get(i);
            boolean listed = i == 0;
            as(
                    LEADER,
                    () -> control.supervise(
                            task,
                            listed ? "LISTED" : "URGE",
                            listed ? "该任务久未办结，挂牌督办，请每日报告进展。" : "期限临近或已过，请于两个工作日内办结或说明原因。"));
        }
    }

    /** Some findings go their way: explained, rectified, closed by the leader. */
    private void answers() {
        List<Found> open = jdbc.sql("""
                        select d.id, a.login as officer, (select la.login from organization.v_office me
                          join organization.v_office up on me.path like up.path || '%' and up.level = 'COUNTY'
                          join organization.v_officer l on l.office_id = up.id and l.id <> d.officer_id
                          join organization.v_officer_post p on p.officer_id = l.id and p.post_code = 'LEADER'
                          join organization.v_account la on la.officer_id = l.id where me.id = d.office_id order by l.staff_no limit 1) as leader
                        from control.v_finding d join organization.v_account a on a.officer_id = d.officer_id
                        where d.state = 'NEW' and d.scope = 'STAFF' and d.opened_at < timestamptz '2026-05-06' and a.login <> ? order by d.id limit 12""").param(OFFICER).query(Found.class).list();
        for (int i = 0; i < open.size(); i++) {
            Found found = open.get(i);
            if (found.leader() == null) {
                continue;
            }
            at(5, () -> as(found.officer(), () -> control.explain(found.id(), "当月事项集中，部分核查记录补录较晚，已整理情况说明。")));
            if (i % 4 > 0) {
                boolean demand = i % 4 < 3;
                at(
                        14,
                        () -> as(
                                found.leader(),
                                () -> control.judge(
                                        found.id(), demand, demand ? "说明不充分，请逐户复核并补充记录。" : "情况属实，记录齐全，采纳说明。")));
            }
            if (i % 4 == 2) {
                at(30, () -> as(found.officer(), () -> control.rectify(found.id(), "已逐户复核，补充核查记录并报备主管。")));
                at(45, () -> as(found.leader(), () -> control.close(found.id(), "复核整改材料，确认已整改到位。")));
            }
        }
    }

    private void at(int minute, Runnable work) {
        clock.at(DAY.atTime(8, minute).atZone(YihuClock.CHINA).toInstant(), () -> {
            work.run();
            return null;
        });
    }

    /** A refusal is what the demo wants to show: the firing stays. */
    private void as(String login, Runnable work) {
        CurrentActor.as(handling.actor(login), () -> {
            try {
                work.run();
            } catch (Refusal refusal) {
                log.info("Refused for {}: {} {}", login, refusal.code(), refusal.getMessage());
            }
            return null;
        });
    }
}
