package io.yihu.demo;

import io.yihu.guidance.EventRound;
import io.yihu.platform.CurrentActor;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import io.yihu.task.TaskService;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** GS-05a, dispatch part: three officers with 4, 7 and 9 open tasks; the service matter after a quota goes to the first. */
@Component
@RequiredArgsConstructor
class DemoService {
    static final String SOURCE = "QUOTA";
    private static final String KIND = "SERVICE";
    /** The officer most visitors sign in as. */
    static final String VISITOR = "li";

    /** Matters she finds on her desk. */
    private static final int DESK = 7;

    private static final List<Integer> LOADS = List.of(4, 7, 9);
    private static final LocalDate DAY = LocalDate.of(2026, 5, 6);

    private final JdbcClient jdbc;
    private final MatterService matters;
    private final EventRound events;
    private final TaskService tasks;
    private final DemoTruth truth;
    private final DemoHandling handling;
    private final DemoClock clock;
    private final TransactionOperations transactions;

    private record Load(long officerId, String login, int count) {}

    void serve() {
        clock.at(
                DAY,
                LocalTime.of(8, 30),
                () -> transactions.execute(status -> {
                    visitor();
                    return null;
                }));
        truth.served().forEach((taxId, branch) -> {
            clock.at(
                    DAY,
                    LocalTime.of(8, 40),
                    () -> transactions.execute(status -> {
                        load(branch, taxId);
                        return null;
                    }));
            clock.at(DAY, LocalTime.of(9, 0), () -> events.round("QUOTA_APPROVED"));
        });
    }

    private void raise(long subject, String ref, String title, String why) {
        matters.raise(List.of(new RaiseMatter(subject, KIND, SOURCE, ref, "LOW", title, why)));
    }

    /** Ordinary matters beside the urgent ones, as many as a desk of {@link #DESK} takes. */
    private void visitor() {
        String branch = jdbc.sql("""
                        select o.code from organization.v_account a join organization.v_officer f on f.id = a.officer_id
                        join organization.v_office o on o.id = f.office_id where a.login = ?""").param(VISITOR).query(String.class).single();
        int lying = jdbc.sql("""
                        select count(*) from task.v_task t join organization.v_account a on a.officer_id = t.officer_id and a.login = ?
                        where t.state in ('DISPATCHED', 'ACCEPTED', 'PROCESSING', 'RETURNED')""").param(VISITOR).query(Integer.class).single();
        quiet(branch, "").stream().limit(Math.max(0, DESK - lying)).forEach(firm -> take(VISITOR, firm));
    }

    /** Each officer takes service matters of quiet firms of the branch until the load of the scenario is reached. */
    private void load(String branch, String served) {
        List<Load> loads = jdbc.sql("""
                        select f.id as officer_id, a.login, count(t.id)::int as count from organization.v_officer f
                        join organization.v_office o on o.id = f.office_id and o.code = ?
                        join organization.v_account a on a.officer_id = f.id
                        left join task.v_task t on t.officer_id = f.id and t.closed_at is null and t.state <> 'SUBMITTED'
                        group by f.id, f.staff_no, a.login order by coalesce(sum(t.standard_minutes * t.priority), 0), f.staff_no""").param(branch).query(Load.class).list();
        List<Long> quiet = new ArrayList<>(quiet(branch, served));
        for (int i = 0; i < Math.min(loads.size(), LOADS.size()); i++) {
            for (int n = loads.get(i).count(); n < LOADS.get(i) && !quiet.isEmpty(); n++) {
                take(loads.get(i).login(), quiet.remove(0));
            }
        }
    }

    private List<Long> quiet(String branch, String served) {
        return jdbc.sql("""
                        select s.id from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id and o.code = ?
                        where s.status = '03' and s.tax_id <> ? and not exists (select from task.v_matter m where m.subject_id = s.id)
                        order by s.tax_id limit 40""").params(branch, served).query(Long.class).list();
    }

    private void take(String login, long subject) {
        raise(subject, "" + subject, "票种核定到期复核辅导", null);
        long task = jdbc.sql("select max(id) from task.v_task where subject_id = ? and matter_type = ?")
                .params(subject, KIND)
                .query(Long.class)
                .single();
        CurrentActor.as(handling.actor(login), () -> {
            tasks.accept(task);
            return null;
        });
    }
}
