package io.yihu.task;

import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Closes a task because its purpose was seen fulfilled elsewhere: a taxpayer acknowledged, a notice was signed. */
@Service
@RequiredArgsConstructor
public class CompletionService {
    /** Conclusion of such tasks. */
    public static final String SERVED = "SERVED";

    private final TaskAccess access;
    private final TaskRepository tasks;
    private final Workflow workflow;
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
            workflow.cancel(task.getProcessInstanceId(), seen);
        }
        log.finish(task, new StepResult(SERVED, seen, null, null), now);
        task.settle(SERVED, now);
        tasks.flush();
        log.event(task, from, task.getState(), step, seen, now);
        pauses.follow(task, from, seen, now);
        Trail.change("state", from, task.getState());
        closing.close(task, new Feedback(SERVED, null, seen, Map.of()), now);
    }
}
