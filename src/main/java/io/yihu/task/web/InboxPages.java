package io.yihu.task.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import io.yihu.platform.YihuClock;
import io.yihu.task.InboxQueries;
import io.yihu.task.InboxQueries.Pile;
import io.yihu.task.NextWorkService;
import io.yihu.task.TaskRow;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** One officer's desk: four piles, filters, pages by key; the address holds them. */
@Controller
@RequiredArgsConstructor
@RolesAllowed(Roles.OFFICER)
class InboxPages {
    private static final int PAGE = 50;
    private static final int GLANCE = 20;
    private final InboxQueries inbox;
    private final NextWorkService next;
    private final MessageSource messages;
    private final YihuClock clock;

    @GetMapping("/task/inbox")
    String inbox(
            @RequestParam(defaultValue = "open") String tab,
            InboxQueries.Filter filter,
            @RequestParam(required = false) Long after,
            Model model) {
        Long me = CurrentActor.get().officerId();
        if (me == null) {
            throw Refusal.conflict("task.refused.noOfficer");
        }
        Instant now = clock.instant();
        Pile pile = switch (tab) {
            case "accept" -> Pile.ACCEPT;
            case "waiting" -> Pile.WAITING;
            case "done" -> Pile.DONE;
            default -> Pile.OPEN;
        };
        String name = pile.name().toLowerCase(Locale.ROOT);
        boolean glance = pile == Pile.OPEN && after == null;
        Slice<TaskRow> rows = inbox.page(pile, me, filter, now, after, PAGE);
        model.addAttribute("counts", inbox.counts(me, now));
        model.addAttribute("tab", name);
        model.addAttribute("filter", filter);
        model.addAttribute("types", inbox.types(me));
        model.addAttribute("rows", rows.rows());
        model.addAttribute("more", rows.next() == null ? null : url(name, filter, rows.next()));
        model.addAttribute(
                "accept",
                glance ? inbox.page(Pile.ACCEPT, me, filter, now, null, GLANCE).rows() : List.of());
        model.addAttribute("glance", GLANCE);
        model.addAttribute("next", glance && !filter.any() ? next.next(3) : List.of());
        return "task/inbox";
    }

    private static String url(String tab, InboxQueries.Filter filter, String after) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath("/task/inbox").queryParam("tab", tab);
        MatterPages.add(url, "level", filter.level());
        MatterPages.add(url, "type", filter.type());
        MatterPages.add(url, "due", filter.due());
        MatterPages.add(url, "q", filter.q());
        MatterPages.add(url, "after", after);
        return url.encode().build().toUriString();
    }

    @PostMapping("/task/inbox/next")
    String take(@RequestParam(defaultValue = "1") int count, RedirectAttributes flash, Locale locale) {
        try {
            flash.addFlashAttribute(
                    "notice", messages.getMessage("task.done.skimmed", new Object[] {next.skim(count)}, locale));
        } catch (Refusal refusal) {
            flash.addFlashAttribute(
                    "problems", List.of(messages.getMessage(refusal.getMessage(), refusal.arguments(), locale)));
        }
        return "redirect:/task/inbox";
    }
}
