package io.yihu.task;

import java.time.Instant;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Begins the work on a task: the process of its kind, or the single step of a kind without one. */
@Component
@RequiredArgsConstructor
class CaseStart {
    private final MatterTypes types;
    private final Workflow workflow;
    private final TaskLog log;

    void begin(Task task, Instant now) {
        String process = types.byCode(task.getMatterType()).processKey();
        if (process == null) {
            task.enter(TaskService.HANDLE, now);
        } else {
            Workflow.Started started = workflow.start(process, task.getId());
            task.started(started.instanceId(), started.definitionId(), started.step(), now);
        }
        log.open(task, task.getStep(), now);
    }
}
