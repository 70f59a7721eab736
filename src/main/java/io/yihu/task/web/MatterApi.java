package io.yihu.task.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import io.yihu.task.MatterQueries;
import io.yihu.task.ProcessQueries;
import io.yihu.task.TaskFileQueries;
import io.yihu.task.TaskQueries;
import io.yihu.task.TaskRow;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Matters as JSON, from the queries the pages use. */
@RestController
@RequestMapping("/api/v1/matters")
@RequiredArgsConstructor
class MatterApi {
    private static final int MOST = 500;
    private final MatterQueries matters;
    private final TaskQueries tasks;
    private final TaskFileQueries file;
    private final ProcessQueries processes;

    /** One matter with its reasons: why this taxpayer, why this officer, and the log. */
    record MatterDetail(
            TaskRow matter,
            List<TaskFileQueries.Candidate> candidates,
            List<TaskFileQueries.Step> steps,
            List<TaskFileQueries.FeedbackRow> feedbacks,
            List<TaskFileQueries.Event> log) {}

    /** An officer who is no supervisor gets own matters only. */
    @GetMapping
    @RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.API_CLIENT})
    Slice<TaskRow> list(
            MatterQueries.Filter filter,
            @RequestParam(required = false) Long after,
            @RequestParam(defaultValue = "100") int limit) {
        var actor = CurrentActor.get();
        boolean wide = actor.has(Roles.SUPERVISOR) || actor.has(Roles.GRID_ADMIN) || actor.has(Roles.API_CLIENT);
        MatterQueries.Filter allowed = wide ? filter : filter.of(actor.officerId() == null ? -1L : actor.officerId());
        return matters.list(allowed, after, Math.max(1, Math.min(limit, MOST)));
    }

    @GetMapping("/{id}")
    @RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.API_CLIENT})
    MatterDetail matter(@PathVariable long id) {
        TaskRow task = tasks.matter(id).orElseThrow(Refusal::notFound);
        return new MatterDetail(
                task,
                file.candidates(task.id()),
                processes.steps(task),
                file.feedbacks(task.id()),
                file.events(task.id()));
    }
}
