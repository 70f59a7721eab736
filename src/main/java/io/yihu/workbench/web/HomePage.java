package io.yihu.workbench.web;

import io.yihu.performance.IndicatorBook;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Jobs;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.task.TaskQueries;
import io.yihu.task.TaskRow;
import io.yihu.workbench.AdminHome;
import io.yihu.workbench.SupervisorHome;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The home of each role: what to do now. */
@Controller
@PreAuthorize("isAuthenticated()")
@RequiredArgsConstructor
class HomePage {
    private static final int URGENT = 3;
    private static final int NEXT = 7;
    private static final int FULLEST = 10;
    private final TaskQueries tasks;
    private final SupervisorHome supervisor;
    private final AdminHome admin;
    private final Jobs jobs;
    private final IndicatorBook book;
    private final YihuClock clock;

    /** How an officer stands. */
    public record Standing(int open, long overdue, long toAccept, long waiting) {}

    @GetMapping("/")
    String home(Model model) {
        Actor actor = CurrentActor.get();
        if (actor.has(Roles.OFFICER) && actor.officerId() != null) {
            officer(actor.officerId(), model);
        }
        if (actor.has(Roles.SUPERVISOR) && actor.officeId() != null) {
            supervisor(model);
        }
        if (actor.has(Roles.GRID_ADMIN)) {
            model.addAttribute("coverage", admin.coverage());
            List<AdminHome.Full> full = admin.saturation();
            model.addAttribute("fullest", full.stream().limit(FULLEST).toList());
            model.addAttribute("full", full);
            model.addAttribute("dispatch", admin.lastDispatch().orElse(null));
        }
        if (actor.has(Roles.MODEL_ADMIN)) {
            model.addAttribute("runs", admin.lastRuns());
        }
        if (actor.has(Roles.SYSTEM_ADMIN)) {
            model.addAttribute("jobs", jobs.latest(8));
        }
        if (actor.has(Roles.SYSTEM_ADMIN) || actor.has(Roles.SECURITY_ADMIN)) {
            model.addAttribute("accounts", admin.accounts());
        }
        if (actor.has(Roles.AUDIT_ADMIN)) {
            model.addAttribute("log", admin.log());
        }
        return "workbench/home";
    }

    /** Late ones first, then by weight of the level, then by deadline. */
    private void officer(long officerId, Model model) {
        Instant now = clock.instant();
        List<TaskRow> mine = tasks.ofOfficer(officerId).stream()
                .sorted(Comparator.comparing((TaskRow task) -> !task.overdue(now))
                        .thenComparing(TaskRow::priority, Comparator.reverseOrder())
                        .thenComparing(TaskRow::dueAt)
                        .thenComparing(TaskRow::id))
                .toList();
        List<TaskRow> todo =
                mine.stream().filter(task -> task.submittedAt() == null).toList();
        model.addAttribute("urgent", todo.stream().limit(URGENT).toList());
        model.addAttribute("next", todo.stream().skip(URGENT).limit(NEXT).toList());
        model.addAttribute(
                "standing",
                new Standing(
                        mine.size(),
                        mine.stream().filter(task -> task.overdue(now)).count(),
                        mine.stream().filter(task -> task.acceptedAt() == null).count(),
                        mine.stream().filter(task -> task.submittedAt() != null).count()));
    }

    private void supervisor(Model model) {
        List<SupervisorHome.Office> offices = supervisor.offices();
        List<SupervisorHome.Cell> cells = supervisor.cells(offices);
        model.addAttribute("offices", offices);
        model.addAttribute(
                "indicators",
                cells.stream()
                        .map(SupervisorHome.Cell::indicator)
                        .distinct()
                        .sorted()
                        .map(book::byCode)
                        .toList());
        Map<Long, Map<String, SupervisorHome.Cell>> heat = cells.stream()
                .collect(Collectors.groupingBy(
                        SupervisorHome.Cell::officeId,
                        TreeMap::new,
                        Collectors.toMap(SupervisorHome.Cell::indicator, Function.identity())));
        model.addAttribute("heat", heat);
        model.addAttribute("overdue", supervisor.overdue());
        model.addAttribute("waiting", supervisor.waiting());
        model.addAttribute("unread", supervisor.unread());
    }
}
