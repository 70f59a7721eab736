package io.yihu.task;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Whether the actor may act on a task; what is not his answers like what does not exist. */
@Component
@RequiredArgsConstructor
class TaskAccess {
    private final TaskRepository tasks;
    private final JdbcClient jdbc;

    /** The acting officer's id; refuses anyone who is not an officer. */
    long officer() {
        Long officer = CurrentActor.get().officerId();
        if (officer == null) {
            throw new AccessDeniedException("not an officer");
        }
        return officer;
    }

    /** The task, locked, when it lies with the actor. */
    Task own(long taskId) {
        long me = officer();
        return tasks.lock(taskId)
                .filter(task -> task.getOfficerId() != null && task.getOfficerId() == me)
                .orElseThrow(Refusal::notFound);
    }

    /** The task, locked, when it lies with the actor or with a joint team the actor belongs to. */
    Task shared(long taskId) {
        long me = officer();
        return tasks.lock(taskId)
                .filter(task -> task.getOfficerId() != null
                        && (task.getOfficerId() == me
                                || jdbc.sql("""
                                        select exists (select from task.team_member where task_id = ? and officer_id = ? and left_at is null)""")
                                        .params(taskId, me)
                                        .query(Boolean.class)
                                        .single()))
                .orElseThrow(Refusal::notFound);
    }

    /** The task, locked, whoever has it. */
    Task any(long taskId) {
        return tasks.lock(taskId).orElseThrow(Refusal::notFound);
    }

    /** The task, locked, when it belongs to an office in the actor's scope and the actor supervises. */
    Task supervised(long taskId) {
        Actor actor = CurrentActor.get();
        if (!actor.has(Roles.SUPERVISOR) && !actor.has(Roles.GRID_ADMIN)) {
            throw new AccessDeniedException("not a supervisor");
        }
        Task task = any(taskId);
        if (!inScope(task.getOfficeId())) {
            throw Refusal.notFound();
        }
        return task;
    }

    /** The grid through which an officer may have a task, refused with the reason where an exclusion stands in the way. */
    long claimGrid(Task task, long officer, java.time.LocalDate day) {
        long grid = jdbc.sql("""
                        select k.grid_id from grid.v_grid_subject k
                        join grid.v_grid g on g.id = k.grid_id and g.status = 'ACTIVE'
                        join grid.v_grid_member m on m.grid_id = k.grid_id and m.officer_id = ?
                          and m.valid_from <= ? and (m.valid_to is null or m.valid_to >= ?)
                        where k.subject_id = ? order by k.grid_id limit 1""")
                .params(officer, day, day, task.getSubjectId())
                .query(Long.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        String excluded = jdbc.sql("""
                        select case
                          when exists (select from organization.v_avoidance a where a.officer_id = f.id and a.subject_id = :subject
                            and a.valid_from <= :day and (a.valid_to is null or a.valid_to >= :day)) then 'avoidance'
                          when f.status in ('LEAVE', 'LEFT') then 'offDuty'
                          when t.needs_cert and (f.cert_no is null or f.cert_valid_to < :day) then 'certificate'
                          when exists (select from organization.v_officer_post p where p.officer_id = f.id and p.valid_from <= :day
                              and (p.valid_to is null or p.valid_to >= :day))
                            and not exists (select from organization.v_officer_post p
                              join organization.v_post_duty d on d.post_code = p.post_code and d.duty_code = t.duty_code
                                and d.valid_from <= :day and (d.valid_to is null or d.valid_to >= :day)
                              where p.officer_id = f.id and p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day))
                            then 'duty'
                          when exists (select from unnest(t.mandatory_tags) g where not exists (
                            select from organization.v_officer_skill k where k.officer_id = f.id and k.tag = g
                              and (k.valid_to is null or k.valid_to >= :day))) then 'skill'
                        end
                        from organization.v_officer f, task.matter_type t where f.id = :officer and t.code = :type""")
                .param("subject", task.getSubjectId())
                .param("day", day)
                .param("officer", officer)
                .param("type", task.getMatterType())
                .query((row, n) -> java.util.Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
        if (excluded != null) {
            throw Refusal.conflict("task.refused." + excluded);
        }
        return grid;
    }

    private boolean inScope(Long officeId) {
        return officeId != null
                && jdbc.sql("select exists (select from organization.v_office where id = ? and path like ?)")
                        .params(officeId, CurrentActor.get().scope())
                        .query(Boolean.class)
                        .single();
    }
}
