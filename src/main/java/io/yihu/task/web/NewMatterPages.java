package io.yihu.task.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.task.MatterService;
import io.yihu.task.OfficerLookup;
import io.yihu.task.RaiseMatter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A matter that a person raises; the number of the form makes a second click the same matter. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.GRID_ADMIN, Roles.SUPERVISOR})
class NewMatterPages {
    private static final LocalTime CLOSES = LocalTime.of(18, 0);
    private final MatterService service;
    private final OfficerLookup lookup;
    private final MessageSource messages;

    /** As typed. */
    record MatterForm(String taxId, String type, String level, String title, String why, String due, String ref) {
        RaiseMatter matter(long subject) {
            return new RaiseMatter(subject, type, "MANUAL", ref, level, title, why, dueAt());
        }

        private java.time.Instant dueAt() {
            if (due == null || due.isBlank()) {
                return null;
            }
            try {
                return LocalDate.parse(due)
                        .atTime(CLOSES)
                        .atZone(YihuClock.CHINA)
                        .toInstant();
            } catch (DateTimeParseException e) {
                throw Refusal.invalid("task.refused.date");
            }
        }
    }

    @GetMapping("/task/new")
    String form(MatterForm form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("types", lookup.types());
        model.addAttribute("levels", List.of("HIGH", "MEDIUM", "LOW", "NONE"));
        model.addAttribute(
                "ref",
                form.ref() == null || form.ref().isBlank()
                        ? java.util.UUID.randomUUID().toString().substring(0, 12)
                        : form.ref());
        return "task/new";
    }

    @PostMapping("/task/new")
    String raise(MatterForm form, Model model, RedirectAttributes flash, HttpServletResponse response, Locale locale) {
        try {
            if (form.ref() == null || !form.ref().matches("[0-9a-f-]{12}")) {
                throw Refusal.invalid("task.refused.title");
            }
            String by = CurrentActor.get().login() + " ";
            service.raiseOne(
                    new MatterForm(form.taxId, form.type, form.level, form.title, form.why, form.due, by + form.ref)
                            .matter(lookup.subject(form.taxId())));
            flash.addFlashAttribute("notice", messages.getMessage("task.done.raised", null, locale));
            return "redirect:/task/dispatch";
        } catch (Refusal refusal) {
            response.setStatus(refusal.status().value());
            model.addAttribute(
                    "problems", List.of(messages.getMessage(refusal.getMessage(), refusal.arguments(), locale)));
            return form(form, model);
        }
    }
}
