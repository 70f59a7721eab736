package io.yihu.task.web;

import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.task.outcome.OutcomeQueries;
import io.yihu.task.outcome.OutcomeService;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What audits teach the other departments. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR})
class OutcomePages {
    private static final int MOST = 100;
    private final OutcomeQueries queries;
    private final OutcomeService service;
    private final FormAnswer answer;

    @GetMapping("/task/outcomes")
    String list(Model model) {
        model.addAttribute("rows", queries.delivered(MOST));
        model.addAttribute("suggestions", queries.suggestions(MOST));
        model.addAttribute("focus", queries.focus());
        return "task/outcomes";
    }

    @PostMapping("/task/tasks/{id}/outcome")
    @RolesAllowed(Roles.OFFICER)
    String record(
            @PathVariable long id, @RequestParam Map<String, String> typed, RedirectAttributes flash, Locale locale) {
        return answer.to(
                "/task/tasks/" + id + "#pattern",
                "task.outcome.done.record",
                flash,
                locale,
                () -> service.record(
                        id,
                        new OutcomeService.Pattern(
                                typed.get("features"), typed.get("means"), typed.get("rule"), typed.get("proposal"))));
    }

    @PostMapping("/task/tasks/{id}/suggestion")
    @RolesAllowed(Roles.OFFICER)
    String suggest(
            @PathVariable long id, @RequestParam Map<String, String> typed, RedirectAttributes flash, Locale locale) {
        return answer.to(
                "/task/tasks/" + id + "#pattern",
                "task.outcome.done.suggest",
                flash,
                locale,
                () -> service.suggest(id, typed.get("department"), typed.get("note"), day(typed.get("due"))));
    }

    @PostMapping("/task/outcomes/{outcome}/receive")
    String receive(
            @PathVariable long outcome,
            @RequestParam(required = false) String department,
            @RequestParam(required = false) String note,
            RedirectAttributes flash,
            Locale locale) {
        return answer.to(
                "/task/outcomes",
                "task.outcome.done.receive",
                flash,
                locale,
                () -> service.receive(outcome, department, note));
    }

    @PostMapping("/task/suggestions/{suggestion}")
    String decide(
            @PathVariable long suggestion,
            @RequestParam(defaultValue = "false") boolean adopted,
            @RequestParam(required = false) String note,
            RedirectAttributes flash,
            Locale locale) {
        return answer.to(
                "/task/outcomes",
                "task.outcome.done.decide",
                flash,
                locale,
                () -> service.decide(suggestion, adopted, note));
    }

    private static LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed == null ? "" : typed.strip());
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("task.refused.date");
        }
    }
}
