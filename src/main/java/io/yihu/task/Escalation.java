package io.yihu.task;

import io.yihu.platform.YihuClock;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds late work: tier 1 to the office when a deadline has passed, tier 2 to the office above when it is still late three
 * working days later. Each is told once for each deadline, however many nodes look.
 */
@Component
@RequiredArgsConstructor
class Escalation {
    static final int SECOND_AFTER = 3;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    private static final String RAISE = """
            with late as (
              select t.id, t.subject_id, t.office_id, 'DUE' as cause, t.due_at from task.task t
              where t.closed_at is null and t.submitted_at is null and t.state <> 'SUSPENDED' and t.due_at < :now::timestamptz
                and not exists (select from task.pause p join task.matter_type y on y.code = t.matter_type
                  where p.subject_id = t.subject_id and p.task_id = t.id and p.ended_at is null and p.kind = 'WAIT_TAXPAYER'
                    and platform.add_working_days((p.started_at at time zone 'Asia/Shanghai')::date, y.pause_limit_days)
                      >= (:now::timestamptz at time zone 'Asia/Shanghai')::date)
              union all
              select t.id, t.subject_id, t.office_id, 'FIRST_ACTION', t.first_due_at from task.task t
              where t.closed_at is null and t.submitted_at is null and t.first_action_at is null and t.state <> 'SUSPENDED'
                and t.first_due_at < :now::timestamptz
            ), told as (
              select l.id, l.subject_id, l.cause, l.due_at, 1 as tier, o.id as office_id
              from late l join organization.v_office o on o.id = l.office_id
              union all
              select l.id, l.subject_id, l.cause, l.due_at, 2, coalesce(o.parent_id, o.id)
              from late l join organization.v_office o on o.id = l.office_id
              where (platform.add_working_days((l.due_at at time zone 'Asia/Shanghai')::date, :days) + time '18:00')
                at time zone 'Asia/Shanghai' < :now::timestamptz
            )
            insert into task.escalation (task_id, subject_id, cause, tier, office_id, raised_at, due_at)
            select id, subject_id, cause, tier, office_id, :now::timestamptz, due_at from told
            on conflict (subject_id, task_id, cause, tier, due_at) do nothing""";

    /** Returns how many tellings are new. */
    @Transactional
    int raise() {
        return jdbc.sql(RAISE)
                .param("now", clock.instant().toString())
                .param("days", SECOND_AFTER)
                .update();
    }
}
