package io.yihu.task.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.task.thread.ThreadLive;
import io.yihu.task.thread.ThreadQueries;
import io.yihu.task.thread.ThreadService;
import io.yihu.task.thread.Topic;
import jakarta.annotation.security.RolesAllowed;
import java.util.Locale;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Messages about work orders and packages; what one person opens counts as read by that person. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN})
class ThreadPages {
    private static final int MOST = 100;
    private final ThreadQueries queries;
    private final ThreadService service;
    private final ThreadLive live;
    private final FormAnswer answer;

    @GetMapping("/task/messages")
    String unread(Model model) {
        model.addAttribute("rows", queries.unread(MOST));
        return "task/messages";
    }

    @GetMapping("/task/threads/{kind}/{id}")
    String thread(@PathVariable String kind, @PathVariable long id, Model model) {
        Topic topic = new Topic(kind, id);
        if (CurrentActor.get().officerId() != null) {
            service.read(topic);
        }
        model.addAttribute("topic", topic);
        model.addAttribute("messages", queries.messages(topic));
        model.addAttribute("people", queries.people(topic));
        return "task/thread";
    }

    @GetMapping(value = "/task/threads/{kind}/{id}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter stream(@PathVariable String kind, @PathVariable long id) {
        Topic topic = new Topic(kind, id);
        queries.people(topic);
        return live.subscribe(topic.name());
    }

    @PostMapping("/task/threads/{kind}/{id}")
    String post(
            @PathVariable String kind,
            @PathVariable long id,
            @RequestParam(required = false) String body,
            @RequestParam(required = false) Set<Long> mention,
            RedirectAttributes flash,
            Locale locale) {
        Topic topic = new Topic(kind, id);
        return answer.to(
                "/task/threads/" + topic.kind() + "/" + id,
                "task.done.message",
                flash,
                locale,
                () -> service.post(topic, body, mention == null ? Set.of() : mention));
    }
}
