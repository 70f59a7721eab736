package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/**
 * What another module saw done: a step of the process (somebody came to the hall), or the whole purpose of the task (a taxpayer
 * acknowledged, a notice was signed).
 */
@Service
@RequiredArgsConstructor
public class CompletionService {
    /** Conclusion of such tasks. */
    public static final String SERVED = "SERVED";

    private final TaskAccess access;
    private final TaskRepository tasks;
    private final Workflow workflow;
    private final ProcessModels models;
    private final CaseStart start;
    private final TaskLog log;
    private final TaskClosing closing;
    private final PauseBook pauses;
    private final YihuClock clock;

    /**
     * Closes the task whoever has it, also one still in the queue; a closed one stays as it is.
     *
     * @param seen what happened, in words
     */
    @Traced("task.task.complete")
    public void complete(long taskId, String seen) {
        Task task = access.any(taskId);
        Trail.object("task", taskId);
        Trail.subject(task.getSubjectId());
        if (task.getClosedAt() != null) {
            Trail.note("repeated", true);
            return;
        }
        Instant now = clock.instant();
        TaskState from = task.getState();
        String step = task.getStep();
        if (task.getProcessInstanceId() != null) {
            end(task, seen);
        }
        log.finish(task, new StepResult(SERVED, seen, null, null), now);
        task.settle(SERVED, now);
        tasks.flush();
        log.event(task, from, task.getState(), step, seen, now);
        pauses.follow(task, from, seen, now);
        Trail.change("state", from, task.getState());
        closing.close(task, new Feedback(SERVED, null, seen, Map.of()), now);
    }

    /**
     * Brings the process of a task past a step that was done elsewhere, with the steps before it; begins the process where nobody
     * took the task up yet. A step that lies behind already changes nothing.
     *
     * @param note what happened, in words
     */
    @Traced("task.step.seen")
    public void seen(long taskId, String step, String note) {
        Task task = access.any(taskId);
        Trail.object("task", taskId);
        Trail.subject(task.getSubjectId());
        Instant now = clock.instant();
        if (task.getStep() == null && task.getClosedAt() == null) {
            start.begin(task, now);
        }
        List<String> steps = task.getProcessInstanceId() == null || task.getClosedAt() != null
                ? List.of()
                : models.steps(task.getProcessDefinitionId());
        int wanted = steps.indexOf(step);
        int at = steps.indexOf(task.getStep());
        if (at < 0 || at > wanted) {
            Trail.note("repeated", true);
            return;
        }
        while (at >= 0 && at <= wanted) {
            forward(task, steps, note, now);
            at = steps.indexOf(task.getStep());
        }
    }

    private void forward(Task task, List<String> steps, String note, Instant now) {
        String from = task.getStep();
        String outcome = models.ways(task.getProcessDefinitionId(), from).stream()
                .filter(way -> way.target() == null || steps.indexOf(way.target()) > steps.indexOf(from))
                .findFirst()
                .orElseThrow(() -> Refusal.conflict("task.refused.step"))
                .outcome();
        String next = workflow.complete(task.getProcessInstanceId(), from, Map.of("outcome", outcome));
        log.finish(task, new StepResult(outcome, note, null, null), now);
        TaskState before = task.getState();
        task.seen(next, Objects.equals(task.getOfficerId(), CurrentActor.get().officerId()), now);
        log.open(task, next, now);
        tasks.flush();
        log.event(task, before, task.getState(), from, note, now);
        pauses.follow(task, before, note, now);
        Trail.change("step", from, next);
    }

    /** A process that stands at its conclusion ends there; one that was overtaken by events is cut short. */
    private void end(Task task, String seen) {
        boolean last = task.getStep() != null && models.concludes(task.getProcessDefinitionId(), task.getStep());
        String next = last ? workflow.complete(task.getProcessInstanceId(), task.getStep(), Map.of()) : task.getStep();
        if (next != null) {
            workflow.cancel(task.getProcessInstanceId(), seen);
        }
    }
}
