package io.yihu.task.web;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.task.TaskFileQueries;
import io.yihu.task.TaskPanel;
import io.yihu.task.TaskQueries;
import io.yihu.task.TaskRow;
import io.yihu.task.TaskService;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Fills the page of one task: what it is, and which of the forms this person may use now. */
@Component
@RequiredArgsConstructor
class TaskView {
    private static final Set<String> WORKING = Set.of("ACCEPTED", "PROCESSING", "RETURNED");
    private final TaskQueries tasks;
    private final TaskFileQueries file;
    private final List<TaskPanel> panels;

    String show(long id, Model model) {
        TaskRow task = tasks.task(id).orElseThrow(Refusal::notFound);
        model.addAttribute("task", task);
        model.addAttribute("candidates", file.candidates(id));
        model.addAttribute("steps", file.steps(task));
        List<TaskFileQueries.Event> events = file.events(id);
        model.addAttribute("events", events);
        model.addAttribute("question", question(events));
        model.addAttribute("feedbacks", file.feedbacks(id));
        model.addAttribute("evidence", file.evidence(id));
        model.addAttribute("together", file.together(task));
        model.addAttribute("yesFacts", file.yesFacts());
        model.addAttribute(
                "panels",
                panels.stream().flatMap(panel -> panel.of(task).stream()).toList());
        forms(task, model);
        return "task/file";
    }

    /** What the officer asked last before a measure. */
    private static String question(List<TaskFileQueries.Event> events) {
        return events.stream()
                .filter(event -> event.toState().equals("WAIT_APPROVAL"))
                .max(Comparator.comparing(TaskFileQueries.Event::at))
                .map(TaskFileQueries.Event::note)
                .orElse(null);
    }

    private void forms(TaskRow task, Model model) {
        Actor actor = CurrentActor.get();
        boolean mine = task.officerId() != null && task.officerId().equals(actor.officerId());
        boolean working = mine && WORKING.contains(task.state());
        boolean concluding = working && ("handle".equals(task.step()) || "decision".equals(task.step()));
        boolean leads = actor.has(Roles.SUPERVISOR);
        boolean moves = leads || actor.has(Roles.GRID_ADMIN);
        boolean movable = task.open() && !Set.of("NEW", "SUBMITTED", "APPROVED").contains(task.state());
        model.addAttribute("mine", mine);
        model.addAttribute("mayAccept", mine && task.state().equals("DISPATCHED"));
        model.addAttribute("mayClaim", task.state().equals("NEW") && actor.has(Roles.OFFICER));
        model.addAttribute("mayDispatch", task.state().equals("NEW") && moves);
        model.addAttribute("mayStep", working && !concluding);
        model.addAttribute("mayConclude", concluding);
        model.addAttribute("mayWait", mine && task.state().equals("PROCESSING"));
        model.addAttribute(
                "mayResume", mine && Set.of("WAIT_TAXPAYER", "WAIT_REGION").contains(task.state()));
        model.addAttribute("mayAnswer", leads && !mine && task.state().equals("WAIT_APPROVAL"));
        model.addAttribute("mayUpload", working);
        model.addAttribute("mayApprove", leads && !mine && task.state().equals("SUBMITTED"));
        model.addAttribute("mayMove", moves && movable);
        model.addAttribute(
                "mayCancel",
                moves && task.open() && !Set.of("SUBMITTED", "APPROVED").contains(task.state()));
        model.addAttribute(
                "maySuspend", leads && Set.of("ACCEPTED", "PROCESSING").contains(task.state()));
        model.addAttribute("mayRelease", leads && task.state().equals("SUSPENDED"));
        model.addAttribute(
                "mayExtend",
                moves && task.open() && !Set.of("SUBMITTED", "APPROVED").contains(task.state()));
        if (working && !concluding) {
            model.addAttribute("outcomes", TaskService.outcomes(task.step()));
        }
        if (working || moves && movable) {
            model.addAttribute("colleagues", file.colleagues(task));
        }
        if (concluding) {
            model.addAttribute("categories", file.categories());
            model.addAttribute("reasons", file.reasons());
            model.addAttribute("moneyFacts", file.moneyFacts());
        }
    }
}
