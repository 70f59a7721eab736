package io.yihu.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.flowable.bpmn.model.UserTask;
import org.flowable.engine.RepositoryService;
import org.springframework.stereotype.Component;

/** The human steps of each kind of matter in the order of its process file. */
@Component
class ProcessSteps {
    private final MatterTypes types;
    private final RepositoryService repository;
    private final Map<String, List<String>> known = new ConcurrentHashMap<>();

    ProcessSteps(MatterTypes types, RepositoryService repository) {
        this.types = types;
        this.repository = repository;
    }

    List<String> of(String matterType) {
        return known.computeIfAbsent(matterType, code -> read(types.byCode(code)));
    }

    private List<String> read(MatterType type) {
        if (type.processKey() == null) {
            return type.needsApproval() ? List.of(TaskService.HANDLE, "approval") : List.of(TaskService.HANDLE);
        }
        var definition = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(type.processKey())
                .latestVersion()
                .singleResult();
        List<String> steps = new ArrayList<>();
        repository
                .getBpmnModel(definition.getId())
                .getMainProcess()
                .findFlowElementsOfType(UserTask.class)
                .forEach(step -> steps.add(step.getId()));
        return List.copyOf(steps);
    }
}
