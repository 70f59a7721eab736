package io.yihu.task.web;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.task.EscalationService;
import io.yihu.task.FormDrafts;
import io.yihu.task.ProcessQueries;
import io.yihu.task.TaskFileQueries;
import io.yihu.task.TaskPanel;
import io.yihu.task.TaskQueries;
import io.yihu.task.TaskRow;
import io.yihu.task.help.HelpService;
import io.yihu.task.outcome.OutcomeQueries;
import io.yihu.task.outcome.OutcomeService;
import io.yihu.task.thread.ThreadQueries;
import io.yihu.task.thread.Topic;
import java.time.LocalDate;
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
    private final ProcessQueries processes;
    private final FormDrafts drafts;
    private final EscalationService escalations;
    private final ThreadQueries threads;
    private final OutcomeQueries outcomes;
    private final YihuClock clock;
    private final List<TaskPanel> panels;

    String show(long id, Model model) {
        TaskRow task = tasks.task(id).orElseThrow(Refusal::notFound);
        model.addAttribute("task", task);
        model.addAttribute("candidates", file.candidates(id));
        List<TaskFileQueries.Step> steps = processes.steps(task);
        model.addAttribute("steps", steps);
        model.addAttribute("stepNames", processes.names(task));
        model.addAttribute("drawing", processes.drawing(task, steps).orElse(null));
        model.addAttribute("pauses", processes.pauses(id));
        model.addAttribute("team", processes.team(id));
        model.addAttribute("escalations", escalations.ofTask(id));
        model.addAttribute("today", LocalDate.ofInstant(clock.instant(), YihuClock.CHINA));
        thread(task, model);
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
        model.addAttribute("helpTopics", HelpService.TOPICS);
        forms(task, steps, model);
        return "task/file";
    }

    private void thread(TaskRow task, Model model) {
        Topic topic = new Topic("ORDER", task.workOrderId());
        model.addAttribute("topic", topic);
        model.addAttribute("messages", threads.messages(topic));
        model.addAttribute("people", threads.people(topic));
    }

    /** What the officer asked last before a measure. */
    private static String question(List<TaskFileQueries.Event> events) {
        return events.stream()
                .filter(event -> event.toState().equals("WAIT_APPROVAL"))
                .max(Comparator.comparing(TaskFileQueries.Event::at))
                .map(TaskFileQueries.Event::note)
                .orElse(null);
    }

    private void forms(TaskRow task, List<TaskFileQueries.Step> steps, Model model) {
        Actor actor = CurrentActor.get();
        boolean mine = task.officerId() != null && task.officerId().equals(actor.officerId());
        boolean working = mine && WORKING.contains(task.state());
        boolean concluding = working && processes.concluding(task);
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
        model.addAttribute(
                "mayUpload",
                working
                        || WORKING.contains(task.state())
                                && processes.team(task.id()).stream()
                                        .anyMatch(each ->
                                                Long.valueOf(each.officerId()).equals(actor.officerId())));
        model.addAttribute("mayWithdraw", mine && task.state().equals("SUBMITTED"));
        model.addAttribute("mayTeam", leads && task.open());
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
            model.addAttribute("choices", processes.choices(task));
            model.addAttribute("successors", processes.successors(task));
            model.addAttribute("stepDraft", drafts.note(task, steps));
            model.addAttribute("needsTwo", processes.needsTwo(task));
        }
        if (working || moves && movable) {
            model.addAttribute("colleagues", file.colleagues(task));
            model.addAttribute("substitutes", processes.substitutes(task).orElse(null));
        }
        if (concluding) {
            model.addAttribute("categories", file.categories());
            model.addAttribute("reasons", file.reasons());
            List<String> money = file.moneyFacts();
            model.addAttribute("moneyFacts", money);
            if (task.matterType().equals("AUDIT")) {
                model.addAttribute("pattern", outcomes.draft(task.id()).orElse(null));
                model.addAttribute("departments", OutcomeService.ORDER);
            }
            model.addAttribute("draft", drafts.conclusion(task, steps, money));
        }
    }
}
