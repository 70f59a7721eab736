package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/**
 * What people do with a task. Every method is one command: gate, engine, our tables and trail in one transaction.
 *
 * <p>A repeated command (double click, replay) has one effect; a command the state does not allow is refused.
 */
@Service
@RequiredArgsConstructor
public class TaskService {
    static final String HANDLE = "handle";
    static final String DECISION = "decision";
    private final TaskAccess access;
    private final TaskRepository tasks;
    private final MatterTypes types;
    private final Workflow workflow;
    private final CaseStart start;
    private final TaskLog log;
    private final FeedbackBook feedbacks;
    private final TaskClosing closing;
    private final StepPolicy steps;
    private final ProcessModels models;
    private final StepRelay relay;
    private final PauseBook pauses;
    private final YihuClock clock;

    /** Takes a task dispatched to the actor, or one that waits in the queue of a grid the actor belongs to. */
    @Traced("task.task.accept")
    public void accept(long taskId) {
        long me = access.officer();
        Task task = access.any(taskId);
        about(task);
        boolean mine = task.getOfficerId() != null && task.getOfficerId() == me;
        if (mine && task.getAcceptedAt() != null) {
            Trail.note("repeated", true);
            return;
        }
        if (!mine && task.getState() != TaskState.NEW) {
            throw task.getOfficerId() == null ? Refusal.notFound() : Refusal.conflict("task.refused.taken");
        }
        Instant now = clock.instant();
        Long grid = mine ? null : access.claimGrid(task, me, LocalDate.ofInstant(now, YihuClock.CHINA));
        TaskState from = task.getState();
        task.accept(me, grid, now);
        boolean handedOver = task.getStep() != null;
        if (!handedOver) {
            start.begin(task, now);
        }
        done(task, from, null, null, now);
    }

    /** Finishes the current step of a process; the last one before approval is finished by {@link #submit}. */
    @Traced("task.step.complete")
    public void completeStep(long taskId, String step, StepResult result) {
        Task task = access.own(taskId);
        about(task);
        if (task.getProcessInstanceId() == null
                || !step.equals(task.getStep())
                || models.concludes(task.getProcessDefinitionId(), step)) {
            throw Refusal.conflict("task.refused.step");
        }
        Instant now = clock.instant();
        StepResult checked = steps.checked(task, result, LocalDate.ofInstant(now, YihuClock.CHINA));
        TaskState from = task.getState();
        String next = workflow.complete(task.getProcessInstanceId(), step, Map.of("outcome", checked.outcome()));
        log.finish(task, checked, now);
        task.process(next, now);
        log.open(task, next, now);
        Trail.change("step", step, next);
        Trail.note("outcome", checked.outcome());
        relay.onward(task, next, checked.nextOfficerId(), now);
        done(task, from, step, checked.note(), now);
    }

    /** Stops the work until the taxpayer or another region has answered; waiting for the taxpayer stops the clock to a limit. */
    @Traced("task.task.wait")
    public void pause(long taskId, TaskState waiting, String reason) {
        Task task = access.own(taskId);
        about(task);
        if (waiting != TaskState.WAIT_TAXPAYER && waiting != TaskState.WAIT_REGION) {
            throw Refusal.invalid("task.refused.waiting");
        }
        String said = StepPolicy.said(reason);
        Instant now = clock.instant();
        TaskState from = task.getState();
        task.pause(waiting);
        done(task, from, task.getStep(), said, now);
    }

    /** Goes on after waiting. */
    @Traced("task.task.resume")
    public void resume(long taskId) {
        Task task = access.own(taskId);
        about(task);
        TaskState from = task.getState();
        if (from == TaskState.SUSPENDED) {
            throw Refusal.conflict("task.refused.suspended");
        }
        if (from == TaskState.WAIT_APPROVAL) {
            throw Refusal.conflict("task.refused.awaiting");
        }
        task.resume();
        done(task, from, task.getStep(), null, clock.instant());
    }

    /** Submits the conclusion; where the type asks for no approval the task is closed at once. */
    @Traced("task.task.submit")
    public void submit(long taskId, Feedback feedback) {
        Task task = access.own(taskId);
        about(task);
        if (task.getState() == TaskState.SUBMITTED
                || task.getState() == TaskState.CLOSED && task.getSubmittedAt() != null) {
            Trail.note("repeated", true);
            return;
        }
        boolean process = task.getProcessInstanceId() != null;
        if (process && !models.concludes(task.getProcessDefinitionId(), task.getStep())) {
            throw Refusal.conflict("task.refused.stepsLeft");
        }
        feedbacks.check(task, feedback);
        Instant now = clock.instant();
        TaskState from = task.getState();
        String step = task.getStep();
        String next = process ? workflow.complete(task.getProcessInstanceId(), step, Map.of()) : null;
        boolean approval = types.byCode(task.getMatterType()).needsApproval();
        task.submit(feedback.category(), approval ? "approval" : null, now);
        if (process && approval && !"approval".equals(next)) {
            throw new IllegalStateException(
                    "process of " + task.getMatterType() + " has no approval after the decision");
        }
        log.finish(task, new StepResult(feedback.category(), feedback.text(), null, null), now);
        feedbacks.keep(task, feedback, now);
        Trail.change("state", from, task.getState());
        Trail.note("category", feedback.category());
        done(task, from, step, null, now);
        if (approval) {
            log.open(task, "approval", now);
        } else {
            finish(task, feedback, now);
        }
    }

    /** Approves what another officer submitted; the matter is closed. */
    @Traced("task.task.approve")
    public void approve(long taskId, String note) {
        Task task = supervisedByAnother(taskId);
        if (task.getState() == TaskState.CLOSED
                && Long.valueOf(access.officer()).equals(task.getApproverId())) {
            Trail.note("repeated", true);
            return;
        }
        if (task.getState() != TaskState.SUBMITTED) {
            throw Refusal.conflict("task.refused.state", task.getState(), TaskState.APPROVED);
        }
        Instant now = clock.instant();
        Feedback feedback = feedbacks.waiting(taskId).orElseThrow(() -> Refusal.conflict("task.refused.step"));
        if (task.getProcessInstanceId() != null) {
            workflow.complete(task.getProcessInstanceId(), "approval", Map.of("approved", true));
        }
        log.finish(task, new StepResult("APPROVED", note, null, null), now);
        feedbacks.judge(task, "APPROVED", note, now);
        TaskState from = task.getState();
        task.approve(access.officer(), now);
        done(task, from, "approval", note, now);
        finish(task, feedback, now);
    }

    /** Returns what another officer submitted, with a reason. */
    @Traced("task.task.return")
    public void sendBack(long taskId, String reason) {
        Task task = supervisedByAnother(taskId);
        if (task.getState() != TaskState.SUBMITTED) {
            throw Refusal.conflict("task.refused.state", task.getState(), TaskState.RETURNED);
        }
        String said = StepPolicy.said(reason);
        Instant now = clock.instant();
        String backTo = task.getProcessInstanceId() == null
                ? HANDLE
                : workflow.complete(task.getProcessInstanceId(), "approval", Map.of("approved", false));
        log.finish(task, new StepResult("RETURNED", said, null, null), now);
        feedbacks.judge(task, "RETURNED", said, now);
        TaskState from = task.getState();
        task.sendBack(backTo, now);
        log.open(task, backTo, now);
        Trail.note("reason", said);
        done(task, from, "approval", said, now);
    }

    /** Puts a task the actor has not accepted back into the queue. */
    @Traced("task.task.giveBack")
    public void giveBack(long taskId, String reason) {
        Task task = access.own(taskId);
        about(task);
        if (relay.relayed(task)) {
            throw Refusal.conflict("task.refused.relayed");
        }
        String said = StepPolicy.said(reason);
        TaskState from = task.getState();
        task.giveBack();
        Trail.note("reason", said);
        done(task, from, null, said, clock.instant());
    }

    /** A supervisor gives the task to another member of the grids it stands in. */
    @Traced("task.task.transfer")
    public void transfer(long taskId, long officerId, String reason) {
        Task task = access.supervised(taskId);
        about(task);
        String said = StepPolicy.said(reason);
        Instant now = clock.instant();
        if (relay.relayed(task)) {
            relay.check(task, officerId);
        } else {
            access.claimGrid(task, officerId, LocalDate.ofInstant(now, YihuClock.CHINA));
        }
        TaskState from = task.getState();
        Trail.change("officer", task.getOfficerId(), officerId);
        Trail.note("reason", said);
        task.transfer(officerId, now);
        done(task, from, task.getStep(), said, now);
    }

    /** A supervisor ends a task that should not have been. */
    @Traced("task.task.cancel")
    public void cancel(long taskId, String reason) {
        Task task = access.supervised(taskId);
        about(task);
        String said = StepPolicy.said(reason);
        Instant now = clock.instant();
        TaskState from = task.getState();
        if (task.getProcessInstanceId() != null) {
            workflow.cancel(task.getProcessInstanceId(), said);
        }
        log.finish(task, new StepResult("CANCELLED", said, null, null), now);
        task.cancel(now);
        closing.cancel(task, now);
        Trail.note("reason", said);
        done(task, from, null, said, now);
    }

    private void finish(Task task, Feedback feedback, Instant now) {
        TaskState from = task.getState();
        task.close(now);
        done(task, from, null, null, now);
        closing.close(task, feedback, now);
    }

    private Task supervisedByAnother(long taskId) {
        Task task = access.supervised(taskId);
        about(task);
        if (task.getOfficerId() != null && task.getOfficerId() == access.officer()) {
            throw Refusal.conflict("task.refused.ownWork");
        }
        return task;
    }

    private void done(Task task, TaskState from, String step, String note, Instant now) {
        tasks.flush();
        log.event(task, from, task.getState(), step, note, now);
        pauses.follow(task, from, note, now);
        Trail.change("state", from, task.getState());
    }

    private static void about(Task task) {
        Trail.object("task", task.getId());
        Trail.subject(task.getSubjectId());
        Trail.note("officer", CurrentActor.get().officerId());
    }
}
