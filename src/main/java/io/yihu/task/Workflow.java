package io.yihu.task;

import io.yihu.platform.Refusal;
import java.util.Map;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.TaskService;
import org.springframework.stereotype.Component;

/** The process engine behind tasks with several human steps; takes part in the caller's transaction. */
@Component
class Workflow {
    private final RuntimeService runtime;
    private final TaskService engineTasks;

    Workflow(RuntimeService runtime, TaskService engineTasks) {
        this.runtime = runtime;
        this.engineTasks = engineTasks;
    }

    /** A started process and the human step it waits at. */
    record Started(String instanceId, String definitionId, String step) {}

    Started start(String processKey, long taskId) {
        var started = runtime.createProcessInstanceBuilder()
                .processDefinitionKey(processKey)
                .businessKey(Long.toString(taskId))
                .start();
        String instance = started.getProcessInstanceId();
        return new Started(instance, started.getProcessDefinitionId(), currentStep(instance));
    }

    /** Completes the step the process waits at and returns the next one, null at the end. */
    String complete(String instanceId, String expectedStep, Map<String, Object> outcome) {
        var waiting =
                engineTasks.createTaskQuery().processInstanceId(instanceId).singleResult();
        if (waiting == null || !waiting.getTaskDefinitionKey().equals(expectedStep)) {
            throw Refusal.conflict("task.refused.step");
        }
        engineTasks.complete(waiting.getId(), outcome);
        return currentStep(instanceId);
    }

    void cancel(String instanceId, String reason) {
        runtime.deleteProcessInstance(instanceId, reason);
    }

    private String currentStep(String instanceId) {
        var waiting =
                engineTasks.createTaskQuery().processInstanceId(instanceId).singleResult();
        return waiting == null ? null : waiting.getTaskDefinitionKey();
    }
}
