package io.yihu.control.finding;

import io.yihu.control.Notices;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.task.TaskQueries;
import io.yihu.task.TaskRow;
import io.yihu.task.TaskService;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;

/** A supervisor urges a task, lists it or returns it; the officer answers; each order stands on the task and in the log. */
@Service
@RequiredArgsConstructor
public class SupervisionService {
    public static final List<String> KINDS = List.of("URGE", "LISTED", "RETURN");
    private static final int ANSWER_DAYS = 2;
    private final TaskQueries tasks;
    private final TaskService service;
    private final Notices notices;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    @Traced("control.supervision.issue")
    public long issue(long taskId, String kind, String text) {
        Actor actor = CurrentActor.get();
        if (!actor.has(Roles.SUPERVISOR)) {
            throw new AccessDeniedException("not a supervisor");
        }
        TaskRow task = tasks.task(taskId).orElseThrow(Refusal::notFound);
        if (!KINDS.contains(kind) || !task.open() || task.officeId() == null) {
            throw Refusal.conflict("control.refused.supervision");
        }
        String said = ControlFindingService.said(text);
        if (kind.equals("RETURN")) {
            if (!task.state().equals("SUBMITTED")) {
                throw Refusal.conflict("control.refused.notSubmitted");
            }
            service.sendBack(taskId, said);
        }
        about(task, kind);
        long id = insert(task, kind, said, actor);
        if (task.officerId() != null) {
            notices.send(List.of(task.officerId()), "SUPERVISION", "supervision:" + id, kind, said);
        }
        return id;
    }

    /** The officer of the task answers once. */
    @Traced("control.supervision.answer")
    public void answer(long id, String text) {
        String said = ControlFindingService.said(text);
        Order order = order(id);
        if (!order.officerId().equals(CurrentActor.get().officerId())) {
            throw Refusal.notFound();
        }
        about(order);
        if (jdbc.sql(
                                "update control.supervision set answer = ?, answered_by = ?, answered_at = ? where subject_id = ? and id = ? and answered_at is null")
                        .params(said, CurrentActor.get().login(), now(), order.subjectId(), id)
                        .update()
                == 0) {
            throw Refusal.conflict("control.refused.answered");
        }
        Trail.note(
                "inTime", !LocalDate.ofInstant(clock.instant(), YihuClock.CHINA).isAfter(order.answerBy()));
    }

    /** Listed supervision ends. */
    @Traced("control.supervision.lift")
    public void lift(long id, String note) {
        String said = ControlFindingService.said(note);
        Order order = order(id);
        about(order);
        Trail.note("note", said);
        if (!CurrentActor.get().has(Roles.SUPERVISOR)
                || jdbc.sql(
                                        "update control.supervision set lifted_by = ?, lifted_at = ? where subject_id = ? and id = ? and kind = 'LISTED' and lifted_at is null")
                                .params(CurrentActor.get().login(), now(), order.subjectId(), id)
                                .update()
                        == 0) {
            throw Refusal.conflict("control.refused.supervision");
        }
    }

    private record Order(long taskId, long subjectId, String kind, Long officerId, LocalDate answerBy) {}

    private Order order(long id) {
        return jdbc.sql("""
                        select s.task_id, s.subject_id, s.kind, coalesce(s.officer_id, 0) as officer_id, s.answer_by from control.supervision s
                        join organization.v_office o on o.id = s.office_id where s.id = ? and (o.path like ? or s.officer_id = ?)""")
                .params(id, CurrentActor.get().scope(), me())
                .query(Order.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    private static long me() {
        Long me = CurrentActor.get().officerId();
        return me == null ? -1 : me;
    }

    private long insert(TaskRow task, String kind, String text, Actor actor) {
        try {
            return jdbc.sql("""
                            insert into control.supervision (subject_id, task_id, kind, office_id, officer_id, text, answer_by, issued_by, issued_name, issued_at)
                            values (?, ?, ?, ?, ?, ?, platform.add_working_days(?, ?), ?, ?, ?) returning id""")
                    .params(
                            task.subjectId(),
                            task.id(),
                            kind,
                            task.officeId(),
                            task.officerId(),
                            text,
                            LocalDate.ofInstant(clock.instant(), YihuClock.CHINA),
                            ANSWER_DAYS,
                            actor.login(),
                            actor.name(),
                            now())
                    .query(Long.class)
                    .single();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("control.refused.listedAlready");
        }
    }

    private static void about(TaskRow task, String kind) {
        Trail.object("task", task.id());
        Trail.subject(task.subjectId());
        Trail.note("supervision", kind);
        Trail.note("officer", task.officerId());
    }

    private static void about(Order order) {
        Trail.object("task", order.taskId());
        Trail.subject(order.subjectId());
        Trail.note("supervision", order.kind());
        Trail.note("officer", order.officerId());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
