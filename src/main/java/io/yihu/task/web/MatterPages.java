package io.yihu.task.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.task.MatterQueries;
import io.yihu.task.TaskState;
import jakarta.annotation.security.RolesAllowed;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** All matters of the actor's scope with filters; the address holds them. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.SUPERVISOR, Roles.GRID_ADMIN})
class MatterPages {
    private static final int PAGE = 50;
    private final MatterQueries matters;

    @GetMapping("/task/matters")
    String list(MatterQueries.Filter filter, @RequestParam(required = false) Long after, Model model) {
        var slice = matters.list(filter, after, PAGE);
        model.addAttribute("filter", filter);
        model.addAttribute("slice", slice);
        model.addAttribute("states", TaskState.values());
        model.addAttribute("types", matters.types());
        model.addAttribute("next", slice.next() == null ? null : url(filter, slice.next()));
        model.addAttribute(
                "commands",
                BatchCommand.of(CurrentActor.get()).stream()
                        .map(BatchCommand::word)
                        .toList());
        model.addAttribute("most", BatchPages.MOST);
        return "task/matters";
    }

    /** The page with this filter, and from that key on. */
    static String url(MatterQueries.Filter filter, String after) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath("/task/matters");
        add(url, "state", filter.state());
        add(url, "assignee", filter.assignee());
        add(url, "grid", filter.grid());
        add(url, "level", filter.level());
        add(url, "type", filter.type());
        add(url, "office", filter.office());
        add(url, "workOrder", filter.workOrder());
        add(url, "q", filter.q());
        add(url, "after", after);
        return url.encode().build().toUriString();
    }

    static void add(UriComponentsBuilder url, String name, Object value) {
        if (value != null && !value.toString().isBlank()) {
            url.queryParam(name, value);
        }
    }
}
