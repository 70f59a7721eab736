package io.yihu.task.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.task.OfficerLookup;
import io.yihu.task.directive.DirectiveQueries;
import io.yihu.task.directive.DirectiveService;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Batches from above on their way down, with the same counts at every level. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.SUPERVISOR, Roles.GRID_ADMIN})
class DirectivePages {
    private static final int MOST = 100;
    private final DirectiveQueries queries;
    private final DirectiveService service;
    private final OfficerLookup lookup;
    private final FormAnswer answer;
    private final MessageSource messages;

    @GetMapping("/task/directives")
    String list(Model model) {
        model.addAttribute("rows", queries.list(MOST));
        return "task/directives";
    }

    @GetMapping("/task/directives/new")
    String form(Model model) {
        model.addAttribute("types", lookup.types());
        model.addAttribute("levels", List.of("HIGH", "MEDIUM", "LOW"));
        return "task/directive-new";
    }

    @PostMapping("/task/directives/new")
    String issue(
            @RequestParam Map<String, String> typed,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response,
            Locale locale) {
        try {
            long id = service.issue(new DirectiveService.NewDirective(
                    typed.get("title"),
                    typed.get("instruction"),
                    typed.getOrDefault("type", ""),
                    typed.getOrDefault("level", "HIGH"),
                    Arrays.stream(typed.getOrDefault("taxIds", "").split("[\\s,，;；]+"))
                            .filter(word -> !word.isBlank())
                            .toList(),
                    due(typed.get("due"))));
            flash.addFlashAttribute("notice", messages.getMessage("task.directive.done.issue", null, locale));
            return "redirect:/task/directives/" + id;
        } catch (Refusal refusal) {
            response.setStatus(refusal.status().value());
            model.addAttribute(
                    "problems", List.of(messages.getMessage(refusal.getMessage(), refusal.arguments(), locale)));
            model.addAttribute("typed", typed);
            return form(model);
        }
    }

    @GetMapping("/task/directives/{id}")
    String one(@PathVariable long id, Model model) {
        DirectiveQueries.Row row = queries.row(id).orElseThrow(Refusal::notFound);
        List<DirectiveQueries.Node> nodes = queries.nodes(id);
        Map<Long, List<DirectiveQueries.Below>> below = new HashMap<>();
        Long office = CurrentActor.get().officeId();
        nodes.stream()
                .filter(node -> office != null
                        && office == node.officeId()
                        && node.state().equals("ACCEPTED"))
                .forEach(node -> below.put(node.id(), queries.below(node.id())));
        model.addAttribute("row", row);
        model.addAttribute("nodes", nodes);
        model.addAttribute("below", below);
        model.addAttribute("ownOffice", office);
        return "task/directive";
    }

    @PostMapping("/task/directives/{id}/nodes/{node}/accept")
    String accept(
            @PathVariable long id,
            @PathVariable long node,
            @RequestParam(required = false) String note,
            RedirectAttributes flash,
            Locale locale) {
        return answer.to(
                "/task/directives/" + id,
                "task.directive.done.accept",
                flash,
                locale,
                () -> service.accept(node, note));
    }

    @PostMapping("/task/directives/{id}/nodes/{node}/pass")
    String pass(
            @PathVariable long id,
            @PathVariable long node,
            @RequestParam(required = false) Set<Long> office,
            @RequestParam(required = false) String note,
            RedirectAttributes flash,
            Locale locale) {
        return answer.to(
                "/task/directives/" + id,
                "task.directive.done.pass",
                flash,
                locale,
                () -> service.pass(node, office, note));
    }

    private static Instant due(String typed) {
        try {
            return LocalDate.parse(typed == null ? "" : typed.strip())
                    .atTime(LocalTime.of(18, 0))
                    .atZone(YihuClock.CHINA)
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("task.refused.date");
        }
    }
}
