package io.yihu.task;

import io.yihu.platform.Refusal;
import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.flowable.bpmn.converter.BpmnXMLConverter;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.EndEvent;
import org.flowable.bpmn.model.ExclusiveGateway;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.FlowNode;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.UserTask;
import org.flowable.validation.ProcessValidatorFactory;
import org.flowable.validation.ValidationError;

/**
 * Whether a BPMN file may become a process of ours. Beside the rules of BPMN it may hold human steps, exclusive gateways and
 * plain conditions only: nothing in it can run code.
 */
final class ProcessCheck {
    static final int LARGEST = 512 * 1024;
    private static final Pattern CONDITION =
            Pattern.compile("\\$\\{\\s*(?:outcome\\s*==\\s*'[A-Z][A-Z0-9_]{0,39}'|!?\\s*approved)\\s*}");
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,39}");

    private ProcessCheck() {}

    /** A file that can be read: its model and key. */
    record Checked(String key, BpmnModel model) {}

    /**
     * @param keys processes that kinds of matters use
     * @param duties codes of duties
     * @param approvals key → whether its kinds of matters ask for approval
     * @throws Refusal with the first reason why it may not
     */
    static Checked check(byte[] file, Set<String> keys, Set<String> duties, Map<String, Boolean> approvals) {
        if (file.length == 0 || file.length > LARGEST) {
            throw Refusal.invalid("task.refused.bpmn.size", LARGEST / 1024);
        }
        BpmnModel model = read(file);
        if (model.getProcesses().size() != 1 || !model.getMainProcess().isExecutable()) {
            throw Refusal.invalid("task.refused.bpmn.one");
        }
        Process process = model.getMainProcess();
        if (!keys.contains(process.getId())) {
            throw Refusal.invalid("task.refused.bpmn.key", process.getId());
        }
        elements(model, process, duties);
        validated(model);
        connected(model, process, approvals.getOrDefault(process.getId(), true));
        return new Checked(process.getId(), model);
    }

    /** Without external entities or document types. */
    private static BpmnModel read(byte[] file) {
        try {
            BpmnModel model =
                    new BpmnXMLConverter().convertToBpmnModel(() -> new ByteArrayInputStream(file), true, true);
            if (model.getProcesses().isEmpty()) {
                throw Refusal.invalid("task.refused.bpmn.one");
            }
            return model;
        } catch (Refusal refusal) {
            throw refusal;
        } catch (RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null && cause.getCause() != cause) {
                cause = cause.getCause();
            }
            throw Refusal.invalid("task.refused.bpmn.xml", String.valueOf(cause.getMessage()));
        }
    }

    private static void elements(BpmnModel model, Process process, Set<String> duties) {
        if (!process.getExecutionListeners().isEmpty()
                || !process.getEventListeners().isEmpty()) {
            throw Refusal.invalid("task.refused.bpmn.code", process.getId());
        }
        for (FlowElement element : process.getFlowElements()) {
            boolean known = element instanceof StartEvent
                    || element instanceof EndEvent
                    || element instanceof UserTask
                    || element instanceof ExclusiveGateway
                    || element instanceof SequenceFlow;
            if (!known) {
                throw Refusal.invalid(
                        "task.refused.bpmn.element",
                        element.getId(),
                        element.getClass().getSimpleName());
            }
            if (!element.getExecutionListeners().isEmpty()
                    || element instanceof UserTask task && code(task)
                    || element instanceof FlowNode node && node.isAsynchronous()
                    || element instanceof StartEvent start
                            && !start.getEventDefinitions().isEmpty()
                    || element instanceof EndEvent end
                            && !end.getEventDefinitions().isEmpty()
                    || element instanceof SequenceFlow skip && skip.getSkipExpression() != null) {
                throw Refusal.invalid("task.refused.bpmn.code", element.getId());
            }
            if (element instanceof SequenceFlow flow
                    && flow.getConditionExpression() != null
                    && !CONDITION.matcher(flow.getConditionExpression().strip()).matches()) {
                throw Refusal.invalid("task.refused.bpmn.condition", flow.getId(), flow.getConditionExpression());
            }
            if (element instanceof UserTask task) {
                named(task, duties);
            }
            boolean drawn = element instanceof SequenceFlow
                    ? model.getFlowLocationGraphicInfo(element.getId()) != null
                            && model.getFlowLocationGraphicInfo(element.getId()).size() > 1
                    : model.getGraphicInfo(element.getId()) != null;
            if (!drawn) {
                throw Refusal.invalid("task.refused.bpmn.drawing", element.getId());
            }
        }
    }

    private static boolean code(UserTask task) {
        return !task.getTaskListeners().isEmpty()
                || task.getAssignee() != null
                || task.getSkipExpression() != null
                || task.getLoopCharacteristics() != null
                || !task.getBoundaryEvents().isEmpty()
                || task.getDueDate() != null
                || task.getPriority() != null;
    }

    private static void named(UserTask task, Set<String> duties) {
        if (!NAME.matcher(task.getId()).matches()
                || task.getName() == null
                || task.getName().isBlank()) {
            throw Refusal.invalid("task.refused.bpmn.name", task.getId());
        }
        List<String> groups = task.getCandidateGroups();
        if (groups.size() > 1 || !groups.isEmpty() && !duties.contains(groups.get(0))) {
            throw Refusal.invalid("task.refused.bpmn.duty", task.getId(), String.join(",", groups));
        }
    }

    private static void validated(BpmnModel model) {
        List<ValidationError> errors = new ProcessValidatorFactory()
                .createDefaultProcessValidator().validate(model).stream()
                        .filter(error -> !error.isWarning())
                        .toList();
        if (!errors.isEmpty()) {
            ValidationError first = errors.get(0);
            throw Refusal.invalid(
                    "task.refused.bpmn.invalid",
                    first.getActivityId() == null ? first.getProcessDefinitionId() : first.getActivityId(),
                    first.getDefaultDescription());
        }
    }

    /** From the start every step is reached, every step reaches the end, and one step concludes before the approval. */
    private static void connected(BpmnModel model, Process process, boolean approval) {
        List<StartEvent> starts = process.findFlowElementsOfType(StartEvent.class);
        List<EndEvent> ends = process.findFlowElementsOfType(EndEvent.class);
        if (starts.size() != 1 || ends.isEmpty()) {
            throw Refusal.invalid("task.refused.bpmn.ends");
        }
        Set<String> reached = new HashSet<>();
        walk(starts.get(0), reached, true);
        Set<String> ending = new HashSet<>();
        ends.forEach(end -> walk(end, ending, false));
        for (FlowNode node : process.findFlowElementsOfType(FlowNode.class)) {
            if (!reached.contains(node.getId()) || !ending.contains(node.getId())) {
                throw Refusal.invalid("task.refused.bpmn.lost", node.getId());
            }
            if (node instanceof ExclusiveGateway gateway
                    && gateway.getOutgoingFlows().size() > 1
                    && gateway.getDefaultFlow() == null) {
                throw Refusal.invalid("task.refused.bpmn.default", node.getId());
            }
        }
        long concluding = process.findFlowElementsOfType(UserTask.class).stream()
                .filter(task -> ProcessModels.concludes(model, task.getId()))
                .count();
        boolean approves = ProcessModels.task(model, "approval").isPresent();
        if (concluding != 1 || approves != approval) {
            throw Refusal.invalid(approval ? "task.refused.bpmn.approval" : "task.refused.bpmn.conclusion");
        }
    }

    private static void walk(FlowNode node, Set<String> seen, boolean forward) {
        if (!seen.add(node.getId())) {
            return;
        }
        for (SequenceFlow flow : forward ? node.getOutgoingFlows() : node.getIncomingFlows()) {
            FlowElement next = forward ? flow.getTargetFlowElement() : flow.getSourceFlowElement();
            if (next instanceof FlowNode to) {
                walk(to, seen, forward);
            }
        }
    }
}
