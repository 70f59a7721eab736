package io.yihu.guidance.web;

import io.yihu.guidance.ServiceEvents;
import io.yihu.guidance.ServicePolicy;
import io.yihu.guidance.TemplateQueries;
import io.yihu.guidance.TemplateService;
import io.yihu.guidance.TemplateService.Draft;
import io.yihu.guidance.Wording;
import io.yihu.guidance.Wordings;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Templates by event, level and class; on the left the text, on the right what a taxpayer would read. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN})
class TemplatePages {
    private final ServiceEvents events;
    private final Wordings wordings;
    private final TemplateQueries queries;
    private final TemplateService service;
    private final Answers answers;
    private final MessageSource messages;
    private final YihuClock clock;

    /** The text as typed; days with blanks between. */
    record TextForm(
            String title, String body, String notice, String reminders, Integer validDays, List<String> channels) {
        static TextForm of(Wording wording) {
            return new TextForm(
                    wording.title(),
                    wording.body(),
                    wording.notice(),
                    String.join(
                            " ",
                            wording.reminders().stream().map(String::valueOf).toList()),
                    wording.validDays(),
                    wording.channels());
        }

        Draft draft() {
            try {
                return new Draft(
                        plain(title),
                        plain(body),
                        notice == null || notice.isBlank() ? null : plain(notice),
                        Arrays.stream((reminders == null ? "" : reminders)
                                        .strip()
                                        .split("[\\s,，、]+"))
                                .filter(day -> !day.isEmpty())
                                .map(Integer::valueOf)
                                .toList(),
                        validDays == null ? 0 : validDays,
                        Wording.CHANNELS.stream()
                                .filter(way -> channels != null && channels.contains(way))
                                .toList());
            } catch (NumberFormatException e) {
                throw Refusal.invalid("guidance.refused.templateDays");
            }
        }

        private static String plain(String text) {
            return text == null ? "" : text.replace("\r\n", "\n").strip();
        }
    }

    @GetMapping("/guidance/templates")
    String list(Model model) {
        model.addAttribute("events", events.all());
        model.addAttribute("pending", queries.pending());
        model.addAttribute("levels", List.of("LOW", "MEDIUM", "HIGH"));
        return "guidance/templates";
    }

    /** With a text in the address the right side shows that text, nothing is kept. */
    @GetMapping("/guidance/templates/{code}")
    String one(@PathVariable String code, TextForm form, Model model, Locale locale) {
        Wording wording = wordings.byCode(code);
        return page(wording, form.title() == null ? TextForm.of(wording) : form, model, locale);
    }

    @PostMapping("/guidance/templates/{code}")
    @RolesAllowed({Roles.SUPERVISOR, Roles.GRID_ADMIN})
    String propose(
            @PathVariable String code,
            TextForm form,
            @RequestParam(defaultValue = "") String reason,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response,
            Locale locale) {
        Wording wording = wordings.byCode(code);
        try {
            int version = service.propose(code, form.draft(), reason);
            flash.addFlashAttribute(
                    "notice", messages.getMessage("guidance.done.propose", new Object[] {version}, locale));
            return "redirect:/guidance/templates/" + wording.code();
        } catch (Refusal refusal) {
            if (refusal.asksReason()) {
                throw refusal;
            }
            response.setStatus(refusal.status().value());
            model.addAttribute("problems", List.of(answers.text(refusal, locale)));
            model.addAttribute("reason", reason);
            return page(wording, form, model, locale);
        }
    }

    @PostMapping("/guidance/templates/{code}/decide")
    @RolesAllowed({Roles.SUPERVISOR, Roles.GRID_ADMIN})
    String decide(
            @PathVariable String code,
            @RequestParam(defaultValue = "0") int version,
            @RequestParam(defaultValue = "false") boolean accepted,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes flash,
            Locale locale) {
        return answers.of(
                "/guidance/templates/" + events.template(code).code(),
                () -> service.decide(code, version, accepted, note),
                accepted ? "guidance.done.accepted" : "guidance.done.rejected",
                flash,
                locale);
    }

    private String page(Wording wording, TextForm form, Model model, Locale locale) {
        List<TemplateQueries.Version> history = queries.history(wording.code());
        TemplateQueries.Version pending = history.stream()
                .filter(each -> each.state().equals("PENDING"))
                .findFirst()
                .orElse(null);
        Map<String, String> example = Map.of(
                "name", messages.getMessage("guidance.example.name", null, locale),
                "office", messages.getMessage("guidance.example.office", null, locale),
                "date", LocalDate.ofInstant(clock.instant(), YihuClock.CHINA).toString(),
                "policy", messages.getMessage("guidance.example.policy", null, locale),
                "facts", messages.getMessage("guidance.example.facts", null, locale),
                "summary", messages.getMessage("guidance.example.summary", null, locale));
        model.addAttribute("wording", wording);
        model.addAttribute("event", events.byCode(wording.event()));
        model.addAttribute("form", form);
        model.addAttribute("channels", Wording.CHANNELS);
        model.addAttribute("shownTitle", ServicePolicy.fill(form.title(), example));
        model.addAttribute("shownBody", ServicePolicy.fill(form.body(), example));
        model.addAttribute("shownNotice", ServicePolicy.fill(form.notice(), example));
        model.addAttribute("history", history);
        model.addAttribute("pending", pending);
        boolean edits =
                CurrentActor.get().has(Roles.SUPERVISOR) || CurrentActor.get().has(Roles.GRID_ADMIN);
        model.addAttribute("edits", edits && pending == null);
        model.addAttribute(
                "decides",
                edits
                        && pending != null
                        && !pending.draftedBy().equals(CurrentActor.get().login()));
        return "guidance/template";
    }
}
