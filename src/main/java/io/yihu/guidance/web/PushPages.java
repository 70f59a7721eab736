package io.yihu.guidance.web;

import io.yihu.guidance.DemandQueries;
import io.yihu.guidance.FourPersons;
import io.yihu.guidance.HallService;
import io.yihu.guidance.PushQueries;
import io.yihu.guidance.PushRow;
import io.yihu.guidance.PushService;
import io.yihu.guidance.ServiceEvents;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Messages that were sent, one of them with all its steps, and the signing in the hall. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR})
class PushPages {
    private static final int PAGE = 50;
    private final PushQueries queries;
    private final PushService pushes;
    private final HallService hall;
    private final FourPersons persons;
    private final DemandQueries demands;
    private final ServiceEvents events;
    private final Answers answers;

    @GetMapping("/guidance/pushes")
    String list(PushQueries.Filter filter, @RequestParam(required = false) Long after, Model model) {
        List<PushRow> rows = queries.list(filter, after, PAGE + 1);
        boolean more = rows.size() > PAGE;
        List<PushRow> shown = more ? rows.subList(0, PAGE) : rows;
        model.addAttribute("rows", shown);
        model.addAttribute("filter", filter);
        model.addAttribute("counts", queries.counts());
        model.addAttribute("events", events.all());
        model.addAttribute(
                "next",
                more
                        ? address(filter)
                                .queryParam("after", shown.get(PAGE - 1).id())
                                .build()
                                .encode()
                                .toUriString()
                        : null);
        return "guidance/pushes";
    }

    private static UriComponentsBuilder address(PushQueries.Filter filter) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/guidance/pushes");
        put(address, "state", filter.state());
        put(address, "level", filter.level());
        put(address, "event", filter.event());
        put(address, "q", filter.q());
        put(address, "mine", filter.mine());
        return address;
    }

    private static void put(UriComponentsBuilder address, String name, Object value) {
        if (value != null && !value.toString().isBlank()) {
            address.queryParam(name, value);
        }
    }

    @GetMapping("/guidance/pushes/{id}")
    String one(@PathVariable long id, Model model) {
        PushRow push = queries.find(id).orElseThrow(Refusal::notFound);
        model.addAttribute("push", push);
        model.addAttribute("event", events.byCode(push.event()));
        model.addAttribute("ways", queries.ways(id));
        model.addAttribute("steps", queries.steps(id));
        model.addAttribute("attendance", queries.attendance(id).orElse(null));
        model.addAttribute("signature", queries.signature(id).orElse(null));
        model.addAttribute("demands", demands.ofPush(id));
        model.addAttribute("leads", CurrentActor.get().has(Roles.SUPERVISOR));
        return "guidance/push";
    }

    /** The address is shown once, to be read out or shown as it is; it is not kept. */
    @PostMapping("/guidance/pushes/{id}/link")
    String link(@PathVariable long id, RedirectAttributes flash, Locale locale) {
        return answers.of(
                "/guidance/pushes/" + id,
                () -> flash.addFlashAttribute("link", pushes.link(id)),
                "guidance.done.link",
                flash,
                locale);
    }

    @PostMapping("/guidance/pushes/{id}/phone")
    String phone(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes flash,
            Locale locale) {
        return answers.of("/guidance/pushes/" + id, () -> pushes.phone(id, note), "guidance.done.phone", flash, locale);
    }

    @PostMapping("/guidance/pushes/{id}/withdraw")
    @RolesAllowed(Roles.SUPERVISOR)
    String withdraw(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash,
            Locale locale) {
        return answers.of(
                "/guidance/pushes/" + id, () -> pushes.withdraw(id, reason), "guidance.done.withdraw", flash, locale);
    }

    /** For the tablet or phone on the counter. */
    @GetMapping("/guidance/pushes/{id}/hall")
    String hall(@PathVariable long id, Model model) {
        PushRow push = queries.find(id).orElseThrow(Refusal::notFound);
        if (!push.needsHall()) {
            throw Refusal.conflict("guidance.refused.noHall");
        }
        model.addAttribute("push", push);
        model.addAttribute("persons", persons.of(push.subjectId()));
        model.addAttribute("attendance", queries.attendance(id).orElse(null));
        model.addAttribute("signature", queries.signature(id).orElse(null));
        model.addAttribute("place", CurrentActor.get().officeName());
        return "guidance/hall";
    }

    @PostMapping("/guidance/pushes/{id}/attend")
    String attend(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") long person,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "false") boolean identity,
            RedirectAttributes flash,
            Locale locale) {
        return answers.of(
                "/guidance/pushes/" + id + "/hall",
                () -> hall.attend(id, person, place, identity),
                "guidance.done.attend",
                flash,
                locale);
    }

    @PostMapping("/guidance/pushes/{id}/sign")
    String sign(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String strokes,
            @RequestParam(defaultValue = "false") boolean byName,
            RedirectAttributes flash,
            Locale locale) {
        return answers.of(
                "/guidance/pushes/" + id + "/hall",
                () -> hall.sign(id, name, strokes, byName),
                "guidance.done.sign",
                flash,
                locale);
    }
}
