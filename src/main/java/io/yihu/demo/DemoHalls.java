package io.yihu.demo;

import io.yihu.demo.world.DemoGenerator;
import io.yihu.guidance.EventRound;
import io.yihu.guidance.FourPersons;
import io.yihu.guidance.HallService;
import io.yihu.guidance.PushAccess;
import io.yihu.guidance.TaxpayerService;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import io.yihu.task.DispatchService;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import io.yihu.task.TaskService;
import java.time.LocalDateTime;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** GS-05b played: a leader asks two firms to the hall; one came and signed, the other has read the message. */
@Component
@RequiredArgsConstructor
class DemoHalls {
    private static final String LEADER = "wang";
    private static final String DRAWN =
            "M40 90 L58 52 L76 96 M92 60 L128 60 M110 44 L110 104 M92 104 L132 104 M156 52 L204 52 M180 52 L180 100 M160 100 L204 100 M228 48 L236 60 M222 80 L262 80 L250 108";

    private final JdbcClient jdbc;
    private final MatterService matters;
    private final DispatchService dispatch;
    private final EventRound events;
    private final TaxpayerService taxpayers;
    private final TaskService tasks;
    private final HallService hall;
    private final FourPersons persons;
    private final DemoHandling handling;
    private final DemoClock clock;

    private record Firm(long id, String taxId, String name) {}

    private record Sent(long id, long task, String officer) {}

    void play() {
        List<Firm> firms = firms();
        at(
                "2026-04-28T10:00",
                handling.actor(LEADER),
                () -> firms.forEach(firm -> matters.raiseOne(new RaiseMatter(
                        firm.id(),
                        "HALL_COACHING",
                        "MANUAL",
                        "hall " + firm.taxId(),
                        "LOW",
                        "开票人员变更后到厅辅导",
                        "开票人员三个月内两次变更，请当面辅导并签署告知书。"))));
        at("2026-04-28T10:01", Actor.SYSTEM, () -> dispatch.dispatchChosen(open()));
        at("2026-04-28T10:02", Actor.SYSTEM, () -> events.round("HALL_INVITATION"));
        for (int i = 0; i < firms.size(); i++) {
            Firm firm = firms.get(i);
            Sent sent = sent(firm);
            at("2026-04-28T14:2" + i, PushAccess.actor(firm.taxId(), firm.name()), () -> taxpayers.read(sent.id()));
            if (sent.officer() != null) {
                at("2026-04-28T15:0" + i, handling.actor(sent.officer()), () -> tasks.accept(sent.task()));
            }
            if (i == 0 && sent.officer() != null) {
                came(firm, sent);
            }
        }
    }

    private void came(Firm firm, Sent sent) {
        Actor officer = handling.actor(sent.officer());
        FourPersons.Signer signer = persons.of(firm.id()).get(0);
        at("2026-04-30T09:40", officer, () -> hall.attend(sent.id(), signer.personId(), "办税服务厅二号窗口", true));
        at("2026-04-30T10:25", officer, () -> hall.sign(sent.id(), signer.name(), DRAWN, false));
    }

    /** Two quiet firms of the leader's county with one of the four persons, away from the scenarios. */
    private List<Firm> firms() {
        return jdbc.sql("""
                        select s.id, s.tax_id, s.name from taxpayer.v_subject s
                        join organization.v_office o on o.id = s.office_id and o.code <> all (:kept)
                        join organization.v_account a on a.login = :leader join organization.v_officer f on f.id = a.officer_id
                        join organization.v_office c on c.id = f.office_id and o.path like c.path || '%'
                        where s.status = '03' and not exists (select from task.v_matter m where m.subject_id = s.id)
                          and exists (select from taxpayer.v_person_role r where r.subject_id = s.id and r.role = 'LEGAL_REP' and r.valid_to is null)
                        order by s.tax_id limit 2""")
                .param("kept", DemoGenerator.SCENARIO_BRANCHES.toArray(String[]::new))
                .param("leader", LEADER)
                .query(Firm.class)
                .list();
    }

    private List<Long> open() {
        return jdbc.sql(
                        "select id from task.v_task where matter_type = 'HALL_COACHING' and source = 'MANUAL' and state = 'NEW'")
                .query(Long.class)
                .list();
    }

    private Sent sent(Firm firm) {
        return jdbc.sql("""
                        select p.id, p.task_id as task, a.login as officer from guidance.v_push p join task.v_task t on t.id = p.task_id
                        left join organization.v_account a on a.officer_id = t.officer_id
                        where p.subject_id = ? and p.event = 'HALL_INVITATION'""").param(firm.id()).query(Sent.class).single();
    }

    private void at(String when, Actor actor, Runnable work) {
        clock.at(
                LocalDateTime.parse(when).atZone(YihuClock.CHINA).toInstant(),
                () -> CurrentActor.as(actor, () -> {
                    work.run();
                    return null;
                }));
    }
}
