package io.yihu.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.ExclusiveGateway;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.UserTask;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;

/**
 * What the process files say: the human steps in their order, where each may lead, and who does it. A version never
 * changes, so it is read once.
 */
@Component
@RequiredArgsConstructor
public class ProcessModels {
    static final String CONCLUSION = "conclusion";
    static final String TWO_OFFICERS = "TWO_OFFICERS";
    private final RepositoryService repository;
    private final Map<String, BpmnModel> known = new ConcurrentHashMap<>();

    /** Where a step may lead: the word the process branches on, and the step behind it (null at the end). */
    public record Way(String outcome, String target) {}

    BpmnModel model(String definitionId) {
        return known.computeIfAbsent(definitionId, repository::getBpmnModel);
    }

    /** The version new work starts on. */
    Optional<ProcessDefinition> latest(String key) {
        return Optional.ofNullable(repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult());
    }

    List<String> steps(String definitionId) {
        return model(definitionId).getMainProcess().findFlowElementsOfType(UserTask.class).stream()
                .map(FlowElement::getId)
                .toList();
    }

    /** Ways out of a step; approval has its own verbs and is not asked here. */
    List<Way> ways(String definitionId, String step) {
        return ways(model(definitionId), step);
    }

    static List<Way> ways(BpmnModel model, String step) {
        List<Way> ways = new ArrayList<>();
        UserTask from = task(model, step).orElseThrow();
        for (SequenceFlow flow : from.getOutgoingFlows()) {
            FlowElement to = model.getFlowElement(flow.getTargetRef());
            if (to instanceof ExclusiveGateway gateway) {
                gateway.getOutgoingFlows().stream()
                        .filter(each -> !each.getId().equals(gateway.getDefaultFlow()))
                        .forEach(each -> ways.add(way(each)));
                gateway.getOutgoingFlows().stream()
                        .filter(each -> each.getId().equals(gateway.getDefaultFlow()))
                        .forEach(each -> ways.add(way(each)));
            } else {
                ways.add(way(flow));
            }
        }
        return ways;
    }

    /** A flow with a condition is named by the word in it, one without by the step it leads to. */
    private static Way way(SequenceFlow flow) {
        String target = flow.getTargetFlowElement() instanceof UserTask next ? next.getId() : null;
        String condition = flow.getConditionExpression();
        int quote = condition == null ? -1 : condition.indexOf('\'');
        String word = quote >= 0
                ? condition.substring(quote + 1, condition.lastIndexOf('\''))
                : flow.getTargetRef().replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
        return new Way(word, target);
    }

    /** The step that ends in a feedback. */
    boolean concludes(String definitionId, String step) {
        return TaskService.DECISION.equals(step) || concludes(model(definitionId), step);
    }

    static boolean concludes(BpmnModel model, String step) {
        return TaskService.DECISION.equals(step)
                || task(model, step)
                        .map(each -> CONCLUSION.equals(each.getFormKey()))
                        .orElse(false);
    }

    /** The duty whose holder does this step; empty where it stays with the officer. */
    Optional<String> duty(String definitionId, String step) {
        return task(model(definitionId), step)
                .flatMap(each -> each.getCandidateGroups().stream().findFirst());
    }

    boolean needsTwo(String definitionId, String step) {
        return "onsite".equals(step)
                || task(model(definitionId), step)
                        .map(each -> TWO_OFFICERS.equals(each.getCategory()))
                        .orElse(false);
    }

    /** What the process calls a step, for steps no message names. */
    Map<String, String> names(String definitionId) {
        Map<String, String> names = new java.util.HashMap<>();
        model(definitionId)
                .getMainProcess()
                .findFlowElementsOfType(UserTask.class)
                .forEach(each -> names.put(each.getId(), each.getName()));
        return names;
    }

    static Optional<UserTask> task(BpmnModel model, String step) {
        return step != null && model.getMainProcess().getFlowElement(step) instanceof UserTask task
                ? Optional.of(task)
                : Optional.empty();
    }
}
