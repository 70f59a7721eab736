package io.yihu.task.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.task.ContactQueries;
import io.yihu.task.TypeService;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
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

/** Kinds of matters with their duties and rules, and what merging spares taxpayers. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.GRID_ADMIN, Roles.SUPERVISOR})
class TypePages {
    private final TypeService service;
    private final ContactQueries contacts;
    private final MessageSource messages;

    @GetMapping("/task/types")
    String list(@RequestParam(required = false) String edit, Model model) {
        List<TypeService.TypeRow> rows = service.rows();
        model.addAttribute("rows", rows);
        model.addAttribute("history", service.history(20));
        model.addAttribute("quarters", contacts.quarters(8));
        model.addAttribute("mayChange", CurrentActor.get().has(Roles.GRID_ADMIN));
        rows.stream()
                .filter(row -> row.code().equals(edit))
                .findFirst()
                .ifPresent(row -> model.addAttribute("editing", row));
        return "task/types";
    }

    @PostMapping("/task/types/{code}")
    @RolesAllowed(Roles.GRID_ADMIN)
    String change(
            @PathVariable String code,
            @RequestParam Map<String, String> typed,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response,
            Locale locale) {
        try {
            service.change(code, wanted(typed), typed.get("reason"));
            flash.addFlashAttribute("notice", messages.getMessage("task.done.type", null, locale));
            return "redirect:/task/types";
        } catch (Refusal refusal) {
            response.setStatus(refusal.status().value());
            model.addAttribute(
                    "problems", List.of(messages.getMessage(refusal.getMessage(), refusal.arguments(), locale)));
            return list(code, model);
        }
    }

    private static TypeService.TypeChange wanted(Map<String, String> typed) {
        return new TypeService.TypeChange(
                typed.getOrDefault("dutyCode", ""),
                words(typed.get("skillTags")),
                words(typed.get("mandatoryTags")),
                typed.containsKey("needsCert"),
                number(typed.get("standardMinutes")),
                typed.getOrDefault("slaUnit", ""),
                number(typed.get("slaAmount")),
                typed.getOrDefault("mergeKey", "").strip(),
                number(typed.get("mergeWindowHours")));
    }

    private static List<String> words(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.strip().split("[,，;；\\s]+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    /** What is no number is none the service takes. */
    private static int number(String typed) {
        return typed != null && typed.matches("\\d{1,6}") ? Integer.parseInt(typed) : -1;
    }
}
