package io.yihu.guidance.web;

import io.yihu.guidance.CoachingQueries;
import io.yihu.guidance.CoachingService;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Coaching of many: what is planned and was held, who is put down and who came. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR})
class CoachingPages {
    private static final String PAGE = "/guidance/coachings";
    private static final int MOST = 100;
    private final CoachingQueries queries;
    private final CoachingService service;
    private final Answers answers;
    private final YihuClock clock;

    @GetMapping("/guidance/coachings")
    String list(Model model) {
        model.addAttribute("rows", queries.list(MOST));
        model.addAttribute("modes", List.of("ONSITE", "ONLINE"));
        return "guidance/coachings";
    }

    @PostMapping("/guidance/coachings")
    String plan(
            @RequestParam(defaultValue = "") String taxId,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String mode,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String startsAt,
            RedirectAttributes flash,
            Locale locale) {
        flash.addFlashAttribute("typedTaxId", taxId);
        flash.addFlashAttribute("typedTitle", title);
        flash.addFlashAttribute("typedPlace", place);
        flash.addFlashAttribute("typedStart", startsAt);
        return answers.of(
                PAGE,
                () -> service.plan(new CoachingService.Plan(taxId, title, mode, place, moment(startsAt))),
                "guidance.done.coaching",
                flash,
                locale);
    }

    @GetMapping("/guidance/coachings/{id}")
    String one(@PathVariable long id, Model model) {
        CoachingQueries.Row row = queries.find(id).orElseThrow(Refusal::notFound);
        model.addAttribute("row", row);
        model.addAttribute("attendees", queries.attendees(id));
        model.addAttribute("kinds", List.of("STARTUP", "UNIVERSITY", "TAXPAYER", "VOLUNTEER"));
        model.addAttribute("modes", List.of("ONSITE", "ONLINE"));
        model.addAttribute("begun", !row.startsAt().isAfter(clock.instant()));
        return "guidance/coaching";
    }

    @PostMapping("/guidance/coachings/{id}/attendees")
    String enrol(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String organisation,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String mode,
            RedirectAttributes flash,
            Locale locale) {
        return answers.of(
                PAGE + "/" + id,
                () -> service.enrol(id, name, organisation, kind, mode),
                "guidance.done.enrol",
                flash,
                locale);
    }

    @PostMapping("/guidance/coachings/{id}/held")
    String hold(
            @PathVariable long id,
            @RequestParam(required = false) Set<Long> came,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes flash,
            Locale locale) {
        flash.addFlashAttribute("typed", note);
        return answers.of(
                PAGE + "/" + id,
                () -> service.hold(id, came == null ? Set.of() : came, note),
                "guidance.done.held",
                flash,
                locale);
    }

    private static Instant moment(String typed) {
        try {
            return LocalDateTime.parse(typed).atZone(YihuClock.CHINA).toInstant();
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("guidance.refused.coachingPast");
        }
    }
}
