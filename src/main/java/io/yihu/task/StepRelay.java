package io.yihu.task;

import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Hands a task on where the next step belongs to another duty: to somebody who holds it, did no other step of the case,
 * need not avoid the taxpayer and is on duty; of several the nearest office, then who knows the trade, then the
 * least loaded.
 */
@Component
@RequiredArgsConstructor
class StepRelay {
    private final ProcessModels models;
    private final MatterTypes types;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** Officers for a step of this task, best first; near means many offices above in common. */
    private static final String FIT = """
            select f.id, f.name, f.staff_no from organization.v_officer f
            join organization.v_office o on o.id = f.office_id
            join organization.v_office at on at.id = :office
            left join task.workload w on w.officer_id = f.id
            cross join lateral (select count(*) as n from unnest(string_to_array(trim('/' from o.path), '/')) with ordinality a (v, i)
              join unnest(string_to_array(trim('/' from at.path), '/')) with ordinality b (v, i) on a.i = b.i and a.v = b.v) near
            where f.status = 'ON_DUTY' and (f.unavailable_until is null or f.unavailable_until < :day)
              and near.n >= least(2, cardinality(string_to_array(trim('/' from at.path), '/')))
              and exists (select from organization.v_officer_post p join organization.v_post_duty d on d.post_code = p.post_code
                  and d.duty_code = :duty and d.valid_from <= :day and (d.valid_to is null or d.valid_to >= :day)
                where p.officer_id = f.id and p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day))
              and not exists (select from organization.v_avoidance a where a.officer_id = f.id and a.subject_id = :subject
                and a.valid_from <= :day and (a.valid_to is null or a.valid_to >= :day))
              and not exists (select from task.matter_type y where y.code = :type and y.needs_cert
                and (f.cert_no is null or f.cert_valid_to < :day))
              and not exists (select from task.task_step s where s.task_id = :task and s.finished_at is not null and s.step <> :step
                and (s.officer_id = f.id or s.companion_id = f.id))
            order by f.office_id = (select x.tier_office_id from task.task x where x.subject_id = :subject and x.id = :task) desc nulls last,
              near.n desc, exists (select from taxpayer.v_subject s join organization.v_industry i on i.code = s.industry_code
                join task.trade_skill t on t.section = coalesce(i.section, i.code)
                join organization.v_officer_skill k on k.officer_id = f.id and k.tag = t.tag and (k.valid_to is null or k.valid_to >= :day)
                where s.id = :subject) desc, coalesce(w.open_minutes, 0), f.staff_no""";

    /** Moves the task to the holder of the next step; does nothing where the step has no duty of its own. */
    void onward(Task task, String next, Long wanted, Instant now) {
        if (next == null) {
            return;
        }
        Optional<String> duty = models.duty(task.getProcessDefinitionId(), next);
        if (duty.isEmpty()) {
            return;
        }
        Optional<Long> before =
                jdbc.sql("""
                        select officer_id from task.task_step where task_id = ? and step = ? and finished_at is not null
                        order by id desc limit 1""").params(task.getId(), next).query(Long.class).optional();
        List<TaskFileQueries.Colleague> fit = fit(task.getId(), next, duty.get());
        long officer = wanted != null
                ? fit.stream()
                        .map(TaskFileQueries.Colleague::id)
                        .filter(wanted::equals)
                        .findFirst()
                        .orElseThrow(() -> Refusal.invalid("task.refused.nextOfficer"))
                : before.filter(id -> fit.stream().anyMatch(each -> each.id() == id))
                        .or(() ->
                                fit.stream().map(TaskFileQueries.Colleague::id).findFirst())
                        .orElseThrow(() -> Refusal.conflict("task.refused.noNext", dutyName(duty.get())));
        Trail.change("officer", task.getOfficerId(), officer);
        task.transfer(officer, now);
        jdbc.sql("update task.task set relayed = true, duty_code = ? where subject_id = ? and id = ?")
                .params(duty.get(), task.getSubjectId(), task.getId())
                .update();
    }

    /** Whether the task stands at a step with a duty of its own, which the grids do not decide. */
    boolean relayed(Task task) {
        return jdbc.sql("select relayed from task.task where subject_id = ? and id = ?")
                .params(task.getSubjectId(), task.getId())
                .query(Boolean.class)
                .single();
    }

    /** Refuses who may not do the current step. */
    void check(Task task, long officer) {
        String definition = task.getProcessDefinitionId() != null
                ? task.getProcessDefinitionId()
                : models.latest(types.byCode(task.getMatterType()).processKey())
                        .orElseThrow()
                        .getId();
        String step = task.getStep() != null
                ? task.getStep()
                : models.steps(definition).get(0);
        boolean fits = models.duty(definition, step).stream()
                .flatMap(duty -> fit(task.getId(), step, duty).stream())
                .anyMatch(each -> each.id() == officer);
        if (!fits) {
            throw Refusal.invalid("task.refused.nextOfficer");
        }
    }

    List<TaskFileQueries.Colleague> fit(long taskId, String step, String duty) {
        return jdbc.sql("select subject_id, office_id, matter_type from task.task where id = ?")
                .param(taskId)
                .query((row, n) -> jdbc.sql(FIT)
                        .param("office", row.getLong(2))
                        .param("subject", row.getLong(1))
                        .param("type", row.getString(3))
                        .param("task", taskId)
                        .param("step", step)
                        .param("duty", duty)
                        .param("day", LocalDate.ofInstant(clock.instant(), YihuClock.CHINA))
                        .query(TaskFileQueries.Colleague.class)
                        .list())
                .single();
    }

    private String dutyName(String duty) {
        return jdbc.sql("select name from organization.v_duty where code = ?")
                .param(duty)
                .query(String.class)
                .optional()
                .orElse(duty);
    }
}
